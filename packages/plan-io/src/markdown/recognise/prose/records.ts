import type { PlanRecord, PlanSection } from '@gatehouse/core'
import type { PlanEntity } from '../../../report/map-lines.ts'
import type { Block, Item, Span } from '../../document/document.ts'
import type { Context } from './context.ts'
import { memoryOf } from './memory.ts'

/** Adds an entry to one of the plan's lists and says that the lines became it. A key that ends in `#` is numbered: `R#`. */
export function addRecord(
  { reading }: Pick<Context, 'reading'>,
  section: PlanSection,
  kind: string,
  wish: string,
  fields: PlanRecord,
  at: number | Span | null,
): PlanEntity {
  const key = wish.endsWith('#') ? reading.draft.nextRecordKey(section, wish.slice(0, -1)) : reading.draft.recordKeyFor(section, wish)
  reading.draft.add(section, { key, ...withoutEmpty(fields) })
  const entity = { kind, key }
  if (at !== null) reading.account.map(at, entity)
  memoryOf(reading.draft).latest = entity
  return entity
}

/** Without the fields that say nothing, as a plan file leaves them out. */
export const withoutEmpty = (fields: PlanRecord): PlanRecord =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  )

/** The item and all that is nested in it became this. */
export function mapItem({ reading }: Context, item: Item, entity: PlanEntity): void {
  reading.account.map(item.span, entity)
  mapBlocks(reading.account, item.blocks, entity)
}

/** Every line of the blocks became this. */
export function mapBlocks(account: Context['reading']['account'], blocks: readonly Block[], entity: PlanEntity): void {
  for (const block of blocks) {
    account.map(block.span, entity)
  }
}

/** Items of the lists nested in an item, one level down. */
export const nestedItems = (item: Item): readonly Item[] => item.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []))

/** Items of the lists nested in an item, all levels, in order. */
export const allNestedItems = (item: Item): readonly Item[] => nestedItems(item).flatMap((each) => [each, ...allNestedItems(each)])

/** Text of what is nested in an item and is no list, line by line. */
export const nestedTexts = (item: Item): readonly string[] =>
  item.blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return [block.whole.text]
    if (block.kind === 'code') return [block.lines.map(({ text }) => text).join('\n')]
    if (block.kind === 'table') return block.rows.map((row) => row.cells.map(({ text }) => text).join(' | '))
    return []
  })

/** All that an item says, with what is nested in it. */
export const fullText = (item: Item): string =>
  [item.text, ...nestedTexts(item), ...nestedItems(item).map((each) => `- ${fullText(each)}`)].join('\n')

import type { DraftLane } from '../../../draft/draft-plan.ts'
import type { Item } from '../../../document/document.ts'
import { findWords } from '../../../words/find-words.ts'
import { labelOf, topicOf } from '../../../words/concepts-of.ts'
import { splitNames } from '../../../words/split-names.ts'
import { type Context, under } from '../context.ts'
import { findLane } from '../find-lane.ts'
import { keyedName } from '../keyed-name.ts'
import { memoryOf } from '../memory.ts'
import { noteOwners } from '../owners.ts'
import { allNestedItems, mapItem, nestedItems } from '../records.ts'
import { asText, asTitle, bracketAtEnd, signIn, withoutEmoji } from '../text.ts'

/** `Platform: leads tasks 1, 3 and 19`, `WS1 — Security (Owner: X): mission`: lanes, what they are for, and the tasks that they own. */
export function readLanes(items: readonly Item[], context: Context): void {
  for (const item of items) {
    const { label, rest } = labelledLane(item)
    const lane = addLane(label, item.span.from, context)
    const entity = { kind: 'lane', key: lane.key }
    const sign = signIn(item.text)
    if (sign !== '') memoryOf(context.reading.draft).laneOfSign.set(sign, lane.key)
    if (rest !== '') {
      if (isPeople(rest)) addOwners(lane, rest, context)
      else if (lane.mission === '') lane.mission = asText(rest)
      const { laneOfNumber } = memoryOf(context.reading.draft)
      for (const number of taskNumbersIn(rest)) laneOfNumber.set(String(number), lane.key)
      for (const handle of rest.match(/(?<![\p{L}\p{N}.])@[A-Za-z][\w-]{0,40}/gu) ?? []) addOwners(lane, handle, context)
    }
    context.reading.account.map(item.span, entity)
    readNested(item, lane, context)
  }
}

/** `**WS-A Ingestion** (lead: Hana): 62 feeds` has its name in bold, whatever stands behind. */
function labelledLane(item: Item): { readonly label: string; readonly rest: string } {
  const [bold = ''] = item.strong
  const text = withoutEmoji(item.text)
  if (item.label !== null || bold === '' || !text.startsWith(bold))
    return { label: item.label ?? item.text, rest: item.label === null ? '' : item.rest }
  const behind = /^\s*(\([^()]{1,120}\))?\s*[:–—-]?\s*(.*)$/su.exec(text.slice(bold.length))
  return { label: `${bold} ${behind?.[1] ?? ''}`.trim(), rest: behind?.[2] ?? '' }
}

/** Names and nothing else: `Bo, Lin`, `@raj + Mette Holm`. */
export const isPeople = (text: string): boolean =>
  text.length <= 80 &&
  splitNames(text).every((name) => /^@?\p{Lu}?[\p{L}.'’-]{1,20}(?:\s\p{Lu}[\p{L}.'’-]{0,20}){0,2}$/u.test(name) && /^[@\p{Lu}]/u.test(name))

function readNested(item: Item, lane: DraftLane, context: Context): void {
  const inside = {
    ...under(context, item.label ?? item.text),
    place: { ...context.place, lane: lane.key, topic: null, owner: null },
    topic: null,
  }
  const loose: Item[] = []
  for (const each of nestedItems(item)) {
    const concept = each.label === null ? null : labelOf(each.label)
    if (concept === 'owner' && each.rest !== '') addOwners(lane, each.rest, context)
    else if (concept === 'mission' && each.rest !== '') lane.mission = asText(each.rest)
    else if (concept === 'deliverable' && each.rest !== '') lane.deliverables.push(asText(each.rest))
    else if (each.label !== null && each.rest === '' && topicOf(each.label) !== null) {
      context.reading.account.map(each.span, { kind: 'lane', key: lane.key })
      context.readInside(each.blocks, under(inside, each.label))
      continue
    } else {
      loose.push(each)
      continue
    }
    mapItem(context, each, { kind: 'lane', key: lane.key })
  }
  for (const each of loose) {
    lane.deliverables.push(asText(each.text))
    for (const inner of allNestedItems(each)) lane.deliverables.push(asText(inner.text))
    mapItem(context, each, { kind: 'lane', key: lane.key })
  }
}

/** The lane of that name, made where there is none yet. */
export function addLane(text: string, line: number, context: Context): DraftLane {
  const { reading } = context
  const bracket = bracketAtEnd(text)
  const name = bracket?.outside || text
  const { key, name: words } = keyedName(name, 'lane')
  const known = (key === null ? null : reading.draft.laneByKey(key)) ?? reading.draft.laneByKey(findLane(words || name, reading) ?? '')
  const lane = known ?? {
    key: freeLaneKey(key, context),
    name: asTitle(words || name),
    mission: '',
    deliverables: [],
    owners: [],
    aliases: key === null ? [] : [name],
    line,
  }
  if (!known) reading.draft.lanes.push(lane)
  if (bracket) addOwners(lane, withoutOwnerLabel(bracket.inside), context)
  memoryOf(reading.draft).latest = { kind: 'lane', key: lane.key }
  return lane
}

function freeLaneKey(wish: string | null, { reading }: Context): string {
  if (wish !== null && !reading.draft.laneByKey(wish)) return wish
  let number = reading.draft.lanes.length + 1
  while (reading.draft.laneByKey(`L${number}`)) number += 1
  return `L${number}`
}

export function addOwners(lane: DraftLane, text: string, { reading }: Context): void {
  for (const handle of noteOwners(reading, text)) if (!lane.owners.includes(handle)) lane.owners.push(handle)
}

/** `Owner: Platform Security` → `Platform Security`. */
export function withoutOwnerLabel(text: string): string {
  const found = /^([\p{L} ]{1,30}):\s*(.+)$/u.exec(text)
  return found?.[1] && found[2] && labelOf(found[1]) === 'owner' ? found[2] : text
}

/** Numbers of tasks in `Leads tasks 1, 3, 19, and 20` or `Owns tasks 4–9 and 11`; empty where no task is named. */
export function taskNumbersIn(text: string): readonly number[] {
  const [named] = findWords('label', text).filter(({ concept }) => concept === 'task')
  if (!named) return []
  const list = /^\s*(?:[#\d][#\d\s,;&+–—-]*(?:\p{L}{2,4}\s)?)+/u.exec(text.slice(named.to, named.to + 200))?.[0] ?? ''
  const numbers = [...list.matchAll(/#?(\d{1,4})(?:\s?[–—-]\s?#?(\d{1,4}))?/g)].flatMap((match) => {
    const from = Number(match[1])
    const to = Number(match[2] ?? from)
    return to < from || to - from > 200 ? [from] : Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
  return [...new Set(numbers)]
}

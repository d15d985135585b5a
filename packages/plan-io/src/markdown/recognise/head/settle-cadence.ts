import type { Block, Document, Item, Section } from '../../document/document.ts'
import type { DraftPlan } from '../../draft/draft-plan.ts'
import { labelOf } from '../../words/concepts-of.ts'
import { readHorizon } from '../../words/read-horizon.ts'
import { findPeriods, type PeriodUnit } from '../../words/read-periods.ts'

/** Lines of running text that are looked at; what a plan counts in shows in its headings and tables. */
const MAX_TEXTS = 20_000

interface Tally {
  readonly weight: Map<PeriodUnit, number>
  readonly hull: Map<PeriodUnit, { from: number; to: number }>
}

/**
 * Before anything is recognised: does the document count in days, weeks or sprints, and from where to where? Headings and tables weigh
 * most. What the headings or sentences state as its length (`12 weeks`) wins over what is merely mentioned. Fills cadence, prefix, first and
 * last of the draft's head, so that every recogniser can tell a `D12` that is a day from one that is an id.
 */
export function settleCadence(document: Document, draft: DraftPlan): void {
  const tally: Tally = { weight: new Map(), hull: new Map() }
  const stated: { unit: PeriodUnit; count: number; line: number }[] = []
  let texts = 0
  const add = (text: string, weight: number, line: number): void => {
    texts += 1
    if (texts > MAX_TEXTS || !/\d/.test(text)) return
    for (const { cadence, from, to, start, end } of findPeriods(text)) {
      const isLetter = end - start < 4 && /^\p{L}\d/u.test(text.slice(start, start + 2))
      count(tally, cadence, from, to, isLetter ? weight : weight * 2, weight > 1)
    }
    const horizon = readHorizon(text)
    if (horizon !== null) stated.push({ ...horizon, line })
  }
  visit(document.root, add)
  const [unit] = [...tally.weight].toSorted((a, b) => b[1] - a[1])[0] ?? [stated[0]?.unit ?? null]
  if (unit === null || unit === undefined) return
  const horizon = stated.find((each) => each.unit === unit)
  const hull = tally.hull.get(unit)
  draft.head.cadence = unit === 'day' ? 'day' : 'week'
  draft.head.prefix = unit === 'day' ? 'D' : unit === 'week' ? 'W' : 'S'
  const isLonger = horizon !== undefined && (hull === undefined || horizon.count >= hull.to - Math.min(1, hull.from))
  draft.head.first = Math.min(hull?.from ?? 1, isLonger || (hull?.from ?? 1) > 0 ? 1 : 0)
  draft.head.last = Math.max(hull?.to ?? 1, isLonger ? horizon.count : 1)
  if (horizon !== undefined) draft.headLines.set('last', horizon.line)
}

function count({ weight, hull }: Tally, unit: PeriodUnit, from: number, to: number, by: number, isStructure: boolean): void {
  weight.set(unit, (weight.get(unit) ?? 0) + by)
  if (!isStructure) return
  const known = hull.get(unit)
  if (known) {
    known.from = Math.min(known.from, from)
    known.to = Math.max(known.to, to)
  } else hull.set(unit, { from, to })
}

type Add = (text: string, weight: number, line: number) => void

function visit(section: Section, add: Add): void {
  if (section.heading) add(section.heading.text, 4, section.heading.line)
  for (const block of section.blocks) visitBlock(block, add)
  for (const each of section.sections) visit(each, add)
}

function visitBlock(block: Block, add: Add): void {
  if (block.kind === 'table') {
    for (const cell of block.head.cells) add(cell.text, 3, block.head.span.from)
    const [head] = block.head.cells
    const isPeriods = head === undefined || head.text === '' || !isIdColumn(head.text)
    for (const row of block.rows) row.cells.forEach((cell, column) => add(cell.text, column === 0 && isPeriods ? 3 : 1, row.span.from))
  } else if (block.kind === 'list') for (const item of block.items) visitItem(item, add)
  else if (block.kind === 'paragraph') for (const line of block.lines) add(line.text, 1, line.line)
}

function visitItem(item: Item, add: Add): void {
  if (item.label !== null) add(item.label, 2, item.span.from)
  add(item.label === null ? item.text : item.rest, 1, item.span.from)
  for (const block of item.blocks) visitBlock(block, add)
}

/** A first column of ids, decisions or defects: its `D12` is no day. */
function isIdColumn(head: string): boolean {
  const concept = labelOf(head)
  return concept !== null && concept !== 'period' && concept !== 'date' && concept !== 'milestone' && concept !== 'phase'
}

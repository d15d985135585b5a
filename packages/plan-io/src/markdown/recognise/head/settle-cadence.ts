import type { Block, Cell, Document, Item, Row, Section } from '../../document/document.ts'
import type { DraftPlan } from '../../draft/draft-plan.ts'
import { conceptsOf } from '../../words/concepts-of.ts'
import { findWords } from '../../words/find-words.ts'
import { readHorizon } from '../../words/read-horizon.ts'
import { findPeriods, type PeriodMention, type PeriodUnit, readPeriods } from '../../words/read-periods.ts'
import { startOfCalendarWeek, yearOf } from './start-of-calendar-week.ts'

/** Texts that are looked at; what a plan counts in shows early. */
const MAX_TEXTS = 20_000
const MAX_COLUMNS = 60

/** How much a place says about what the plan counts in: running text, a label, a heading, a table's head or a column of periods. */
type Place = 'text' | 'label' | 'title' | 'axis'
const WEIGHT: Readonly<Record<Place, number>> = { text: 1, label: 4, title: 4, axis: 3 }

interface Tally {
  weight: number
  /** Periods of tables and of ranges in titles. */
  readonly axis: number[]
  /** Single periods with which a heading begins; one alone may be a day before the first. */
  readonly chapters: Set<number>
  /** Other periods that are certain: a unit in words, or a range. */
  readonly said: number[]
}
interface Found {
  readonly units: Map<PeriodUnit, Tally>
  readonly lengths: { readonly unit: PeriodUnit; readonly count: number; readonly line: number }[]
  texts: number
  /** Mentions of weeks by their number in the year. */
  calendarWeeks: number
}

/**
 * Before anything is recognised: does the document count in days, weeks or sprints, and from where to where? Fills cadence, prefix, first
 * and last of the draft's head, so that every recogniser can tell a `D12` that is a day from one that is an id.
 */
export function settleCadence(document: Document, draft: DraftPlan): void {
  const found: Found = { units: new Map(), lengths: [], texts: 0, calendarWeeks: 0 }
  visit(document.root, found)
  const [best] = [...found.units].toSorted((a, b) => b[1].weight - a[1].weight)
  const unit = best?.[0] ?? found.lengths[0]?.unit
  if (unit === undefined) return
  const length = found.lengths.find((each) => each.unit === unit)
  const { axis: table = [], chapters = new Set<number>(), said = [] } = best?.[1] ?? {}
  const axis = chapters.size > 1 ? [...table, ...chapters] : table
  const from = least(axis) ?? least(said)
  const to = most([...axis, ...said])
  // A length reaches from the first period on: 12 weeks are 1 to 12 even where the document names the third one first.
  const isWhole = length !== undefined && (to === null || length.count >= to)
  draft.head.cadence = unit === 'day' ? 'day' : 'week'
  draft.head.prefix = unit === 'day' ? 'D' : unit === 'week' ? 'W' : 'S'
  draft.head.first = isWhole ? Math.min(1, least(axis) ?? 1) : (from ?? 1)
  draft.head.last = Math.max(draft.head.first, to ?? 1, isWhole ? length.count + Math.min(0, draft.head.first - 1) : 1)
  if (length !== undefined) draft.headLines.set('last', length.line)
  const year = unit === 'week' && found.calendarWeeks > 1 ? yearOf(document.lines) : null
  const monday = year === null ? null : startOfCalendarWeek(year, draft.head.first)
  if (monday !== null) draft.head.startsOn = monday
}

const least = (numbers: readonly number[]): number | null => numbers.reduce<number | null>((a, b) => (a === null || b < a ? b : a), null)
const most = (numbers: readonly number[]): number | null => numbers.reduce<number | null>((a, b) => (a === null || b > a ? b : a), null)

function add(text: string, place: Place, line: number, found: Found): void {
  found.texts += 1
  if (found.texts > MAX_TEXTS || !/\d/.test(text)) return
  for (const mention of findPeriods(text)) count(mention, place, text, found)
  const length = readHorizon(text)
  if (length !== null) found.lengths.push({ ...length, line })
}

function count({ cadence, from, to, start, end }: PeriodMention, place: Place, text: string, found: Found): void {
  const { units } = found
  if (findWords('calendar', text.slice(start, end)).length > 0) found.calendarWeeks += 1
  const tally = units.get(cadence) ?? { weight: 0, axis: [], chapters: new Set<number>(), said: [] }
  units.set(cadence, tally)
  const isLetter = /^\p{L}{1,2}[+−-]?\d/u.test(text.slice(start, end))
  tally.weight += WEIGHT[place] * (isLetter ? 1 : 2)
  if (place === 'axis' || (place === 'title' && from < to)) tally.axis.push(from, to)
  else if (place === 'title' && start < 4) tally.chapters.add(from)
  if (place !== 'axis' && (!isLetter || from < to)) tally.said.push(from, to)
}

function visit(section: Section, found: Found): void {
  if (section.heading) add(section.heading.text, 'title', section.heading.line, found)
  for (const block of section.blocks) visitBlock(block, found)
  for (const each of section.sections) visit(each, found)
}

function visitBlock(block: Block, found: Found): void {
  if (block.kind === 'table') {
    const columns = block.head.cells.slice(0, MAX_COLUMNS).map(({ text }, index) => ({ text, isAxis: isPeriodColumn(text, index) }))
    visitRow(block.head, found, () => 'axis')
    for (const row of block.rows) {
      visitRow(row, found, (index) => (columns[index]?.isAxis ? 'axis' : 'text'))
      for (const [index, { text, isAxis }] of columns.entries()) if (isAxis) addBare(row.cells[index], text, found)
    }
  } else if (block.kind === 'list') for (const item of block.items) visitItem(item, found)
  else if (block.kind === 'paragraph') for (const line of block.lines) add(line.text, 'text', line.line, found)
}

function visitRow(row: Row, found: Found, placeOf: (column: number) => Place): void {
  for (const [index, cell] of row.cells.slice(0, MAX_COLUMNS).entries()) add(cell.text, placeOf(index), row.span.from, found)
}

/** `5` or `5-8` under a head that names the unit. */
function addBare(cell: Cell | undefined, head: string, found: Found): void {
  if (cell === undefined || !/^\W*\d/.test(cell.text)) return
  const unit = readHorizon(`2 ${head}`)?.unit
  const span = unit === undefined ? null : readPeriods(cell.text, { bare: unit })
  if (span !== null) count({ ...span, numbers: [], start: 0, end: 0 }, 'axis', '', found)
}

function visitItem(item: Item, found: Found): void {
  if (item.label !== null) add(item.label, 'label', item.span.from, found)
  add(item.label === null ? item.text : item.rest, 'text', item.span.from, found)
  for (const block of item.blocks) visitBlock(block, found)
}

/** Head words that name when something is. A column of ids, decisions or defects is none: its `D12` is no day. */
function isPeriodColumn(head: string, index: number): boolean {
  if (head.trim() === '') return index === 0
  return conceptsOf(head).some((concept) => concept === 'period' || concept === 'start' || concept === 'finish' || concept === 'date')
}

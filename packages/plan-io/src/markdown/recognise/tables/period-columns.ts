import { findWords } from '../../words/find-words.ts'
import { findDates } from '../../words/read-dates.ts'
import { findPeriods, readPeriods, type PeriodUnit } from '../../words/read-periods.ts'
import type { Concept } from '../../words/synonyms.ts'
import { type Column, shareOf, type TableView } from './table-view.ts'

/** Columns that a matrix of lanes may have besides its lanes. */
export const BESIDE_LANES: readonly Concept[] = [
  'gate',
  'must_be_true',
  'milestone',
  'note',
  'date',
  'weekday',
  'phase',
  'focus',
  'owner',
  'status',
  'criteria',
  'period',
  'evidence',
  'depends_on',
  'id',
]
/** A head that says how one task per row is told; with such a column the others are no lanes. */
const TELLS_TASKS: readonly Concept[] = ['task', 'title', 'deliverable', 'item', 'step']

/** The unit that a head gives its numbers: `Week` → week. */
export function unitOf(head: string): PeriodUnit | null {
  const found = findWords('unit', head).find(({ concept }) => concept === 'day' || concept === 'week' || concept === 'sprint')
  return (found?.concept as PeriodUnit | undefined) ?? null
}

/** Is the cell a period or date and nothing more to speak of? */
export function isPeriodCell(text: string, unit: PeriodUnit | null): boolean {
  if (text.length > 60) return false
  if (readPeriods(text, { bare: unit ?? undefined }) === null)
    return findDates(text).some(({ start, end }) => end - start > text.length / 2)
  const [found] = findPeriods(text, { bare: unit ?? undefined })
  return found === undefined || found.start < 3
}

const periodColumns = new WeakMap<TableView, { readonly index: number | null }>()

/** Index of the column whose cells are periods, when its head says so or it is the first; null: none. */
export function periodColumnOf(view: TableView): number | null {
  const known = periodColumns.get(view) ?? { index: lookForPeriods(view) }
  periodColumns.set(view, known)
  return known.index
}

function lookForPeriods({ columns }: TableView): number | null {
  const named = columns.find(
    (column) => column.concepts.includes('period') && shareOf(column, (text) => isPeriodCell(text, unitOf(column.head))) >= 0.6,
  )
  if (named) return named.index
  // Under `ID` or `Decision`, a `D12` is no day.
  const [first] = columns
  const mayBe = first !== undefined && (first.whole.length === 0 || first.whole.includes('date'))
  return mayBe && shareOf(first, (text) => isPeriodCell(text, null)) >= 0.6 ? first.index : null
}

/** Columns whose heads are periods: `W1`, `Day 3`, `KW 14`. */
export const periodHeadsOf = ({ columns }: TableView): readonly Column[] =>
  columns.filter(({ head }) => head.length < 40 && readPeriods(head) !== null && isPeriodCell(head, null))

/** May this column of a table with periods down its side be a lane? */
export function isLaneLike(view: TableView, column: Column): boolean {
  if (column.index === periodColumnOf(view) || column.head === '') return false
  if (shareOf(column, isFigure) > 0.7) return false
  const others = view.columns.filter(({ index }) => index !== column.index)
  if (view.columns.some(({ whole }) => whole.some((concept) => TELLS_TASKS.includes(concept)))) return false
  if (column.whole.length === 0) return !column.concepts.some((concept) => concept === 'gate' && column.index === view.columns.length - 1)
  // `Gates` may be a lane of a ski lift when another column is the one of decisions.
  if (column.whole.includes('gate')) return others.some(({ index, concepts }) => index > column.index && concepts.includes('gate'))
  // `Freigabe` is a decision at the end of the row, `Control` a team unless something must be true beside it.
  if (column.whole.includes('reviewer')) return column.index < view.columns.length - 1
  if (column.whole.includes('verification')) return !others.some(({ concepts }) => concepts.includes('must_be_true'))
  return !column.whole.some((concept) => BESIDE_LANES.includes(concept) || NEVER_LANES.includes(concept))
}

const isFigure = (text: string): boolean => /^[~<>≤≥]?\s?-?\d[\d.,]*\s?%?$/.test(text)

/** Heads of other kinds of tables. */
const NEVER_LANES: readonly Concept[] = [
  'impact',
  'probability',
  'mitigation',
  'trigger',
  'fte',
  'role',
  'target',
  'baseline',
  'metric',
  'key_result',
  'tracking',
  'duration',
  'estimate',
  'priority',
  'start',
  'finish',
  'time',
  'attendees',
  'agenda',
  'decision',
  'count',
]

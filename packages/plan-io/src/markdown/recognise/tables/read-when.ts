import { dayOfIsoDate, isoDateOfDay, isoWeekday } from '@gatehouse/core'
import type { Row } from '../../document/document.ts'
import { findDates, findWeekdays } from '../../words/read-dates.ts'
import { readPeriods, type PeriodUnit } from '../../words/read-periods.ts'
import { periodOptions } from '../prose/periods.ts'
import type { Place, Reading } from '../recogniser.ts'
import { isPeriodCell, unitOf } from './period-columns.ts'
import { type Column, type ColumnPicker, shareOf, type TableView, textAt } from './table-view.ts'

/** Where a table says when: columns of a period, of a start and end, of a date. */
export interface WhenColumns {
  readonly period: Column | null
  readonly start: Column | null
  readonly finish: Column | null
  readonly date: Column | null
}
export interface When {
  readonly from: number
  readonly to: number
}

export function takeWhen(view: TableView, picker: ColumnPicker): WhenColumns {
  const column = (index: number | null): Column | null => (index === null ? null : (view.columns[index] ?? null))
  const period = column(picker.take('period'))
  const start = column(picker.take('start', 'from'))
  const finish = column(picker.take('finish', 'to'))
  const date = column(picker.take('date'))
  if (period || start || finish || date) return { period, start, finish, date }
  const plain = column(picker.takeWhere((each) => shareOf(each, (text) => isPeriodCell(text, null)) >= 0.6))
  return { period: plain, start, finish, date }
}

/** The periods of a row, both included; null: it gives none. A heading above may. */
export function readWhen(row: Row, columns: WhenColumns, place: Place, reading: Reading): When | null {
  const at = (column: Column | null, unit: PeriodUnit | null = null): When | null =>
    column === null ? null : readMoment(textAt(row, column.index), unitOf(column.head) ?? unit, reading)
  const period = at(columns.period)
  if (period) return stretch(period, reading)
  const { cadence } = reading.draft.head
  const [start, finish, date] = [at(columns.start, cadence), at(columns.finish, cadence), at(columns.date)]
  if (start && finish) return stretch({ from: start.from, to: Math.max(start.from, finish.to) }, reading)
  const found = start ?? finish ?? date
  return found ? stretch(found, reading) : place.period ? { from: place.period.from, to: place.period.to } : null
}

/** A table of plain periods says better than anything else how far the plan goes. */
function stretch(when: When, { draft: { head } }: Reading): When {
  const [first, last] = [Math.min(head.first ?? when.from, when.from), Math.max(head.last ?? when.to, when.to)]
  if (last - first < MOST_PERIODS) Object.assign(head, { first, last })
  return when
}

/** A cell as periods: `W3–W4`, `5-8` under a head that names the unit, or dates that are counted from the start. */
export function readMoment(text: string, unit: PeriodUnit | null, reading: Reading): When | null {
  if (text === '') return null
  const { head } = reading.draft
  const span = readPeriods(text, { ...periodOptions(reading), bare: unit ?? undefined })
  const isFitting =
    span !== null && (span.cadence === head.cadence || head.cadence === undefined || (span.cadence === 'sprint' && head.prefix === 'S'))
  if (isFitting) return { from: span.from, to: span.to }
  const days = findDates(text).flatMap(({ iso, month, day }) => {
    const year = head.startsOn?.slice(0, 4)
    const full = iso ?? (year === undefined ? null : `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
    const period = full === null ? null : periodOfDate(full, reading)
    return period === null ? [] : [period]
  })
  return days.length === 0 ? null : { from: Math.min(...days), to: Math.max(...days) }
}

/** Periods that dates reach beyond the known end stretch the plan, up to this many. */
const MOST_PERIODS = 400

function periodOfDate(iso: string, { draft: { head } }: Reading): number | null {
  const day = dayOfIsoDate(iso)
  const start = head.startsOn === undefined ? null : dayOfIsoDate(head.startsOn)
  if (day === null || start === null || day < start || head.cadence === undefined) return null
  const first = head.first ?? 1
  const steps = head.cadence === 'week' ? Math.floor((day - start) / 7) : workingDaysBetween(start, day, head.workingDays)
  if (steps >= MOST_PERIODS) return null
  head.first = first
  head.last = Math.max(head.last ?? first, first + steps)
  return first + steps
}

function workingDaysBetween(start: number, day: number, workingDays: readonly number[] | undefined): number {
  if (workingDays === undefined || workingDays.length === 7) return day - start
  let steps = 0
  for (let each = start; each < day && steps <= MOST_PERIODS; each += 1) if (workingDays.includes(isoWeekday(each))) steps += 1
  return steps
}

/**
 * Prepares a table with dates: warns of weekdays that disagree, and where the document gives no start, takes it from here: the date beside
 * the first period, else the earliest date. Marked inferred.
 */
export function settleDates(view: TableView, columns: WhenColumns, reading: Reading): void {
  const dated = [columns.date, columns.start, columns.finish, columns.period].filter((column) => column !== null)
  const { head, headLines } = reading.draft
  if (head.startsOn !== undefined) return
  let earliest: { iso: string; line: number; reason: string } | null = null
  let latest = ''
  for (const row of view.table.rows)
    for (const column of dated)
      for (const { iso } of findDates(textAt(row, column.index))) {
        if (iso === null) continue
        if (iso > latest) latest = iso
        const when =
          columns.period === null || columns.period === column
            ? null
            : readMoment(textAt(row, columns.period.index), unitOf(columns.period.head), reading)
        const begun = when === null ? iso : dateOfFirst(iso, when.from, reading)
        if (earliest === null || begun < earliest.iso)
          earliest = { iso: begun, line: row.span.from, reason: 'The earliest date of this table.' }
      }
  if (earliest === null) return
  head.cadence ??= daysBetween(earliest.iso, latest) > 70 ? 'week' : 'day'
  head.startsOn = earliest.iso
  headLines.set('startsOn', earliest.line)
  reading.account.infer(earliest.line, { kind: 'program', key: 'program' }, 'startsOn', earliest.iso, earliest.reason)
  if (head.cadence === 'day' && head.workingDays === undefined && columns.period === null) head.workingDays = [1, 2, 3, 4, 5, 6, 7]
}

function dateOfFirst(iso: string, period: number, { draft: { head } }: Reading): string {
  const day = dayOfIsoDate(iso) ?? 0
  return isoDateOfDay(day - (period - (head.first ?? 1)) * (head.cadence === 'week' ? 7 : 1))
}

const daysBetween = (from: string, to: string): number => (dayOfIsoDate(to) ?? 0) - (dayOfIsoDate(from) ?? 0)

const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** Warns of each row whose weekday is not that of its date; the date counts. */
export function warnOfWeekdays(view: TableView, reading: Reading): void {
  const weekdays = view.columns.find(({ whole }) => whole.includes('weekday'))
  const dated = view.columns.filter(({ values }) => values.some((text) => findDates(text).length > 0))
  if (dated.length === 0) return
  for (const row of view.table.rows) {
    const beside = weekdays === undefined ? [] : findWeekdays(textAt(row, weekdays.index))
    for (const { index } of dated)
      for (const { iso, weekday } of findDates(textAt(row, index))) {
        const said = weekday ?? (beside.length === 1 ? (beside[0] ?? null) : null)
        const day = iso === null ? null : dayOfIsoDate(iso)
        if (said === null || day === null || isoWeekday(day) === said) continue
        const message = `The document says ${NAMES[said - 1]}, but ${iso} is a ${NAMES[isoWeekday(day) - 1]}; the date was taken.`
        reading.account.warn('weekday_disagrees', row.span.from, message)
      }
  }
}

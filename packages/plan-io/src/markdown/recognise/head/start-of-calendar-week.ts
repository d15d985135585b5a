import { dayOfIsoDate, isoDateOfDay, isoWeekday } from '@gatehouse/core'
import { findDates } from '../../words/read-dates.ts'

/** Lines in which the document's year is looked for. */
const MAX_LINES = 400

/** Monday of an ISO week: week 1 is the one with 4 January. null: the year has no such week. */
export function startOfCalendarWeek(year: number, week: number): string | null {
  const fourth = dayOfIsoDate(`${year}-01-04`)
  if (fourth === null || week < 1 || week > 53) return null
  return isoDateOfDay(fourth - (isoWeekday(fourth) - 1) + (week - 1) * 7)
}

/** The year of the document's first full date, or of a `KW 12/2026`. null: it gives none. */
export function yearOf(lines: readonly string[]): number | null {
  for (const line of lines.slice(0, MAX_LINES)) {
    if (!/\d{4}/.test(line)) continue
    const iso = findDates(line).find((date) => date.iso !== null)?.iso
    const year = iso?.slice(0, 4) ?? /\d\s?\/\s?(20\d{2})(?!\d)/.exec(line.slice(0, 2_000))?.[1]
    if (year !== undefined) return Number(year)
  }
  return null
}

import { dayOfIsoDate, isoWeekday } from '@gatehouse/core'

const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** What to say when the weekday (1 is Monday) beside a date is not that of the date; null: they agree, or there is none. */
export function weekdayWarning(iso: string | null, said: number | null): string | null {
  const day = iso === null ? null : dayOfIsoDate(iso)
  if (day === null || said === null || isoWeekday(day) === said) return null
  return `The document says ${NAMES[said - 1]}, but ${iso} is a ${NAMES[isoWeekday(day) - 1]}; the date was taken.`
}

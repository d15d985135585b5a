import { dayOfIsoDate, isoWeekday } from '../calendar/iso-date.ts'
import { localDayAt, startOfLocalDay, zoneOffsetAt } from '../calendar/time-zone.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** `Wed 25 Feb 2026`, of an ISO date. */
export const sayDate = (isoDate: string): string => `${sayShortDate(isoDate)} ${isoDate.slice(0, 4)}`
/** `Wed 25 Feb`. */
export const sayShortDate = (isoDate: string): string => {
  const day = dayOfIsoDate(isoDate)
  return day === null ? isoDate : `${WEEKDAYS[isoWeekday(day) - 1] ?? ''} ${sayDayOfMonth(isoDate)}`
}
const sayDayOfMonth = (isoDate: string): string => `${Number(isoDate.slice(8))} ${MONTHS[Number(isoDate.slice(5, 7)) - 1] ?? ''}`

/** An instant by the zone's wall clock. */
export const localTime = (instant: string, zone: string): { readonly date: string; readonly time: string } => {
  const ms = Date.parse(instant)
  const wall = new Date(ms + zoneOffsetAt(zone, ms)).toISOString()
  return { date: wall.slice(0, 10), time: wall.slice(11, 16) }
}
/** `25 Feb, 14:32`. */
export const sayLocal = (instant: string, zone: string): string => {
  const { date, time } = localTime(instant, zone)
  return `${sayDayOfMonth(date)}, ${time}`
}

/** The instant at which yesterday began in this zone: what a daily report looks back to. */
export const startOfYesterday = (now: string, zone: string): string =>
  new Date(startOfLocalDay(zone, localDayAt(zone, Date.parse(now)) - 1)).toISOString()

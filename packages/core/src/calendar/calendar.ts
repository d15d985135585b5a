/**
 * Periods ⇄ dates and instants. All scheduling counts in period indices; this is the one place where they become dates.
 *
 * Day cadence: period `first` is the first working day on or after `startsOn`; each later period is the next working day. Holidays
 * and days that are not worked own no period: a period runs until the next one starts, so a Saturday that is not worked belongs to
 * Friday's period and "today" is never nowhere. `startsOn` and `endsOn` are the working date itself, `startsAt`..`endsAt` is the whole run.
 * Week cadence: blocks of seven dates from `startsOn`, whatever its weekday; a block without a working day is a period all the same.
 * Both: an instant belongs to exactly one period, and `endsAt` of one is `startsAt` of the next.
 */
import type { BoardPeriod, BoardToday } from '../board/board.ts'
import type { ProgramHead } from '../plan/plan.ts'
import { dayOfIsoDate, isoDateOfDay, isoWeekday } from './iso-date.ts'
import { isValidTimeZone, localDayAt, startOfLocalDay, zoneOffsetAt } from './time-zone.ts'

export interface Calendar {
  /** `D5`. Any integer, also outside the program. */
  label(index: number): string
  /** Index of a label, or null. Letter case, spaces around it and leading zeros do not matter. */
  parseLabel(text: string): number | null
  /** Any integer index within 50,000 periods of the first; a forecast may lie beyond the program's last. */
  period(index: number): BoardPeriod
  /** First to last. */
  periods(): readonly BoardPeriod[]
  /**
   * Where an instant lies. `fraction` counts the period's own dates in the program's zone: on a worked Friday at noon 0.5, and 1 on
   * the Saturday and Sunday after it; 0 before the program, 1 after it.
   */
  at(instant: string): BoardToday
  /** Period that an instant belongs to, also before the first and after the last. What a schedule takes as `now` once the program began. */
  indexAt(instant: string): number
  /** UTC instant at which a period ends (exclusive). */
  endOf(index: number): string
}

const FURTHEST = 50_000
const HALF_A_DAY = 43_200_000

/** Throws a RangeError on a head that `checkPlan` would have refused: unknown zone, no date, nobody works. */
export const createCalendar = (head: ProgramHead): Calendar => {
  const { cadence, prefix, first, last, timeZone: zone } = head
  const startDay = dayOfIsoDate(head.startsOn)
  if (startDay === null) throw new RangeError(`startsOn is no date: ${head.startsOn}`)
  if (!isValidTimeZone(zone)) throw new RangeError(`Unknown time zone: ${zone}`)
  const weekdays = new Set(head.workingDays.filter((day) => day >= 1 && day <= 7))
  if (weekdays.size === 0) throw new RangeError('No weekday is a working day')
  const holidays = new Set(head.holidays)

  const isWorked = (day: number): boolean => weekdays.has(isoWeekday(day)) && !holidays.has(isoDateOfDay(day))
  const exists = createDateExistence(zone)
  const dayOfPeriod =
    cadence === 'week' ? (step: number) => startDay + 7 * step : createDayWalk(startDay, (day) => isWorked(day) && exists(day))

  const starts = new Map<number, number>()
  const startMs = (index: number): number => {
    const known = starts.get(index)
    if (known !== undefined) return known
    const ms = startOfLocalDay(zone, dayOfPeriod(index - first))
    starts.set(index, ms)
    return ms
  }

  const indexOfMs = (ms: number): number => {
    const day = localDayAt(zone, ms)
    const index = first + lastStepOnOrBefore(dayOfPeriod, day)
    // A clock set back over midnight shows the date before for a while after the new one has begun.
    if (startMs(index + 1) <= ms) return index + 1
    return startMs(index) > ms ? index - 1 : index
  }

  const label = (index: number): string => `${prefix}${index}`

  const period = (index: number): BoardPeriod => {
    if (!Number.isInteger(index) || Math.abs(index - first) > FURTHEST) throw new RangeError(`No such period: ${index}`)
    const from = dayOfPeriod(index - first)
    const to = cadence === 'week' ? from + 6 : from
    let workingDays = 0
    for (let day = from; day <= to; day++) if (isWorked(day)) workingDays++
    return {
      index,
      label: label(index),
      startsOn: isoDateOfDay(from),
      endsOn: isoDateOfDay(to),
      startsAt: new Date(startMs(index)).toISOString(),
      endsAt: new Date(startMs(index + 1)).toISOString(),
      workingDays,
      weekend: cadence === 'day' && isoWeekday(from) >= 6,
    }
  }

  let all: readonly BoardPeriod[] | null = null
  const periods = (): readonly BoardPeriod[] => {
    all ??= Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => period(first + step))
    return all
  }

  const at = (instant: string): BoardToday => {
    const ms = msOfInstant(instant)
    if (ms < startMs(first)) return { position: 'before', period: null, fraction: 0 }
    if (ms >= startMs(last + 1)) return { position: 'after', period: last, fraction: 1 }
    const index = indexOfMs(ms)
    const start = startMs(index)
    const datesEnd = startOfLocalDay(zone, dayOfPeriod(index - first) + (cadence === 'week' ? 7 : 1))
    return { position: 'during', period: index, fraction: Math.min(1, (ms - start) / (datesEnd - start)) }
  }

  return {
    label,
    parseLabel: (text) => parseLabel(prefix, text),
    period,
    periods,
    at,
    indexAt: (instant) => indexOfMs(msOfInstant(instant)),
    endOf: (index) => period(index).endsAt,
  }
}

const msOfInstant = (instant: string): number => {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`No instant: ${instant}`)
  return ms
}

const parseLabel = (prefix: string, text: string): number | null => {
  const label = text.trim()
  if (label.slice(0, prefix.length).toLowerCase() !== prefix.toLowerCase()) return null
  const number = label.slice(prefix.length)
  return /^-?\d{1,6}$/.test(number) ? Number(number) || 0 : null
}

/**
 * Whether a zone had a date at all: Samoa went from 29 to 31 December 2011. Such a jump moves the offset by a day for good, so a year
 * that begins and ends near the same offset has none, and its dates need no closer look.
 */
const createDateExistence = (zone: string): ((day: number) => boolean) => {
  const jumps = new Map<number, boolean>()
  return (day) => {
    const year = Number(isoDateOfDay(day).slice(0, 4))
    let jump = jumps.get(year)
    if (jump === undefined) {
      const before = zoneOffsetAt(zone, Date.UTC(year, 0, -1))
      const after = zoneOffsetAt(zone, Date.UTC(year + 1, 0, 2))
      jump = Math.abs(after - before) >= HALF_A_DAY
      jumps.set(year, jump)
    }
    return !jump || localDayAt(zone, startOfLocalDay(zone, day)) === day
  }
}

/** The n-th worked day, counted from the first one on or after `startDay`; remembers what it has walked. */
const createDayWalk = (startDay: number, isWorked: (day: number) => boolean): ((step: number) => number) => {
  const ahead: number[] = []
  const behind: number[] = []
  return (step) => {
    const list = step >= 0 ? ahead : behind
    const position = step >= 0 ? step : -step - 1
    const direction = step >= 0 ? 1 : -1
    while (list.length <= position) {
      let day = (list.at(-1) ?? (step >= 0 ? startDay - 1 : startDay)) + direction
      while (!isWorked(day)) day += direction
      list.push(day)
    }
    return list[position] as number
  }
}

const lastStepOnOrBefore = (dayOfPeriod: (step: number) => number, day: number): number => {
  let low = -1
  while (low > -FURTHEST && dayOfPeriod(low) > day) low *= 2
  let high = 1
  while (high < FURTHEST && dayOfPeriod(high) <= day) high *= 2
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (dayOfPeriod(middle) <= day) low = middle
    else high = middle
  }
  return low
}

import { createCalendar, dayOfIsoDate, isoDateOfDay, isoWeekday, type Plan } from '@gatehouse/core'
import { shiftProgramStart } from '@gatehouse/plan-io'

/** Farther back than any program is long. */
const FURTHEST_DAYS = 1_000

/**
 * The same plan, begun so long ago that `now` lies in `period`. A program by weeks keeps the weekday on which it starts. Throws a
 * RangeError where no start does that.
 */
export const startForPeriod = (plan: Plan, period: number, now: string): Plan => {
  const { program } = plan
  const planned = dayOfIsoDate(program.startsOn)
  const today = dayOfIsoDate(now.slice(0, 10))
  if (planned === null || today === null) throw new RangeError(`No date: ${program.startsOn}, ${now}`)
  // One day ahead: east of Greenwich it may be tomorrow already.
  for (let day = today + 1; day > today - FURTHEST_DAYS; day--) {
    if (program.cadence === 'week' && isoWeekday(day) !== isoWeekday(planned)) continue
    const shifted = shiftProgramStart(plan, isoDateOfDay(day))
    if (createCalendar(shifted.program).indexAt(now) === period) return shifted
  }
  throw new RangeError(`No start puts ${now} into period ${period}`)
}

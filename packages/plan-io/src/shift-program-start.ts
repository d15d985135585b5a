import type { Plan } from '@gatehouse/core'

/** The same plan starting on another date (YYYY-MM-DD). Holidays keep their distance from the start; nothing else holds dates. */
export function shiftProgramStart(plan: Plan, startsOn: string): Plan {
  const days = dayNumber(startsOn) - dayNumber(plan.program.startsOn)
  const holidays = plan.program.holidays.map((holiday) => isoDateOf(dayNumber(holiday) + days))
  return { ...plan, program: { ...plan.program, startsOn, holidays } }
}

const DAY = 86_400_000
const dayNumber = (isoDate: string): number => Date.parse(`${isoDate}T00:00:00Z`) / DAY
const isoDateOf = (dayCount: number): string => new Date(dayCount * DAY).toISOString().slice(0, 10)

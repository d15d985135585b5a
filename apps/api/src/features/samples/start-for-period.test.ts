import { createCalendar, dayOfIsoDate, isoWeekday, type Plan, type ProgramHead } from '@gatehouse/core'
import { loadSamplePlans, parsePlanFile } from '@gatehouse/plan-io'
import { describe, expect, it } from 'vitest'
import { startForPeriod } from './start-for-period.ts'

const planWith = (over: Partial<ProgramHead>): Plan => {
  const parsed = parsePlanFile(loadSamplePlans()[0]?.planText ?? '')
  if (!parsed.ok) throw new Error('the sample is wrong')
  return { ...parsed.plan, program: { ...parsed.plan.program, ...over } }
}
const periodAt = (plan: Plan, now: string) => createCalendar(plan.program).at(now).period

describe('startForPeriod', () => {
  it.each(['2026-11-20T11:00:00.000Z', '2027-01-01T00:00:00.000Z', '2026-11-20T19:30:00.000Z', '2028-02-29T23:59:59.000Z'])(
    'puts %s into D5 of a program in Kolkata',
    (now) => expect(periodAt(startForPeriod(planWith({}), 5, now), now)).toBe(5),
  )

  it('keeps the weekday on which a program by weeks starts', () => {
    const now = '2026-11-20T11:00:00.000Z'
    const weekly = planWith({ cadence: 'week', first: 1, last: 20, startsOn: '2026-01-05', timeZone: 'America/New_York' })
    const shifted = startForPeriod(weekly, 9, now)
    expect(periodAt(shifted, now)).toBe(9)
    expect(isoWeekday(dayOfIsoDate(shifted.program.startsOn) ?? 0)).toBe(1)
  })

  it('finds a start where weekends are not worked, on a weekend too, and moves holidays along', () => {
    const now = '2026-11-22T11:00:00.000Z'
    const shifted = startForPeriod(planWith({ workingDays: [1, 2, 3, 4, 5], holidays: ['2026-02-24'] }), 5, now)
    expect(periodAt(shifted, now)).toBe(5)
    const moved = (dayOfIsoDate(shifted.program.startsOn) ?? 0) - (dayOfIsoDate('2026-02-20') ?? 0)
    expect((dayOfIsoDate(shifted.program.holidays[0] ?? '') ?? 0) - (dayOfIsoDate('2026-02-24') ?? 0)).toBe(moved)
  })
})

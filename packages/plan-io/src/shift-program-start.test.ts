import { describe, expect, it } from 'vitest'
import { parsePlanFile, shiftProgramStart } from './index.ts'
import { PLAN_TEXT } from './testing/plan-text.ts'

describe('shiftProgramStart', () => {
  it('moves the start, and holidays by as many days; everything else stays', () => {
    const parsed = parsePlanFile(PLAN_TEXT.replace('first: 0', 'holidays: [2026-02-22, 2026-03-01]\n  first: 0'))
    if (!parsed.ok) throw new Error('not ok')
    const moved = shiftProgramStart(parsed.plan, '2027-01-01')
    expect(moved.program).toEqual({ ...parsed.plan.program, startsOn: '2027-01-01', holidays: ['2027-01-03', '2027-01-10'] })
    expect(shiftProgramStart(moved, '2026-02-20')).toEqual(parsed.plan)
  })
})

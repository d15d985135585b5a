import { buildBoard } from '@gatehouse/core'
import { aGate, aProgram, aTask, NOW } from '@gatehouse/core/testing'
import { describe, expect, test } from 'vitest'
import { isBegun, moveBy, moveRefusal } from './move-task.ts'
import { readPlanBands } from './read-plan-bands.ts'
import { sayLedger } from './say-task.ts'

describe('moves', () => {
  const plan = { key: 'T1', start: 4, finish: 5 }
  test('what has not begun shifts, what has begun ends later', () => {
    const idle = { status: 'todo', actualStart: null } as const
    const begun = { status: 'in_progress', actualStart: 4 } as const
    expect(moveBy(idle, plan, 2)).toEqual({ key: 'T1', start: 6, finish: 7 })
    expect(isBegun(begun)).toBe(true)
    expect(moveBy(begun, plan, 2)).toEqual({ key: 'T1', start: 4, finish: 7 })
    expect(moveBy(begun, plan, -9)).toEqual({ key: 'T1', start: 4, finish: 4 })
  })
  test('what cannot move says why', () => {
    expect(moveRefusal({ status: 'todo', locked: true, childOf: 'G1' }, 0)).toContain('G1')
    expect(moveRefusal({ status: 'todo', locked: false, childOf: null }, 2)).toContain('summary')
    expect(moveRefusal({ status: 'done', locked: false, childOf: null }, 0)).toContain('done')
    expect(moveRefusal({ status: 'todo', locked: false, childOf: null }, 0)).toBeNull()
  })
})

describe('the contingency in words', () => {
  const slipped = (by: number) => {
    const board = buildBoard(
      aProgram({
        tasks: [aTask({ key: 'T1', start: 0, finish: 10 })],
        gates: [aGate({ key: 'G8', at: 10 })],
        contingency: { from: 11, to: 14, tolerance: 1, target: 'G8' },
      }),
      NOW,
    )
    const left = by <= 1 ? 4 : Math.max(0, 4 - by)
    return sayLedger({
      ...board,
      schedule: { ...board.schedule, target: 'G8', slip: by, targetFinish: 11 + by, slipCause: by > 0 ? 'T1' : null },
      contingency: board.contingency && {
        ...board.contingency,
        left,
        consumed: 4 - left,
        state: by > 4 ? 'exhausted' : by > 1 ? 'consumed' : 'untouched',
        newEnd: by > 4 ? 14 + by - 4 : 14,
      },
    })
  }
  const text = (by: number) => Object.values(slipped(by)).filter(Boolean).join(' ')
  test('on plan, within the tolerance, consumed, exhausted', () => {
    expect(text(0)).toBe('G8 on plan (D10). Buffer untouched.')
    expect(text(1)).toBe('Slip of G8 +1 d (D10 → D11), tolerance 1 d: nothing consumed. Cause T1.')
    expect(text(2)).toBe('Slip of G8 +2 d (D10 → D12), tolerance 1 d: 2 of 4 consumed. Cause T1.')
    expect(text(5)).toBe('Slip of G8 +5 d (D10 → D15), tolerance 1 d: buffer exhausted, new end D15. Cause T1.')
  })
})

test('checkpoints and staffing come from the plan’s lists; what is not understood is left out', () => {
  const bands = readPlanBands(
    {
      checkpoints: [{ at: 2, mustBeTrue: ['Builds are green', 'Docs too'], status: 'met' }, { at: 9, title: 'Later' }, { at: 'soon' }, 7],
      allocations: [
        { from: 1, to: 3, total: 6 },
        {
          from: 3,
          to: 4,
          roles: [
            { role: 'dev', count: 5 },
            { role: 'qa', count: 1.5 },
          ],
          total: 4,
        },
        { from: 0, to: 90_000, total: 1 },
      ],
    },
    5,
  )
  expect(bands.checkpoints).toEqual([
    { period: 2, text: 'Builds are green; Docs too', state: 'met' },
    { period: 9, text: 'Later', state: 'ahead' },
  ])
  expect(bands.staffing).toEqual([
    { period: 1, people: 6 },
    { period: 2, people: 6 },
    { period: 3, people: 12.5 },
    { period: 4, people: 6.5 },
  ])
  expect(bands.declaredPeak).toBe(6)
  expect(readPlanBands('nothing', null).staffing).toEqual([])
})

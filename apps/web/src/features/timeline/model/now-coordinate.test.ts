import { buildBoard, createCalendar } from '@gatehouse/core'
import { aHead, aProgram, hoursAfter, NOW } from '@gatehouse/core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nowCoordinate } from './now-coordinate.ts'

describe('now', () => {
  const check = (head: Parameters<typeof aHead>[0]) => {
    const board = buildBoard(aProgram({ head: aHead(head), tasks: [] }), NOW)
    const calendar = createCalendar(board.program)
    fc.assert(
      fc.property(fc.integer({ min: -3 * 24, max: 40 * 24 }), (hours) => {
        const at = hoursAfter(NOW, hours)
        const { position, period, fraction } = calendar.at(at)
        const { line } = nowCoordinate(board, Date.parse(at))
        if (position === 'during') expect(line).toBeCloseTo((period ?? 0) + fraction, 1)
        else expect(line).toBeNull()
      }),
    )
  }
  test('is where the core’s calendar has it: every day worked', () => check({}))
  test('is where the core’s calendar has it: weekends off, clocks changed', () =>
    check({ workingDays: [1, 2, 3, 4, 5], timeZone: 'Europe/Berlin', last: 40 }))
  test('is where the core’s calendar has it: weeks', () => check({ cadence: 'week', prefix: 'W', last: 8 }))
})

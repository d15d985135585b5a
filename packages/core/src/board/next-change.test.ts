import { describe, expect, it } from 'vitest'
import { REREAD_WITHIN_MS } from '../freshness/judge-workflow.ts'
import {
  aBlocker,
  aCiRead,
  aGate,
  anEvidence,
  aProgram,
  aRequirement,
  aTarget,
  aTask,
  aWaiver,
  hoursAfter,
  minutesBefore,
  NOW,
} from '../testing/factories.ts'
import { buildBoard } from './build-board.ts'
import { lastChangeAt } from './next-change.ts'
import type { ProgramState } from './program-state.ts'

const last = (over: Partial<ProgramState>, now = NOW): string | null => {
  const state = aProgram(over)
  return lastChangeAt(state, buildBoard(state, now))
}

describe('since when a board has looked as it does', () => {
  it('is the beginning of the period, or nothing before the program', () => {
    expect(last({})).toBe('2026-02-24T18:30:00.000Z')
    expect(last({}, '2026-01-01T00:00:00.000Z')).toBeNull()
    expect(last({}, '2026-02-19T18:30:00.000Z')).toBe('2026-02-19T18:30:00.000Z')
  })

  it('is whatever changed last', () => {
    const gates = [
      aGate({
        requirements: [aRequirement({ freshness: 'max_age', maxAgeHours: 3 })],
        waivers: [aWaiver({ expiresAt: minutesBefore(NOW, 40) })],
      }),
    ]
    expect(last({ gates })).toBe(minutesBefore(NOW, 40))
    expect(last({ gates, tasks: [aTask()], blockers: [aBlocker({ openedAt: hoursAfter(NOW, -12.5) })] })).toBe(minutesBefore(NOW, 30))
    const evidence = [anEvidence({ attachedAt: hoursAfter(NOW, -3.25), producedAt: hoursAfter(NOW, -3.25) })]
    expect(last({ gates, evidence })).toBe(minutesBefore(NOW, 15))
    const read = { releaseTarget: aTarget(), ci: aCiRead({ readAt: minutesBefore(NOW, 12) }) }
    expect(last({ gates, ...read })).toBe(new Date(Date.parse(minutesBefore(NOW, 12)) + REREAD_WITHIN_MS + 1).toISOString())
  })

  it('leaves the board as it is from then until the next change', () => {
    const state = aProgram({ gates: [aGate({ waivers: [aWaiver({ expiresAt: minutesBefore(NOW, 40) })] })] })
    const now = buildBoard(state, NOW)
    const since = buildBoard(state, lastChangeAt(state, now) ?? '')
    const { fraction, ...today } = now.today
    expect(since).toEqual({ ...now, computedAt: since.computedAt, today: { ...today, fraction: since.today.fraction } })
    expect(since.today.fraction).toBeLessThan(fraction)
  })
})

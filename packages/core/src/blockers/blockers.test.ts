import { describe, expect, it } from 'vitest'
import type { Blocker } from '../board/program-state.ts'
import type { Result } from '../result.ts'
import { aBlocker, aPerson, aProgram, aTask, hoursAfter, minutesBefore, NOW } from '../testing/factories.ts'
import { editBlocker, escalateBlocker, openBlocker, pauseBlocker, resolveBlocker, resumeBlocker } from './change-blocker.ts'
import { evaluateBlocker } from './evaluate-blocker.ts'

const owner = aPerson('owner')
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.refusal.code)
const withBlocker = (over: Partial<Blocker> = {}) => aProgram({ tasks: [aTask()], blockers: [aBlocker(over)] })

describe('a blocker’s clock', () => {
  it('runs from opening and is overdue beyond its hours', () => {
    expect(evaluateBlocker(aBlocker(), NOW)).toMatchObject({
      state: 'running',
      slaHours: 12,
      elapsedMs: 7_200_000,
      overdue: false,
      counts: true,
      dueAt: hoursAfter(NOW, 10),
    })
    expect(evaluateBlocker(aBlocker({ openedAt: hoursAfter(NOW, -12.5) }), NOW).overdue).toBe(true)
    expect(evaluateBlocker(aBlocker({ severity: 'P1', openedAt: hoursAfter(NOW, -12.5) }), NOW)).toMatchObject({
      overdue: false,
      slaHours: 48,
    })
  })
  it('stands still while paused and after resolution', () => {
    const paused = aBlocker({ pausedAt: minutesBefore(NOW, 90), pausedMs: 600_000 })
    expect(evaluateBlocker(paused, NOW)).toMatchObject({ state: 'paused', dueAt: null, elapsedMs: 1_200_000, counts: false })
    expect(evaluateBlocker(aBlocker({ pausedMs: 3_600_000 }), NOW)).toMatchObject({ elapsedMs: 3_600_000, dueAt: hoursAfter(NOW, 11) })
    expect(evaluateBlocker(aBlocker({ resolvedAt: minutesBefore(NOW, 60) }), NOW)).toMatchObject({
      state: 'resolved',
      elapsedMs: 3_600_000,
      counts: false,
      overdue: false,
    })
  })
  it('counts while it runs and is P0 or on the chain to the target', () => {
    expect(evaluateBlocker(aBlocker({ severity: 'P2' }), NOW).counts).toBe(false)
    expect(evaluateBlocker(aBlocker({ severity: 'P2' }), NOW, true).counts).toBe(true)
  })
})

describe('a blocker’s life', () => {
  it('opens under the next free key', () => {
    expect(openBlocker(withBlocker({ key: 'B-9' }), owner, { taskKey: 'T1', title: ' No signer ', severity: 'P0' }, NOW)).toMatchObject({
      value: { blocker: { key: 'B-10', title: 'No signer', openedAt: NOW, escalationLevel: 1 }, audit: { action: 'blocker.opened' } },
    })
    expect(codeOf(openBlocker(withBlocker(), owner, { taskKey: 'T9', title: 'x', severity: 'P0' }, NOW))).toBe('task_not_found')
    expect(codeOf(openBlocker(withBlocker(), owner, { taskKey: 'T1', title: '', severity: 'P0' }, NOW))).toBe('reason_required')
    expect(codeOf(openBlocker(withBlocker(), aPerson('reviewer'), { taskKey: 'T1', title: 'x', severity: 'P0' }, NOW))).toBe('forbidden')
  })
  it('pauses with a reason and adds the pause when it runs on', () => {
    expect(pauseBlocker(withBlocker(), 'B-1', owner, { reason: 'vendor' }, NOW)).toMatchObject({
      value: { set: { pausedAt: NOW, pauseReason: 'vendor' } },
    })
    const paused = withBlocker({ pausedAt: minutesBefore(NOW, 30), pausedMs: 1_000 })
    expect(resumeBlocker(paused, 'B-1', owner, {}, NOW)).toMatchObject({ value: { set: { pausedAt: null, pausedMs: 1_801_000 } } })
    expect(resolveBlocker(paused, 'B-1', owner, { resolution: 'allowed' }, NOW)).toMatchObject({
      value: { set: { resolvedAt: NOW, pausedMs: 1_801_000 } },
    })
    expect(codeOf(pauseBlocker(paused, 'B-1', owner, { reason: 'x' }, NOW))).toBe('blocker_not_open')
    expect(codeOf(resumeBlocker(withBlocker(), 'B-1', owner, {}, NOW))).toBe('blocker_not_open')
    expect(codeOf(pauseBlocker(withBlocker(), 'B-1', owner, { reason: '' }, NOW))).toBe('reason_required')
  })
  it('escalates, is edited, and ends once', () => {
    expect(escalateBlocker(withBlocker(), 'B-1', owner, {}, NOW)).toMatchObject({ value: { set: { escalationLevel: 2 } } })
    expect(editBlocker(withBlocker(), 'B-1', owner, { severity: 'P1' }, NOW)).toMatchObject({
      value: { audit: { before: { severity: 'P0' }, after: { severity: 'P1' } } },
    })
    expect(codeOf(resolveBlocker(withBlocker(), 'B-1', owner, { resolution: ' ' }, NOW))).toBe('reason_required')
    expect(codeOf(escalateBlocker(withBlocker({ resolvedAt: NOW }), 'B-1', owner, {}, NOW))).toBe('blocker_not_open')
    expect(codeOf(escalateBlocker(withBlocker(), 'B-2', owner, {}, NOW))).toBe('blocker_not_found')
  })
})

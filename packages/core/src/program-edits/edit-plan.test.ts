import { describe, expect, it } from 'vitest'
import type { Result } from '../result.ts'
import { aDependency, aGate, aMilestone, aPerson, aProgram, aTask, NOW } from '../testing/factories.ts'
import {
  bindOwner,
  editHead,
  putDeclaredPath,
  putLane,
  putMilestone,
  putOwner,
  putPhase,
  removeLane,
  removeMilestone,
  removeOwner,
  removePhase,
  setContingency,
} from './edit-plan.ts'

const lead = aPerson('lead')
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.refusal.code)
const state = aProgram({
  tasks: [aTask({ key: 'T1', start: 4 })],
  gates: [aGate({ key: 'G1', at: 10, owners: ['@qa'] })],
  milestones: [aMilestone()],
  dependencies: [aDependency('M1', 'T1')],
})

describe('the head', () => {
  it('is edited by a lead; only what changed is noted', () => {
    expect(editHead(state, lead, { goal: 'Better' }, NOW)).toMatchObject({
      value: { value: { goal: 'Better', slug: 'sample' }, isNew: false, audit: { after: { goal: 'Better' } } },
    })
    expect(codeOf(editHead(state, aPerson('owner'), { goal: 'x' }, NOW))).toBe('forbidden')
  })
  it('is refused where it would break the plan, with every place', () => {
    const result = editHead(state, lead, { last: 3 }, NOW)
    expect(codeOf(result)).toBe('plan_invalid')
    expect(result.ok ? [] : result.refusal.issues.map((issue) => issue.path)).toEqual(
      expect.arrayContaining(['tasks.T1.start', 'gates.G1.at']),
    )
    for (const patch of [{ timeZone: 'Mars/Base' }, { startsOn: '2026-02-30' }, { workingDays: [] }, { name: ' ' }])
      expect(codeOf(editHead(state, lead, patch, NOW))).toBe('plan_invalid')
  })
})

describe('entries', () => {
  it('are put and removed by key', () => {
    expect(putLane(state, lead, { key: 'L9', name: 'Nine', mission: '', deliverables: [], owners: [] }, NOW)).toMatchObject({
      value: { key: 'L9', isNew: true, audit: { action: 'lane.added' } },
    })
    expect(putPhase(state, lead, { key: 'P', name: 'P', from: 0, to: 4, focus: '', exitCriteria: [] }, NOW)).toMatchObject({
      value: { isNew: true },
    })
    expect(putMilestone(state, lead, aMilestone({ to: 4 }), NOW)).toMatchObject({
      value: { isNew: false, audit: { action: 'milestone.edited', before: { to: 3 }, after: { to: 4 } } },
    })
    expect(setContingency(state, lead, { from: 11, to: 14, tolerance: 1, target: 'G1' }, NOW)).toMatchObject({
      value: { value: { target: 'G1' } },
    })
    expect(setContingency(state, lead, null, NOW)).toMatchObject({ ok: true })
    expect(putOwner(state, lead, { handle: '@new', name: 'New', signsAs: [] }, NOW)).toMatchObject({ value: { value: { userId: null } } })
  })
  it('that are named elsewhere stay', () => {
    expect(codeOf(removeLane(state, lead, 'L1', NOW))).toBe('key_unknown')
    expect(codeOf(removeMilestone(state, lead, 'M1', NOW))).toBe('key_unknown')
    expect(codeOf(removeOwner(state, lead, '@qa', NOW))).toBe('key_unknown')
    expect(codeOf(removePhase(state, lead, 'P', NOW))).toBe('key_unknown')
    expect(codeOf(setContingency(state, lead, { from: 11, to: 14, tolerance: 1, target: 'G7' }, NOW))).toBe('key_unknown')
  })
  it('must make sense', () => {
    expect(codeOf(putPhase(state, lead, { key: 'P', name: 'P', from: 4, to: 2, focus: '', exitCriteria: [] }, NOW))).toBe('plan_invalid')
    expect(codeOf(putMilestone(state, lead, aMilestone({ key: 'T1' }), NOW))).toBe('key_taken')
    expect(codeOf(putLane(state, lead, { key: 'L9', name: 'Nine', mission: '', deliverables: [], owners: ['@who'] }, NOW))).toBe(
      'key_unknown',
    )
    expect(putDeclaredPath(state, lead, { key: 'CP1', name: 'Way', steps: ['T1', 'G1'] }, NOW)).toMatchObject({ value: { isNew: true } })
  })
  it('an old fault elsewhere does not stop an edit', () => {
    const faulty = { ...state, tasks: [...state.tasks, aTask({ key: 'X', lane: 'L1', start: 99 })] }
    expect(codeOf(putOwner(faulty, lead, { handle: '@new', name: 'New', signsAs: [] }, NOW))).toBe('ok')
  })
})

it('a handle is bound by who manages people', () => {
  expect(bindOwner(state, lead, { handle: '@qa', user: { userId: 'u1', name: 'Uma' } }, NOW)).toMatchObject({
    value: { value: { userId: 'u1', userName: 'Uma' } },
  })
  expect(codeOf(bindOwner(state, aPerson('owner'), { handle: '@qa', user: null }, NOW))).toBe('forbidden')
  expect(codeOf(bindOwner(state, lead, { handle: '@no', user: null }, NOW))).toBe('key_unknown')
})

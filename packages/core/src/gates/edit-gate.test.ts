import { describe, expect, it } from 'vitest'
import type { Result } from '../result.ts'
import {
  aGate,
  anEvidence,
  aPerson,
  aProgram,
  aRequirement,
  aSignedGate,
  aSignOff,
  aSubmittedGate,
  aTarget,
  aTask,
  aWorkflowRequirement,
  NOW,
} from '../testing/factories.ts'
import { addRequirement, editGate, editRequirement, removeRequirement } from './edit-gate.ts'

const lead = aPerson('lead')
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.refusal.code)
const state = aProgram({ gates: [aGate({ reviewers: ['@a', '@b'] })], evidence: [anEvidence()] })

describe('a gate’s terms', () => {
  it('are edited by a lead, and only what changed is noted', () => {
    expect(editGate(state, 'G1', lead, { at: 4, title: 'Gate G1' }, NOW)).toMatchObject({
      value: { set: { at: 4 }, audit: { action: 'gate.edited', before: { at: 0 }, after: { at: 4 } } },
    })
    expect(codeOf(editGate(state, 'G1', aPerson('owner'), { at: 4 }, NOW))).toBe('forbidden')
    expect(codeOf(editGate(aProgram({ gates: [aSignedGate()] }), 'G1', lead, { at: 4 }, NOW))).toBe('gate_locked')
  })
  it('leave the tasks of signed gates where they were', () => {
    const signed = aSignedGate({ key: 'G1', at: 2 })
    const later = aGate({ key: 'G2', at: 5 })
    const tasks = [aTask({ key: 'T1', finish: 1 }), aTask({ key: 'T2', finish: 2 }), aTask({ key: 'T3', finish: 4 })]
    const program = aProgram({ gates: [signed, later], tasks })
    expect(codeOf(editGate(program, 'G2', lead, { at: 4 }, NOW))).toBe('ok')
    const taken = editGate(program, 'G2', lead, { at: 1 }, NOW)
    expect(taken).toMatchObject({ ok: false, refusal: { code: 'gate_locked', issues: [{ path: 'gates.G2.at' }] } })
    expect(taken.ok ? '' : taken.refusal.detail).toContain('signed for: T1 would leave it')
    const given = editGate(aProgram({ gates: [aGate({ key: 'G0', at: 1 }), signed], tasks }), 'G0', lead, { at: 5 }, NOW)
    expect(given.ok ? '' : given.refusal.detail).toContain('signed for: T1 would come under it')
  })
  it('make sense together', () => {
    expect(codeOf(editGate(state, 'G1', lead, { quorum: 3 }, NOW))).toBe('plan_invalid')
    expect(codeOf(editGate(state, 'G1', lead, { quorum: 0 }, NOW))).toBe('plan_invalid')
    expect(codeOf(editGate(state, 'G1', lead, { at: 15 }, NOW))).toBe('plan_invalid')
    expect(codeOf(editGate(state, 'G1', lead, { title: '' }, NOW))).toBe('plan_invalid')
    expect(codeOf(editGate(state, 'G1', lead, { owners: ['@nobody'] }, NOW))).toBe('key_unknown')
    expect(codeOf(editGate(state, 'G1', lead, { quorum: 2 }, NOW))).toBe('ok')
  })
  it('make given approvals lapse when they change', () => {
    const waiting = aProgram({ gates: [aSubmittedGate({ quorum: 2, signOffs: [aSignOff()] })] })
    expect(editGate(waiting, 'G1', lead, { quorum: 1 }, NOW)).toMatchObject({ value: { set: { quorum: 1, round: 2 } } })
  })
})

describe('requirements', () => {
  it('are added, edited under their key, and removed with their evidence', () => {
    expect(addRequirement(state, 'G1', lead, aRequirement({ key: 'R2' }), NOW)).toMatchObject({
      value: { requirements: [{ key: 'R1' }, { key: 'R2' }], audit: { subjectKey: 'G1/R2' } },
    })
    expect(editRequirement(state, 'G1', lead, { requirementKey: 'R1', patch: { min: 2 } }, NOW)).toMatchObject({
      value: { requirements: [{ key: 'R1', min: 2 }], audit: { action: 'requirement.edited', before: { min: 1 }, after: { min: 2 } } },
    })
    expect(removeRequirement(state, 'G1', lead, { requirementKey: 'R1' }, NOW)).toMatchObject({
      value: { requirements: [], withdrawnEvidence: ['ev-1'] },
    })
  })
  it.each([
    ['a key that is taken', aRequirement(), 'key_taken'],
    ['no text', aRequirement({ key: 'X', text: '' }), 'plan_invalid'],
    ['nothing needed', aRequirement({ key: 'X', min: 0 }), 'plan_invalid'],
    ['an age without a limit', aRequirement({ key: 'X', freshness: 'max_age' }), 'plan_invalid'],
    ['a rule with a workflow', aWorkflowRequirement({ key: 'X', rule: 'p0_done' }), 'plan_invalid'],
    ['no type', aRequirement({ key: 'X', accepts: [] }), 'plan_invalid'],
    ['a group of a type that is not taken', aRequirement({ key: 'X', accepts: ['doc'], oneOf: [['test']] }), 'plan_invalid'],
    ['an empty group', aRequirement({ key: 'X', oneOf: [[]] }), 'plan_invalid'],
    ['a warning before it is made', aRequirement({ key: 'X', freshness: 'max_age', maxAgeHours: 4, warnHours: 4 }), 'plan_invalid'],
    ['a strange workflow', aWorkflowRequirement({ key: 'X', workflow: 'other.yml' }), 'plan_invalid'],
  ])('refuse %s', (_name, requirement, code) => {
    expect(codeOf(addRequirement({ ...state, releaseTarget: aTarget() }, 'G1', lead, requirement, NOW))).toBe(code)
  })
  it('of a signed gate are locked, and unknown ones are not found', () => {
    const signed = aProgram({ gates: [aSignedGate()] })
    expect(codeOf(addRequirement(signed, 'G1', lead, aRequirement({ key: 'R2' }), NOW))).toBe('gate_locked')
    expect(codeOf(removeRequirement(signed, 'G1', lead, { requirementKey: 'R1' }, NOW))).toBe('gate_locked')
    expect(codeOf(editRequirement(state, 'G1', lead, { requirementKey: 'R7', patch: {} }, NOW))).toBe('requirement_not_found')
  })
})

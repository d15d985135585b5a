import { describe, expect, it } from 'vitest'
import type { GateProgress, ProgramState } from '../board/program-state.ts'
import type { Result } from '../result.ts'
import {
  aBlocker,
  aCiRead,
  aDependency,
  aGap,
  aGate,
  anActor,
  anEvidence,
  aPerson,
  aProgram,
  aReading,
  aRequirement,
  aRun,
  aSignedGate,
  aSignOff,
  aSubmittedGate,
  aTarget,
  aTask,
  aWaiver,
  aWorkflowRequirement,
  hoursAfter,
  minutesBefore,
  NOW,
  OLDER_SHA,
  RELEASE_SHA,
} from '../testing/factories.ts'
import { lookAtGate } from '../testing/look-at-gate.ts'
import { approveGate, returnGate } from './approve-gate.ts'
import type { GateDecision } from './gate-decision.ts'
import { authoriseApprover, authoriseReviewer } from './entitlement.ts'
import { GATE_STEPS, GATE_TRANSITIONS, nextGateState } from './gate-transitions.ts'
import { closeGap, completeDocBaseline, reopenGate, startGate, submitGate, withdrawSubmission } from './move-gate.ts'

const owner = aPerson('owner', 'user-submitter')
const lead = aPerson('lead')
const reviewer = aPerson('reviewer')
/** What a decision sets on the gate, exactly. */
const setOf = (result: Result<GateDecision>): unknown => (result.ok ? result.value.set : result.refusal.code)
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.refusal.code)
const issueCodes = (result: Result<unknown>): readonly string[] => (result.ok ? [] : result.refusal.issues.map((issue) => issue.code))
const proven = (gate: Partial<GateProgress> = {}, over: Partial<ProgramState> = {}): ProgramState =>
  aProgram({ gates: [aSubmittedGate(gate)], evidence: [anEvidence()], releaseTarget: aTarget(), ci: aCiRead(), ...over })
const approve = (state: ProgramState, person = reviewer, gateRevision = state.gates[0]?.revision ?? 0, now = NOW) => {
  const approver = authoriseApprover(state, 'G1', person, now)
  return approver.ok
    ? approveGate(state, 'G1', approver.value, { gateRevision, seen: lookAtGate(state, 'G1', now), note: 'looked' }, now)
    : approver
}

describe('the table of transitions', () => {
  it('allows what the design draws and nothing else', () => {
    const legal = Object.entries(GATE_TRANSITIONS).flatMap(([from, steps]) =>
      Object.entries(steps).map(([step, to]) => `${from} ${step} ${to}`),
    )
    expect(legal.sort()).toEqual(
      [
        'NotStarted start InProgress',
        'InProgress submit ReadyForSignoff',
        'InProgress complete_doc_baseline CompletedDocBaseline',
        'CompletedDocBaseline submit ReadyForSignoff',
        'CompletedDocBaseline lose_doc_baseline InProgress',
        'ReadyForSignoff withdraw_submission InProgress',
        'ReadyForSignoff approve ReadyForSignoff',
        'ReadyForSignoff approve_reaching_quorum SignedOff',
        'ReadyForSignoff return InProgress',
        'SignedOff reopen InProgress',
      ].sort(),
    )
    for (const step of GATE_STEPS.filter((candidate) => candidate !== 'reopen'))
      expect(codeOf(nextGateState(aSignedGate(), step))).toBe('gate_locked')
    expect(codeOf(nextGateState(aGate(), 'submit'))).toBe('gate_illegal_transition')
  })
})

describe('submitting', () => {
  const open = (gate: Partial<GateProgress>, over: Partial<ProgramState> = {}) =>
    aProgram({ gates: [aGate({ state: 'InProgress', ...gate })], ...over })
  it('is refused with every reason at once', () => {
    const state = open(
      {
        at: 3,
        requirements: [
          aRequirement(),
          aRequirement({ key: 'R2', min: 2 }),
          aWorkflowRequirement(),
          aRequirement({ key: 'RULE', rule: 'no_open_blockers' }),
          aRequirement({ key: 'W' }),
        ],
        gaps: [aGap()],
        waivers: [aWaiver({ requirementKey: 'W', expiresAt: minutesBefore(NOW, 1) })],
      },
      {
        tasks: [
          aTask({ key: 'P0', priority: 'P0' }),
          aTask({ key: 'P1', status: 'moved' }),
          aTask({ key: 'P2', priority: 'P2' }),
          aTask({ key: 'late', start: 9, priority: 'P3' }),
        ],
        evidence: [anEvidence({ requirementKey: 'R2' })],
        blockers: [aBlocker({ taskKey: 'P0' })],
        dependencies: [
          aDependency('G0', 'G1'),
          aDependency('late', 'G1'),
          aDependency('P0', 'G1'),
          aDependency('G9', 'G1', { kind: 'soft' }),
        ],
        releaseTarget: aTarget(),
        ci: null,
      },
    )
    const withOthers = { ...state, gates: [...state.gates, aGate({ key: 'G0', at: -1 }), aGate({ key: 'G9', at: 9 })] }
    const result = submitGate(withOthers, 'G1', owner, {}, NOW)
    expect(codeOf(result)).toBe('gate_not_submittable')
    expect(result.ok ? [] : result.refusal.issues.map((issue) => `${issue.code} ${issue.path}`)).toEqual([
      'requirement_missing gates.G1.requirements.R1',
      'requirement_missing gates.G1.requirements.R2',
      'requirement_ci_not_fresh gates.G1.requirements.CI1',
      'requirement_rule_fails gates.G1.requirements.RULE',
      'requirement_missing gates.G1.requirements.W',
      'gap_open gates.G1.gaps.gap-1',
      'child_task_open tasks.P0',
      'child_task_open tasks.P1',
      'predecessor_not_signed gates.G0',
      'predecessor_not_done tasks.late',
    ])
    const said = result.ok ? [] : result.refusal.issues.map(({ message }) => message)
    expect(said).toContain('late Work late comes first and is to do.')
  })
  it('opens a new round in the submitter’s name', () => {
    const result = submitGate(open({ round: 2 }, { evidence: [anEvidence()] }), 'G1', owner, {}, NOW)
    expect(result).toMatchObject({
      ok: true,
      value: {
        judgedRevision: 1,
        set: { state: 'ReadyForSignoff', round: 3, submittedBy: { userId: 'user-submitter' }, submittedAt: NOW },
        audit: { action: 'gate.submitted', subjectKey: 'G1' },
      },
    })
  })
  it('takes a waiver that has not expired for proof, and stale evidence for supplied', () => {
    expect(submitGate(open({ waivers: [aWaiver()] }), 'G1', owner, {}, NOW).ok).toBe(true)
    const stale = open(
      { requirements: [aRequirement({ freshness: 'release_sha' })] },
      { evidence: [anEvidence({ sha: OLDER_SHA })], releaseTarget: aTarget() },
    )
    expect(submitGate(stale, 'G1', owner, {}, NOW).ok).toBe(true)
  })
  it('names only open gaps as gaps_open, and asks somebody who works on the gate', () => {
    expect(codeOf(submitGate(open({ gaps: [aGap()] }, { evidence: [anEvidence()] }), 'G1', owner, {}, NOW))).toBe('gaps_open')
    expect(codeOf(submitGate(open({ owners: ['@qa'] }), 'G1', owner, {}, NOW))).toBe('not_an_owner')
    expect(codeOf(submitGate(open({}), 'G1', reviewer, {}, NOW))).toBe('not_an_owner')
    expect(codeOf(submitGate(open({}), 'G7', owner, {}, NOW))).toBe('gate_not_found')
  })
  it('refuses a gate that asks for nothing', () => {
    expect(issueCodes(submitGate(open({ requirements: [] }), 'G1', owner, {}, NOW))).toEqual(['no_requirements'])
  })
  it('counts a summary predecessor as done when its leaves are', () => {
    const tasks = [
      aTask({ key: 'S', start: 9 }),
      aTask({ key: 'a', parent: 'S', start: 9, status: 'done' }),
      aTask({ key: 'b', parent: 'S', start: 9, status: 'dropped' }),
    ]
    expect(submitGate(open({}, { tasks, evidence: [anEvidence()], dependencies: [aDependency('S', 'G1')] }), 'G1', owner, {}, NOW).ok).toBe(
      true,
    )
  })
})

describe('approving', () => {
  it('signs, locks and records what was signed when the quorum is reached', () => {
    const state = proven()
    expect(approve(state)).toMatchObject({
      ok: true,
      value: {
        set: { state: 'SignedOff', signedAt: NOW, signedSha: RELEASE_SHA },
        signOff: {
          decision: 'approve',
          round: 1,
          gateRevision: 1,
          releaseSha: RELEASE_SHA,
          evidence: [{ id: 'ev-1', requirementKey: 'R1', digest: 'a'.repeat(64) }],
        },
        audit: { action: 'gate.signed' },
      },
    })
  })
  it('below the quorum records and waits', () => {
    expect(setOf(approve(proven({ quorum: 2 })))).toEqual({})
    expect(approve(proven({ quorum: 2 }))).toMatchObject({ value: { signOff: { round: 1 }, audit: { action: 'gate.approved' } } })
    expect(approve(proven({ quorum: 2, signOffs: [aSignOff({ actor: anActor('user-other') })] }))).toMatchObject({
      value: { set: { state: 'SignedOff' } },
    })
  })
  it('does not count approvals of an earlier round or of another release SHA', () => {
    expect(setOf(approve(proven({ quorum: 2, round: 2, signOffs: [aSignOff({ actor: anActor('user-other') })] })))).toEqual({})
    expect(setOf(approve(proven({ quorum: 2, signOffs: [aSignOff({ actor: anActor('user-other'), releaseSha: OLDER_SHA })] })))).toEqual({})
  })
  it('is refused to its submitter and to authors of its evidence', () => {
    expect(codeOf(approve(proven(), aPerson(['lead', 'reviewer'], 'user-submitter')))).toBe('self_approval')
    expect(codeOf(approve(proven(), aPerson('reviewer', 'user-author')))).toBe('self_approval')
    const withdrawn = proven(
      { requirements: [aRequirement()] },
      { evidence: [anEvidence({ id: 'ev-0', attachedBy: anActor('user-reviewer'), withdrawnAt: NOW }), anEvidence()] },
    )
    expect(codeOf(approve(withdrawn))).toBe('ok')
  })
  it('is for the named reviewers, bound to the account and with a reviewing role', () => {
    const state = proven({ reviewers: ['@owner-release'] })
    expect(codeOf(approve(state))).toBe('not_a_reviewer')
    expect(codeOf(approve(state, aPerson('lead')))).toBe('not_a_reviewer')
    expect(codeOf(approve(state, aPerson('viewer', 'user-v', ['@owner-release'])))).toBe('not_a_reviewer')
    expect(approve(state, aPerson('reviewer', 'user-r', ['@owner-release']))).toMatchObject({
      value: { signOff: { handle: '@owner-release' } },
    })
    expect(codeOf(approve(proven(), aPerson('owner')))).toBe('not_a_reviewer')
    expect(codeOf(approve(proven(), lead))).toBe('ok')
  })
  it('counts one person once a round', () => {
    const state = proven({ quorum: 2, signOffs: [aSignOff()] })
    expect(codeOf(approve(state))).toBe('already_signed')
  })
  it('is refused when the gate changed since it was looked at', () => {
    expect(codeOf(approve(proven({ revision: 5 }), reviewer, 4))).toBe('review_outdated')
  })
  it('is refused unless submitted, and locked when signed', () => {
    const state = aProgram({ gates: [aGate({ state: 'InProgress' })] })
    expect(codeOf(approve(state))).toBe('gate_illegal_transition')
    expect(codeOf(approve(aProgram({ gates: [aSignedGate()] })))).toBe('gate_locked')
  })
  it('is refused without proof at this moment', () => {
    const stale = proven({ requirements: [aRequirement({ freshness: 'release_sha' })] }, { evidence: [anEvidence({ sha: OLDER_SHA })] })
    const result = approve(stale)
    expect(codeOf(result)).toBe('gate_not_submittable')
    expect(result.ok ? '' : result.refusal.issues[0]?.message).toBe('R1 is stale: It is about 4d7e0c2; the release is 9f3c1ab.')
    expect(approve({ ...stale, gates: stale.gates.map((gate) => ({ ...gate, waivers: [aWaiver()] })) }).ok).toBe(true)
    expect(approve(proven(), reviewer, 1, hoursAfter(NOW, 400)).ok).toBe(true)
  })
  it('on CI needs a reading of the last five minutes', () => {
    const state = proven({ requirements: [aWorkflowRequirement()] }, { ci: aCiRead({ readAt: minutesBefore(NOW, 6) }) })
    expect(codeOf(approve(state))).toBe('ci_not_reread')
    expect(approve({ ...state, ci: aCiRead() }).ok).toBe(true)
    expect(
      issueCodes(
        approve({
          ...state,
          ci: aCiRead({ readAt: minutesBefore(NOW, 6), workflows: [aReading({ runs: [aRun({ conclusion: 'failure' })] })] }),
        }),
      ),
    ).toEqual(['ci_not_reread', 'requirement_unproved'])
  })
  it('is refused when a P0 child was taken up again after submission', () => {
    expect(issueCodes(approve(proven({}, { tasks: [aTask({ priority: 'P0', status: 'in_progress' })] })))).toEqual(['child_task_open'])
  })
  it('cannot use an authorisation of another gate', () => {
    const state = proven({}, {})
    const two = { ...state, gates: [...state.gates, aSubmittedGate({ key: 'G2' })] }
    const approver = authoriseApprover(two, 'G2', reviewer, NOW)
    if (!approver.ok) throw new Error('expected an approver')
    expect(() => approveGate(two, 'G1', approver.value, { gateRevision: 1, seen: lookAtGate(two, 'G1'), note: '' }, NOW)).toThrow(
      'authorised for G2',
    )
  })
})

describe('a hand-attached run', () => {
  it('never beats what CI says', () => {
    const link = anEvidence({ requirementKey: 'CI1', type: 'ci_run', url: 'https://github.com/acme/credity12/actions/runs/1' })
    const state = proven(
      { requirements: [aWorkflowRequirement()] },
      { evidence: [link], ci: aCiRead({ workflows: [aReading({ runs: [aRun({ conclusion: 'failure' })] })] }) },
    )
    expect(issueCodes(approve(state))).toEqual(['requirement_unproved'])
  })
})

describe('returning, mending, withdrawing and reopening', () => {
  const returning = (state: ProgramState, gaps: readonly { text: string; requirementKey: string | null }[], gateRevision = 1) => {
    const person = authoriseReviewer(state, 'G1', reviewer, NOW)
    return person.ok ? returnGate(state, 'G1', person.value, { gateRevision, seen: null, note: '', gaps }, NOW) : person
  }
  it('a return lists gaps and leaves a record', () => {
    expect(returning(proven(), [{ text: ' The log is cut ', requirementKey: 'R1' }])).toMatchObject({
      value: {
        set: { state: 'InProgress', submittedBy: null },
        openedGaps: [{ text: 'The log is cut', requirementKey: 'R1', openedAt: NOW }],
        signOff: { decision: 'return' },
      },
    })
    expect(codeOf(returning(proven(), []))).toBe('reason_required')
    expect(codeOf(returning(proven(), [{ text: ' ', requirementKey: null }]))).toBe('reason_required')
    expect(codeOf(returning(proven(), [{ text: 'x', requirementKey: 'R9' }]))).toBe('requirement_not_found')
    expect(codeOf(returning(proven(), [{ text: 'x', requirementKey: null }], 9))).toBe('review_outdated')
    expect(codeOf(returning(aProgram({ gates: [aGate()] }), [{ text: 'x', requirementKey: null }]))).toBe('gate_illegal_transition')
  })
  it('a gap is closed once, with a note', () => {
    const state = aProgram({ gates: [aGate({ state: 'InProgress', gaps: [aGap()] })] })
    expect(closeGap(state, 'G1', owner, { gapId: 'gap-1', note: 'Whole log attached' }, NOW)).toMatchObject({
      value: { closedGaps: [{ id: 'gap-1', closedAt: NOW, closingNote: 'Whole log attached' }] },
    })
    expect(codeOf(closeGap(state, 'G1', owner, { gapId: 'gap-1', note: ' ' }, NOW))).toBe('reason_required')
    expect(codeOf(closeGap(state, 'G1', owner, { gapId: 'gap-2', note: 'x' }, NOW))).toBe('gap_not_found')
    for (const role of ['viewer', 'reviewer'] as const)
      expect(codeOf(closeGap(state, 'G1', aPerson(role), { gapId: 'gap-1', note: 'x' }, NOW))).toBe('not_an_owner')
  })
  it('a submission can be withdrawn by its owners, and a gate started once', () => {
    expect(withdrawSubmission(proven(), 'G1', owner, {}, NOW)).toMatchObject({ value: { set: { state: 'InProgress', submittedBy: null } } })
    expect(codeOf(withdrawSubmission(proven(), 'G1', reviewer, {}, NOW))).toBe('not_an_owner')
    expect(startGate(aProgram({ gates: [aGate()] }), 'G1', owner, {}, NOW)).toMatchObject({ value: { set: { state: 'InProgress' } } })
    expect(codeOf(startGate(proven(), 'G1', owner, {}, NOW))).toBe('gate_illegal_transition')
  })
  it('a signed gate is reopened by a lead with a reason', () => {
    const state = aProgram({ gates: [aSignedGate()] })
    expect(reopenGate(state, 'G1', lead, { reason: 'New SHA' }, NOW)).toMatchObject({
      value: { set: { state: 'InProgress', signedAt: null, signedSha: null }, audit: { after: { reason: 'New SHA' } } },
    })
    expect(codeOf(reopenGate(state, 'G1', lead, { reason: '' }, NOW))).toBe('reason_required')
    expect(codeOf(reopenGate(state, 'G1', owner, { reason: 'x' }, NOW))).toBe('forbidden')
    expect(codeOf(reopenGate(proven(), 'G1', lead, { reason: 'x' }, NOW))).toBe('gate_illegal_transition')
  })
  it('a doc baseline stands on its documents', () => {
    const state = aProgram({
      gates: [aGate({ state: 'InProgress', requirements: [aRequirement(), aRequirement({ key: 'R2', accepts: ['code'] })] })],
    })
    expect(codeOf(completeDocBaseline(state, 'G1', owner, {}, NOW))).toBe('gate_not_submittable')
    expect(completeDocBaseline({ ...state, evidence: [anEvidence()] }, 'G1', owner, {}, NOW)).toMatchObject({
      value: { set: { state: 'CompletedDocBaseline' } },
    })
    const noDocs = aProgram({ gates: [aGate({ state: 'InProgress', requirements: [aRequirement({ accepts: ['code'] })] })] })
    expect(codeOf(completeDocBaseline(noDocs, 'G1', owner, {}, NOW))).toBe('gate_not_submittable')
  })
})

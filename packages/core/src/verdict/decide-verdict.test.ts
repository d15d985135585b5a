import { describe, expect, it } from 'vitest'
import type { Verdict } from '../board/board.ts'
import { buildBoard } from '../board/build-board.ts'
import type { GateProgress, ProgramState } from '../board/program-state.ts'
import {
  aBlocker,
  aCiRead,
  aDependency,
  aGap,
  aGate,
  anEvidence,
  aProgram,
  aReading,
  aRequirement,
  aRun,
  aSignedGate,
  aSubmittedGate,
  aTarget,
  aTask,
  aWaiver,
  aWorkflowRequirement,
  hoursAfter,
  minutesBefore,
  NOW,
  OLDER_SHA,
} from '../testing/factories.ts'

const verdictOf = (state: ProgramState, now = NOW): Verdict => buildBoard(state, now).verdict
const codes = (verdict: Verdict): readonly string[] => verdict.reasons.map((reason) => `${reason.weight} ${reason.code} ${reason.subject}`)
/** One signed gate with a proof, CI green on the release: nothing against it. */
const going = (over: Partial<ProgramState> = {}, gate: Partial<GateProgress> = {}): ProgramState =>
  aProgram({
    gates: [aSignedGate({ requirements: [aRequirement({ freshness: 'release_sha' })], ...gate }), aGate({ key: 'G2', at: 10 })],
    evidence: [anEvidence()],
    releaseTarget: aTarget(),
    ci: aCiRead(),
    ...over,
  })

describe('GO', () => {
  it('when every due gate is signed on the release, CI is green and nothing stops it', () => {
    expect(verdictOf(going())).toEqual({ word: 'GO', reasons: [], notCounted: ['G2 is not due.'] })
  })
  it('with waivers names each', () => {
    const state = going({ evidence: [] }, { waivers: [aWaiver()] })
    const verdict = verdictOf(state)
    expect(verdict.word).toBe('GO WITH WAIVERS')
    expect(codes(verdict)).toEqual(['waiver waiver gate:G1'])
    expect(verdict.reasons[0]?.detail).toContain('Second region comes later')
  })
  it('is never said of an empty program, before its start, or before the first gate is due', () => {
    expect(verdictOf(aProgram())).toMatchObject({ word: 'UNKNOWN', reasons: [{ code: 'no_gates' }] })
    expect(verdictOf(going(), '2026-02-01T00:00:00.000Z')).toMatchObject({
      word: 'UNKNOWN',
      reasons: [{ code: 'not_started', detail: 'It starts on 2026-02-20.' }, { code: 'ci_unknown' }],
    })
    expect(verdictOf(aProgram({ gates: [aGate({ at: 9 })] }))).toMatchObject({
      word: 'UNKNOWN',
      reasons: [{ code: 'not_started', title: 'No gate is due yet' }],
    })
  })
})

describe('UNKNOWN', () => {
  it('without a release SHA while a requirement needs one', () => {
    const state = aProgram({
      gates: [aSignedGate({ requirements: [aRequirement()] }), aGate({ key: 'G2', at: 10, requirements: [aWorkflowRequirement()] })],
      evidence: [anEvidence()],
      releaseTarget: aTarget({ sha: null }),
    })
    expect(codes(verdictOf(state))).toEqual(['unknown release_sha_missing settings'])
  })
  it('when a required workflow was not read, is unfinished, or was read too long ago', () => {
    expect(verdictOf(going({ ci: null }))).toMatchObject({
      word: 'UNKNOWN',
      reasons: [{ code: 'ci_unknown', subject: 'ci', detail: 'CI was not read yet.' }],
    })
    expect(verdictOf(going({ ci: aCiRead({ readAt: minutesBefore(NOW, 40) }) })).word).toBe('UNKNOWN')
    expect(verdictOf(going({ ci: aCiRead({ workflows: [aReading({ runs: [aRun({ status: 'queued' })] })] }) }))).toMatchObject({
      word: 'UNKNOWN',
      reasons: [{ code: 'ci_not_green', status: 'pending' }],
    })
  })
})

describe('NO-GO', () => {
  it('for a due gate that is not signed, with its worst requirement', () => {
    const gates = [
      aGate({
        key: 'G3',
        title: 'Hosted CI',
        at: 5,
        state: 'InProgress',
        owners: ['@devops'],
        requirements: [aRequirement({ key: 'R9' }), aWorkflowRequirement({ text: 'launch-gate is green' })],
      }),
    ]
    const ci = aCiRead({
      workflows: [aReading({ runs: [], lastGreenElsewhere: { run: aRun({ headSha: OLDER_SHA }), aheadBy: 3, status: 'ahead' } })],
    })
    expect(verdictOf(going({ gates, ci }))).toMatchObject({
      word: 'NO-GO',
      reasons: [
        {
          code: 'gate_unsigned_due',
          title: 'G3 Hosted CI is not signed',
          detail: expect.stringContaining('3 commits behind'),
          status: 'stale',
          owners: ['@devops'],
          subject: 'gate:G3',
          due: { text: 'Due end of D5', at: '2026-02-25T18:30:00.000Z' },
        },
      ],
    })
  })
  it('for a returned gate names the gap, for a submitted one the signatures', () => {
    expect(verdictOf(going({ gates: [aGate({ state: 'InProgress', gaps: [aGap()] })] })).reasons[0]).toMatchObject({
      code: 'gate_returned',
      detail: '1 gap open: The log is cut',
    })
    expect(verdictOf(going({ gates: [aSubmittedGate({ quorum: 2 })] })).reasons[0]).toMatchObject({
      status: 'pending',
      detail: '0 of 2 signed.',
    })
  })
  it('for a gate signed on another commit', () => {
    expect(codes(verdictOf(going({ evidence: [] }, { signedSha: OLDER_SHA })))).toEqual(['stop gate_revalidate gate:G1'])
  })
  it('for a waiver that ran out under a signed gate', () => {
    expect(codes(verdictOf(going({ evidence: [] }, { waivers: [aWaiver({ expiresAt: minutesBefore(NOW, 1) })] })))).toEqual([
      'stop requirement_unproved gate:G1',
    ])
  })
  it('for a failed or elsewhere-green workflow that no due gate tells of', () => {
    const failed = aCiRead({ workflows: [aReading({ runs: [aRun({ conclusion: 'failure' })] })] })
    expect(codes(verdictOf(going({ ci: failed })))).toEqual(['stop ci_not_green ci'])
  })
  it('for a running P0 blocker, with its clock', () => {
    const state = going({
      tasks: [aTask({ key: 'L5-D5', title: 'Security sign-off', start: 5, lane: 'L5' })],
      lanes: [{ key: 'L5', name: 'Security', mission: '', deliverables: [], owners: ['@sec'] }],
      blockers: [aBlocker({ key: 'B-7', taskKey: 'L5-D5' })],
    })
    expect(verdictOf(state).reasons).toMatchObject([
      {
        code: 'blocker_open',
        title: 'L5-D5 Security sign-off is blocked, P0',
        subject: 'blocker:B-7',
        owners: ['@sec'],
        due: { text: '10 h 00 m left of 12 h', at: hoursAfter(NOW, 10) },
      },
    ])
  })
  it('not for a paused one or one that holds nothing; both are said', () => {
    const blockers = [aBlocker({ pausedAt: minutesBefore(NOW, 5), pauseReason: 'vendor' }), aBlocker({ key: 'B-2', severity: 'P2' })]
    const verdict = verdictOf(going({ tasks: [aTask({ start: 8, priority: 'P2' })], blockers }))
    expect(verdict.word).toBe('GO')
    expect(verdict.notCounted).toEqual([
      'G2 is not due.',
      'B-1 The signer role is refused is paused: vendor.',
      'B-2 The signer role is refused is P2 and not on the chain to the target.',
    ])
  })
  it('for a P0 task that says it is blocked, even where no blocker tells why', () => {
    expect(codes(verdictOf(going({ tasks: [aTask({ status: 'blocked', priority: 'P0', start: 8 })] })))).toEqual([
      'stop blocker_open task:T1',
    ])
  })
  it('for late tasks that are P0 or lead to the target; what follows from them is told once', () => {
    const tasks = [
      aTask({ key: 'L6-D3', title: 'Env parity', start: 3, finish: 4, priority: 'P2', status: 'in_progress', actualStart: 3 }),
      aTask({ key: 'NEXT', start: 5, finish: 5, priority: 'P0' }),
      aTask({ key: 'ASIDE', start: 2, finish: 2, priority: 'P3' }),
    ]
    const state = going({
      tasks,
      dependencies: [aDependency('L6-D3', 'NEXT'), aDependency('NEXT', 'G2')],
      contingency: { from: 11, to: 14, tolerance: 1, target: 'G2' },
    })
    const verdict = verdictOf(state)
    expect(codes(verdict)).toEqual(['stop task_late task:L6-D3'])
    expect(verdict.reasons[0]).toMatchObject({
      title: 'L6-D3 Env parity, P2, is late',
      status: 'late',
      detail: expect.stringContaining('Due D4, forecast D5.'),
      due: { text: expect.stringContaining('Late by') },
    })
    expect(verdict.notCounted).toContain('1 late task is neither P0 nor on the chain to G2.')
  })
  it('overdue work behind overdue work is told with what it waits for', () => {
    const tasks = [aTask({ key: 'A', start: 2, priority: 'P0' }), aTask({ key: 'B', start: 3, priority: 'P0' })]
    expect(codes(verdictOf(going({ tasks, dependencies: [aDependency('A', 'B')] })))).toEqual(['stop task_late task:A'])
  })
  it('a paused blocker does not hide that its task is late', () => {
    const tasks = [aTask({ start: 3, priority: 'P0', status: 'blocked' })]
    expect(codes(verdictOf(going({ tasks, blockers: [aBlocker({ pausedAt: NOW, pauseReason: 'x' })] })))).toEqual([
      'stop task_late task:T1',
    ])
  })
  it('a blocked task that is late too is told once', () => {
    const state = going({ tasks: [aTask({ start: 3, priority: 'P0', status: 'blocked' })], blockers: [aBlocker()] })
    expect(codes(verdictOf(state))).toEqual(['stop blocker_open blocker:B-1'])
  })
  it('for an exhausted contingency', () => {
    const tasks = [aTask({ key: 'LONG', start: 4, finish: 9, baselineFinish: 3, priority: 'P2' })]
    const state = going({
      tasks,
      dependencies: [aDependency('LONG', 'GX')],
      gates: [...going().gates, aGate({ key: 'GX', at: 4 + 5, baselineAt: 3 })],
      contingency: { from: 13, to: 14, tolerance: 1, target: 'GX' },
    })
    expect(codes(verdictOf(state))).toContain('stop contingency_exhausted gate:GX')
  })
  it('puts what stops before what is unknown, gates before blockers before CI', () => {
    const tasks = [aTask({ start: 5, priority: 'P0' })]
    const state = going({ gates: [aGate({ at: 2 })], evidence: [], ci: null, tasks, blockers: [aBlocker()] })
    expect(codes(verdictOf(state))).toEqual(['stop gate_unsigned_due gate:G1', 'stop blocker_open blocker:B-1', 'unknown ci_unknown ci'])
  })
})

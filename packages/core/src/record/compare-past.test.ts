import { describe, expect, it } from 'vitest'
import { buildBoard } from '../board/build-board.ts'
import type { ProgramState } from '../board/program-state.ts'
import {
  aBlocker,
  aGate,
  anActor,
  anEvidence,
  aProgram,
  aRequirement,
  aSignedGate,
  aSignOff,
  aTarget,
  aTask,
  aWaiver,
  minutesBefore,
  NOW,
  OLDER_SHA,
  RELEASE_SHA,
} from '../testing/factories.ts'
import { comparePast } from './compare-past.ts'
import { completePast } from './complete-past.ts'

const before = aProgram({
  tasks: [aTask({ key: 'T1', title: 'Patch', start: 1, finish: 2 }), aTask({ key: 'T2' }), aTask({ key: 'T3', title: 'Old work' })],
  gates: [aGate({ key: 'G1', title: 'First', at: 9 }), aGate({ key: 'G2', title: 'Second', at: 9 })],
  evidence: [anEvidence({ id: 'ev-old', gateKey: 'G2', title: 'Old page' })],
  blockers: [aBlocker({ key: 'B-1', title: 'Refused' }), aBlocker({ key: 'B-2', title: 'Waiting', taskKey: 'T2' })],
  releaseTarget: aTarget({ sha: OLDER_SHA, workflows: [] }),
})
const after: ProgramState = {
  ...before,
  revision: 9,
  tasks: [
    aTask({ key: 'T1', title: 'Patch', start: 1, finish: 4, status: 'in_progress' }),
    aTask({ key: 'T2' }),
    aTask({ key: 'T4', title: 'New work', start: 3 }),
  ],
  gates: [
    aSignedGate({ key: 'G1', title: 'First', at: 9, signOffs: [aSignOff()] }),
    aGate({ key: 'G2', title: 'Second', at: 9, requirements: [aRequirement(), aRequirement({ key: 'R2', text: 'Show more' })] }),
  ],
  evidence: [
    anEvidence({ id: 'ev-old', gateKey: 'G2', title: 'Old page', withdrawnAt: minutesBefore(NOW, 1) }),
    anEvidence({ id: 'ev-new', gateKey: 'G1', title: 'New page' }),
  ],
  blockers: [
    aBlocker({ key: 'B-1', title: 'Refused', resolvedAt: minutesBefore(NOW, 1) }),
    aBlocker({ key: 'B-2', title: 'Waiting', taskKey: 'T2', pausedAt: minutesBefore(NOW, 5) }),
    aBlocker({ key: 'B-3', title: 'Another' }),
  ],
  releaseTarget: aTarget({ sha: RELEASE_SHA, workflows: [] }),
}

describe('the past beside now', () => {
  const told = comparePast(buildBoard(before, NOW), buildBoard(after, NOW))
  const lines = told.map(({ kind, key, what, was, now }) => `${kind} ${key} ${what}: ${was ?? '-'} > ${now ?? '-'}`)

  it('says of each thing what became of it, and nothing of what stayed', () => {
    expect(lines.filter((line) => !/^(?:verdict|readiness)/.test(line))).toEqual([
      `target  release_sha: ${OLDER_SHA} > ${RELEASE_SHA}`,
      'gate G1 state: NotStarted > SignedOff',
      'gate G1 approvals: 0 of 1 > 1 of 1',
      'requirement G1/R1 state: missing > fresh',
      'requirement G2/R1 state: fresh > missing',
      'requirement G2/R2 added: - > missing',
      'task T3 removed: todo > -',
      'task T1 status: todo > in_progress',
      'task T1 span: D1–D2 > D1–D4',
      'task T4 added: - > todo',
      'evidence ev-old withdrawn: fresh > -',
      'evidence ev-new attached: - > fresh',
      'blocker B-1 resolved: running > resolved',
      'blocker B-2 state: running > paused',
      'blocker B-3 opened: - > running',
    ])
    expect(told.find(({ key }) => key === 'T3')?.title).toBe('Old work')
    expect(told.find(({ key }) => key === 'G2/R2')?.title).toBe('Show more')
  })

  it('begins with verdict and readiness where they differ', () => {
    const calm = aProgram({ gates: [aSignedGate({ at: 3 })], evidence: [anEvidence()], releaseTarget: aTarget({ workflows: [] }) })
    const open: ProgramState = { ...calm, evidence: [], gates: [aGate({ at: 3 })] }
    const [verdict, readiness] = comparePast(buildBoard(open, NOW), buildBoard(calm, NOW))
    expect(verdict).toEqual({ kind: 'verdict', key: '', title: 'Verdict', what: 'word', was: 'NO-GO', now: 'GO' })
    expect(readiness).toMatchObject({ kind: 'readiness', what: 'score', was: '0', now: '100' })
  })

  it('is empty where nothing differs', () => {
    expect(comparePast(buildBoard(after, NOW), buildBoard({ ...after, revision: 12 }, NOW))).toEqual([])
  })
})

describe('a past from before today’s fields', () => {
  const whole = aProgram({
    gates: [aSignedGate({ signOffs: [aSignOff()], waivers: [aWaiver()] })],
    evidence: [anEvidence({ type: 'test', reference: 'suite › test' })],
    owners: [{ handle: '@qa', name: 'QA', signsAs: [], userId: null, userName: null }],
  })
  const drop = <T extends object>(row: T, ...fields: string[]): T =>
    Object.fromEntries(Object.entries(row).filter(([field]) => !fields.includes(field))) as T
  const old: ProgramState = {
    ...whole,
    head: drop(whole.head, 'stepUp'),
    owners: whole.owners.map((owner) => drop(owner, 'signsAs')),
    gates: whole.gates.map((gate) => ({
      ...drop(gate, 'signRoles'),
      requirements: gate.requirements.map((requirement) => drop(requirement, 'oneOf', 'warnHours')),
      signOffs: gate.signOffs.map((each) => drop(each, 'identity', 'role', 'onBehalfOf', 'frozen', 'frozenDigest', 'ci')),
      waivers: gate.waivers.map((waiver) => drop(waiver, 'revokedAt', 'revokedBy', 'revokeReason')),
    })),
    evidence: whole.evidence.map((piece) => drop(piece, 'details', 'file', 'observation', 'replaces', 'withdrawReason')),
  }

  it('is filled in as if they had been unused, and what is there stays', () => {
    expect(completePast(old)).toEqual(whole)
    const kept = { ...whole, owners: [{ handle: '@qa', name: 'QA', signsAs: ['security'], userId: 'u', userName: 'U' }] }
    expect(completePast(kept)).toEqual(kept)
    expect(completePast(aProgram({ blockers: [aBlocker({ openedBy: anActor('x') })] })).blockers).toHaveLength(1)
  })
})

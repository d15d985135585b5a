import { describe, expect, it } from 'vitest'
import { whatMayAtGate } from '../access/what-may.ts'
import { buildBoard } from '../board/build-board.ts'
import type { Delegation, GateProgress, OwnerState, ProgramState } from '../board/program-state.ts'
import type { Result } from '../result.ts'
import {
  aGate,
  anActor,
  anEvidence,
  aPerson,
  aProgram,
  aSignOff,
  aSubmittedGate,
  aTarget,
  aWaiver,
  hoursAfter,
  minutesBefore,
  NOW,
} from '../testing/factories.ts'
import { lookAtGate } from '../testing/look-at-gate.ts'
import { approveGate } from './approve-gate.ts'
import { editGate } from './edit-gate.ts'
import { authoriseApprover, authoriseReviewer } from './entitlement.ts'
import { applyGateDecision, type GateDecision } from './gate-decision.ts'

const owner = (handle: string, userId: string | null, ...signsAs: string[]): OwnerState => ({
  ...{ handle, name: handle, signsAs, userId },
  userName: userId,
})
const OWNERS = [
  owner('@qa', 'quinn'),
  owner('@rel', 'rhea'),
  owner('@sec', 'sam', 'security'),
  owner('@sec-2', 'sue', 'security', 'operations'),
  owner('@dev', 'devi'),
]
const quinn = aPerson('reviewer', 'quinn', ['@qa'])
const rhea = aPerson('reviewer', 'rhea', ['@rel'])
const sam = aPerson('reviewer', 'sam', ['@sec'])
const bo = aPerson('reviewer', 'bo')

const SECURITY = [{ role: 'security', count: 1 }]
const program = (gate: Partial<GateProgress> = {}, over: Partial<ProgramState> = {}): ProgramState =>
  aProgram({
    gates: [aSubmittedGate({ reviewers: ['@qa', '@rel'], quorum: 2, signRoles: SECURITY, ...gate })],
    owners: OWNERS,
    evidence: [anEvidence()],
    releaseTarget: aTarget(),
    ...over,
  })
const loan = (over: Partial<Delegation> = {}): Delegation => ({
  id: 'loan-1',
  handle: '@sec',
  to: anActor('bo', 'Bo'),
  from: minutesBefore(NOW, 60),
  until: hoursAfter(NOW, 24),
  reason: 'away',
  createdAt: minutesBefore(NOW, 90),
  createdBy: anActor('sam'),
  revokedAt: null,
  ...over,
})
const sign = (state: ProgramState, person: typeof sam, as: string | null = null): Result<GateDecision> => {
  const approver = authoriseApprover(state, 'G1', person, NOW, as)
  const gateRevision = state.gates[0]?.revision ?? 0
  return approver.ok ? approveGate(state, 'G1', approver.value, { gateRevision, seen: lookAtGate(state, 'G1'), note: '' }, NOW) : approver
}
const codesOf = (result: Result<unknown>) => (result.ok ? ['ok'] : result.refusal.issues.map(({ code }) => code))
const after = (state: ProgramState, person: typeof sam, as: string | null = null): ProgramState => {
  const decided = sign(state, person, as)
  if (!decided.ok) throw new Error(decided.refusal.detail)
  return applyGateDecision(state, decided.value, NOW, () => `sign-${person.userId}`, 'c')
}
const gateOn = (state: ProgramState) => {
  const [gate] = buildBoard(state, NOW).gates
  if (gate === undefined) throw new Error('no gate')
  return gate
}

describe('a quorum with a role', () => {
  it('is not signed by enough people when the role is missing, and says so', () => {
    const two = after(after(program(), quinn), rhea)
    expect(gateOn(two)).toMatchObject({
      state: 'ReadyForSignoff',
      approvals: 2,
      waitsFor: '2 of 2 signed; security is missing',
      roles: [{ role: 'security', count: 1, signed: [], open: 1 }],
    })
    expect(gateOn(two).roles[0]?.may.map(({ handle }) => handle)).toEqual(['@sec', '@sec-2'])
    const signed = gateOn(after(two, sam))
    expect(signed).toMatchObject({ state: 'SignedOff', roles: [{ signed: [{ actor: { userId: 'sam' } }], open: 0 }], waitsFor: null })
    expect(signed.signOffs.at(-1)).toMatchObject({ handle: '@sec', role: 'security', onBehalfOf: null })
  })

  it('takes the signatures in any order, and somebody who may give another role still counts', () => {
    const first = after(program(), sam)
    expect(gateOn(first)).toMatchObject({ state: 'ReadyForSignoff', waitsFor: '1 of 2 signed', roles: [{ open: 0 }] })
    const sue = aPerson('reviewer', 'sue', ['@sec-2'])
    expect(gateOn(after(first, sue))).toMatchObject({ state: 'SignedOff', approvals: 2 })
  })

  it('is open to who is named or holds the role, and to nobody else', () => {
    expect(codesOf(sign(program(), aPerson('reviewer', 'devi', ['@dev'])))).toEqual(['not_a_reviewer'])
    expect(codesOf(sign(program(), aPerson('owner', 'sam', ['@sec'])))).toEqual(['not_a_reviewer'])
    const result = sign(program(), aPerson('lead', 'lena'))
    expect(result.ok ? '' : result.refusal.detail).toBe('G1 is signed by @qa, @rel, @sec, @sec-2, with the role of reviewer or lead.')
  })

  it('one account with two handles is one person, and signs under the one that helps', () => {
    const both = program({}, { owners: [owner('@qa', 'sam'), owner('@rel', 'rhea'), owner('@sec', 'sam', 'security')] })
    const twice = aPerson('reviewer', 'sam', ['@qa', '@sec'])
    const once = after(both, twice)
    expect(once.gates[0]?.signOffs[0]).toMatchObject({ handle: '@sec', role: 'security' })
    expect(codesOf(sign(once, twice, '@qa'))).toEqual(['already_signed'])
    expect(after(both, twice, '@qa').gates[0]?.signOffs[0]).toMatchObject({ handle: '@qa' })
    expect(codesOf(sign(both, twice, '@rel'))).toEqual(['not_a_reviewer'])
  })
})

describe('work that one has done oneself', () => {
  it.each([
    ['the submission', program({ submittedBy: anActor('sam') })],
    ['its evidence', program({}, { evidence: [anEvidence({ attachedBy: anActor('sam') })] })],
    ['a waiver in force', program({ waivers: [aWaiver({ approver: anActor('sam') })] })],
  ])('%s bars from approving, by any handle and through anybody who stands in', (_, state) => {
    expect(codesOf(sign(state, sam))).toEqual(['self_approval'])
    const second = { ...state, owners: [...OWNERS, owner('@sec-3', 'sam', 'security')] }
    expect(codesOf(sign(second, aPerson('reviewer', 'sam', ['@sec', '@sec-3']), '@sec-3'))).toEqual(['self_approval'])
    expect(codesOf(sign({ ...state, delegations: [loan()] }, bo))).toEqual(['self_approval'])
    // Nor does it help to be lent somebody else's handle.
    const lent = { ...state, delegations: [loan({ handle: '@qa', to: anActor('sam') })] }
    expect(codesOf(sign(lent, sam, '@qa'))).toEqual(['self_approval'])
    expect(whatMayAtGate(gateOn(state), sam)).not.toContain('approve')
    expect(authoriseReviewer(state, 'G1', sam, NOW).ok).toBe(true)
  })

  it('a waiver that has ended or was taken back bars nobody', () => {
    for (const over of [{ expiresAt: NOW }, { revokedAt: NOW, revokedBy: anActor('sam') }])
      expect(codesOf(sign(program({ waivers: [aWaiver({ approver: anActor('sam'), ...over })] }), sam))).toEqual(['ok'])
  })
})

describe('standing in', () => {
  const away = program({}, { delegations: [loan()] })
  it('signs as the handle that is away, and shows for whom', () => {
    const signed = after(away, bo)
    expect(signed.gates[0]?.signOffs[0]).toMatchObject({ actor: { userId: 'bo' }, handle: '@sec', onBehalfOf: '@sec', role: 'security' })
    expect(gateOn(away).mayApprove.find(({ userId }) => userId === 'bo')).toMatchObject({ onBehalfOf: '@sec', roles: ['security'] })
    expect(whatMayAtGate(gateOn(away), bo)).toContain('approve')
  })

  it('is one voice with whoever is away, whoever speaks first', () => {
    expect(codesOf(sign(after(away, bo), sam))).toEqual(['already_signed'])
    expect(codesOf(sign(after(away, sam), bo))).toEqual(['already_signed'])
    expect(gateOn(after(away, bo)).mayNotApprove).toContainEqual({ handle: '@sec', userId: 'sam', userName: 'sam', why: 'represented' })
  })

  it('counts as one person, also for who may sign by themselves', () => {
    const lent = program({}, { delegations: [loan({ to: anActor('quinn') })] })
    const once = after(lent, quinn)
    expect(once.gates[0]?.signOffs[0]).toMatchObject({ handle: '@sec', onBehalfOf: '@sec', role: 'security' })
    expect(codesOf(sign(once, quinn, '@qa'))).toEqual(['already_signed'])
    expect(after(lent, quinn, '@qa').gates[0]?.signOffs[0]).toMatchObject({ handle: '@qa', onBehalfOf: null, role: null })
  })

  it.each([
    ['before it begins', loan({ from: hoursAfter(NOW, 1) })],
    ['at its end', loan({ until: NOW })],
    ['after it was taken back', loan({ revokedAt: minutesBefore(NOW, 1) })],
    ['for another handle', loan({ handle: '@dev' })],
  ])('gives nothing %s', (_, delegation) => {
    expect(codesOf(sign(program({}, { delegations: [delegation] }), bo))).toEqual(['not_a_reviewer'])
  })
})

describe('editing who signs', () => {
  const lead = aPerson('lead')
  it('makes approvals lapse, and refuses what can never be signed, with every reason', () => {
    const pending = program({ signOffs: [aSignOff({ actor: anActor('quinn') })] })
    const roles = [...SECURITY, { role: 'operations', count: 1 }]
    expect(editGate(pending, 'G1', lead, { signRoles: roles }, NOW)).toMatchObject({ value: { set: { signRoles: roles, round: 2 } } })
    const impossible = editGate(pending, 'G1', lead, { quorum: 1, signRoles: [{ role: 'legal', count: 1 }, ...roles] }, NOW)
    expect(codesOf(impossible)).toEqual(['sign_role_unheld', 'quorum_too_small'])
    expect(codesOf(editGate(pending, 'G1', lead, { quorum: 9 }, NOW))).toEqual(['quorum_too_large'])
  })

  it('a gate that names nobody is open to whoever reviews', () => {
    const open = program({ reviewers: [], signRoles: [], quorum: 1 })
    expect(sign(open, bo)).toMatchObject({ value: { set: { state: 'SignedOff' }, signOff: { handle: null, role: null } } })
    expect(gateOn(open)).toMatchObject({ signers: [], mayApprove: [], roles: [] })
    expect(gateOn(aProgram({ gates: [aGate()] }))).toMatchObject({ frozen: null, waitsFor: null })
  })
})

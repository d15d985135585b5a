import { describe, expect, it } from 'vitest'
import { buildBoard } from '../board/build-board.ts'
import type { GateProgress } from '../board/program-state.ts'
import type { Result } from '../result.ts'
import {
  aGate,
  anActor,
  anEvidence,
  aPerson,
  aProgram,
  aRequirement,
  aSignedGate,
  aSignOff,
  aSubmittedGate,
  aWaiver,
  hoursAfter,
  minutesBefore,
  NOW,
} from '../testing/factories.ts'
import { applyGateDecision } from './gate-decision.ts'
import { grantWaiver, revokeWaiver } from './waive.ts'

const lead = aPerson('lead')
const asked = { requirementKey: 'R1', reason: ' Later ', expiresAt: hoursAfter(NOW, 24) }
const on = (gate: GateProgress) => aProgram({ gates: [gate] })
const grant = (gate: GateProgress, over: object = {}, by = lead) => grantWaiver(on(gate), 'G1', by, { ...asked, ...over }, NOW)
const codesOf = (result: Result<unknown>) => (result.ok ? ['ok'] : result.refusal.issues.map(({ code }) => code))

describe('granting a waiver', () => {
  it('records who, why and until when, and approvals lapse', () => {
    const result = grant(aSubmittedGate({ signOffs: [aSignOff()] }))
    expect(result).toMatchObject({
      value: {
        set: { round: 2 },
        grantedWaiver: { requirementKey: 'R1', reason: 'Later', approver: { userId: 'user-lead' }, grantedAt: NOW, revokedAt: null },
        audit: { action: 'waiver.granted', subjectKey: 'G1' },
      },
    })
  })

  it('meets the requirement until it ends, and not a moment longer', () => {
    const state = on(aSubmittedGate())
    const result = grantWaiver(state, 'G1', lead, asked, NOW)
    if (!result.ok) throw new Error(result.refusal.detail)
    const waived = applyGateDecision(state, result.value, NOW, () => 'w1', 'c')
    const at = (now: string) => buildBoard(waived, now).gates[0]
    expect(at(NOW)).toMatchObject({ requirements: [{ state: 'waived' }], waivers: [{ id: 'w1', state: 'active' }] })
    expect(at(asked.expiresAt)).toMatchObject({ requirements: [{ state: 'missing', waiver: null }], waivers: [{ state: 'expired' }] })
    const changes = new Set<string | null>()
    for (
      let now: string | null = NOW;
      now !== null && Date.parse(now) <= Date.parse(asked.expiresAt);
      now = buildBoard(waived, now).nextChangeAt
    )
      changes.add(now)
    expect(changes).toContain(asked.expiresAt)
  })

  it('is refused with every reason at once', () => {
    expect(codesOf(grant(aGate(), { requirementKey: 'R9', reason: ' ', expiresAt: minutesBefore(NOW, 1) }))).toEqual([
      'requirement_not_found',
      'reason_required',
      'waiver_bad_expiry',
    ])
    expect(codesOf(grant(aGate(), { expiresAt: hoursAfter(NOW, 90 * 24 + 1) }))).toEqual(['waiver_bad_expiry'])
    expect(codesOf(grant(aGate(), { expiresAt: hoursAfter(NOW, 90 * 24) }))).toEqual(['ok'])
    expect(codesOf(grant(aGate(), { expiresAt: 'soon' }))).toEqual(['waiver_bad_expiry'])
    expect(codesOf(grant(aGate({ waivers: [aWaiver()] })))).toEqual(['waiver_exists'])
    expect(codesOf(grant(aGate({ waivers: [aWaiver({ expiresAt: NOW })] })))).toEqual(['ok'])
    expect(codesOf(grant(aSignedGate()))).toEqual(['gate_locked'])
    for (const role of ['owner', 'reviewer', 'viewer'] as const) expect(codesOf(grant(aGate(), {}, aPerson(role)))).toEqual(['forbidden'])
  })
})

describe('taking a waiver back', () => {
  const revoke = (gate: GateProgress, reason = 'It is met', waiverId = 'waiver-1', by = lead) =>
    revokeWaiver(aProgram({ gates: [gate] }), 'G1', by, { waiverId, reason }, NOW)

  it('leaves the requirement unmet at once, and keeps the record', () => {
    const state = on(aSubmittedGate({ waivers: [aWaiver()], signOffs: [aSignOff()] }))
    const result = revokeWaiver(state, 'G1', lead, { waiverId: 'waiver-1', reason: 'It is met' }, NOW)
    if (!result.ok) throw new Error(result.refusal.detail)
    expect(result.value.set).toEqual({ round: 2 })
    const board = buildBoard(
      applyGateDecision(state, result.value, NOW, () => 'x', 'c'),
      NOW,
    )
    expect(board.gates[0]).toMatchObject({
      requirements: [{ state: 'missing' }],
      waivers: [{ state: 'revoked', revokedBy: { userId: 'user-lead' }, revokeReason: 'It is met' }],
    })
  })

  it('takes a doc baseline that stood on it along', () => {
    const gate = (evidence: boolean) =>
      aProgram({
        gates: [aGate({ state: 'CompletedDocBaseline', requirements: [aRequirement()], waivers: [aWaiver()] })],
        evidence: evidence ? [anEvidence()] : [],
      })
    const set = (evidence: boolean) => {
      const result = revokeWaiver(gate(evidence), 'G1', lead, { waiverId: 'waiver-1', reason: 'x' }, NOW)
      return result.ok ? result.value.set : result.refusal.code
    }
    expect([set(false), set(true)]).toEqual([{ state: 'InProgress' }, {}])
  })

  it('is refused without reason or right, on a signed gate, and when it is not in force', () => {
    expect(codesOf(revoke(aGate({ waivers: [aWaiver()] }), ' '))).toEqual(['reason_required'])
    expect(codesOf(revoke(aGate({ waivers: [aWaiver()] }), 'x', 'waiver-9'))).toEqual(['waiver_not_found'])
    expect(codesOf(revoke(aGate({ waivers: [aWaiver({ expiresAt: NOW })] })))).toEqual(['waiver_not_found'])
    expect(codesOf(revoke(aGate({ waivers: [aWaiver({ revokedAt: NOW, revokedBy: anActor() })] })))).toEqual(['waiver_not_found'])
    expect(codesOf(revoke(aSignedGate({ waivers: [aWaiver()] })))).toEqual(['gate_locked'])
    expect(codesOf(revoke(aGate({ waivers: [aWaiver()] }), 'x', 'waiver-1', aPerson('reviewer')))).toEqual(['forbidden'])
  })
})

import { describe, expect, it } from 'vitest'
import type { ProgramState } from '../board/program-state.ts'
import {
  anActor,
  aSignOff,
  aCiRead,
  anEvidence,
  aPerson,
  aProgram,
  aReading,
  aRequirement,
  aRun,
  aSubmittedGate,
  aTarget,
  aWaiver,
  aWorkflowRequirement,
  NOW,
  OLDER_SHA,
} from '../testing/factories.ts'
import { lookAtGate } from '../testing/look-at-gate.ts'
import { approveGate, returnGate } from './approve-gate.ts'
import { authoriseApprover } from './entitlement.ts'
import { compareFrozen } from './freeze-gate.ts'

const gate = (over: object = {}) =>
  aSubmittedGate({
    requirements: [aRequirement(), aRequirement({ key: 'W' }), aWorkflowRequirement()],
    waivers: [aWaiver({ requirementKey: 'W' })],
    ...over,
  })
const state = (over: Partial<ProgramState> = {}): ProgramState =>
  aProgram({ gates: [gate()], evidence: [anEvidence()], releaseTarget: aTarget(), ci: aCiRead(), ...over })
const reviewer = aPerson('reviewer')

/** Looks at one state, then signs another. */
const signAfter = (was: ProgramState, is: ProgramState) => {
  const approver = authoriseApprover(is, 'G1', reviewer, NOW)
  if (!approver.ok) throw new Error(approver.refusal.detail)
  const gateRevision = is.gates[0]?.revision ?? 0
  return approveGate(is, 'G1', approver.value, { gateRevision, seen: lookAtGate(was, 'G1'), note: '' }, NOW)
}
const differences = (is: ProgramState) => {
  const result = signAfter(state(), is)
  return result.ok ? 'signed' : [result.refusal.code, ...result.refusal.issues.map(({ code, path }) => `${code} ${path}`)]
}

describe('the frozen list', () => {
  it('says what is signed, and nothing that time alone changes', () => {
    const frozen = lookAtGate(state(), 'G1')
    expect(frozen).toMatchObject({
      gateKey: 'G1',
      gateRevision: 1,
      round: 1,
      requirements: [
        { key: 'R1', state: 'fresh' },
        { key: 'W', state: 'waived' },
        { key: 'CI1', state: 'fresh' },
      ],
      evidence: [{ id: 'ev-1', digest: 'a'.repeat(64), fileSha256: null }],
      waivers: [{ requirementKey: 'W' }],
      ci: [{ freshness: 'fresh', attempt: 1, conclusion: 'success' }],
    })
    const reread = state({ ci: aCiRead({ readAt: NOW }) })
    expect(compareFrozen(frozen, lookAtGate(reread, 'G1'))).toEqual([])
  })

  it('is recorded with the signature, with what CI said', () => {
    const result = signAfter(state(), state())
    if (!result.ok) throw new Error(result.refusal.detail)
    const { signOff } = result.value
    expect(signOff?.frozen).toEqual(lookAtGate(state(), 'G1'))
    expect(JSON.parse(signOff?.canonical ?? '')).toEqual(signOff?.frozen)
    expect(signOff?.ci).toMatchObject([{ freshness: 'fresh', run: { conclusion: 'success' } }])
  })
})

describe('what changed between look and sign', () => {
  it.each([
    ['evidence added', state({ evidence: [anEvidence(), anEvidence({ id: 'ev-2' })] }), ['evidence_added gates.G1.evidence.ev-2']],
    [
      'evidence in place of other',
      state({ evidence: [anEvidence({ id: 'ev-2' })] }),
      ['evidence_withdrawn gates.G1.evidence.ev-1', 'evidence_added gates.G1.evidence.ev-2'],
    ],
    [
      'evidence of another digest',
      state({ evidence: [anEvidence({ digest: 'b'.repeat(64) })] }),
      ['evidence_changed gates.G1.evidence.ev-1.digest'],
    ],
    [
      'a requirement',
      state({
        gates: [gate({ requirements: [aRequirement({ text: 'Other words' }), aRequirement({ key: 'W' }), aWorkflowRequirement()] })],
      }),
      ['requirement_changed gates.G1.requirements.R1.text'],
    ],
    [
      'a waiver',
      state({ gates: [gate({ waivers: [aWaiver({ requirementKey: 'W', reason: 'Another' })] })] }),
      ['waiver_changed gates.G1.waivers.waiver-1.reason'],
    ],
    [
      'the run that CI decides by',
      state({ ci: aCiRead({ workflows: [aReading({ runs: [aRun({ attempt: 2 })] })] }) }),
      ['ci_changed gates.G1.ci..github/workflows/launch-gate.yml.attempt'],
    ],
    [
      'the gate',
      state({ gates: [gate({ title: 'Other', revision: 2 })] }),
      ['gate_changed gates.G1.title', 'gate_changed gates.G1.gateRevision'],
    ],
  ])('%s: refused with the difference', (_, is, expected) => {
    expect(differences(is)).toEqual(['review_outdated', ...expected])
  })

  it('another release commit: refused, and everything about it is named', () => {
    const told = differences(state({ releaseTarget: aTarget({ sha: OLDER_SHA }) }))
    expect(told).toContain('release_sha_changed gates.G1.releaseSha')
    expect(told[0]).toBe('review_outdated')
  })

  it('says what was and what is', () => {
    const result = signAfter(state(), state({ evidence: [anEvidence({ title: 'Newer' })] }))
    expect(result.ok ? '' : result.refusal.issues[0]?.message).toBe('Evidence “Board” for R1: title was Board, is Newer.')
  })

  it('a list that was made up is refused too', () => {
    const seen = lookAtGate(state(), 'G1')
    const forged = { ...seen, evidence: [] }
    const approver = authoriseApprover(state(), 'G1', reviewer, NOW)
    if (!approver.ok) throw new Error('expected an approver')
    expect(approveGate(state(), 'G1', approver.value, { gateRevision: 1, seen: forged, note: '' }, NOW)).toMatchObject({
      refusal: { code: 'review_outdated', issues: [{ code: 'evidence_added' }] },
    })
    const turned = { ...seen, requirements: [...seen.requirements].reverse() }
    expect(approveGate(state(), 'G1', approver.value, { gateRevision: 1, seen: turned, note: '' }, NOW).ok).toBe(false)
  })

  it('somebody else’s approval changes nothing of it; anything beside that does', () => {
    const other = aSignOff({ actor: anActor('user-other'), gateRevision: 1 })
    const approved = (over: Parameters<typeof gate>[0] = {}) =>
      state({ gates: [gate({ quorum: 2, revision: 2, signOffs: [other], ...over })] })
    const before = state({ gates: [gate({ quorum: 2 })] })
    expect(signAfter(before, approved())).toMatchObject({
      value: { audit: { action: 'gate.signed' }, signOff: { frozen: { gateRevision: 2 } } },
    })
    expect(signAfter(before, approved({ revision: 3 })).ok).toBe(false)
    expect(signAfter(before, approved({ title: 'Other' })).ok).toBe(false)
    expect(signAfter(before, approved({ signOffs: [{ ...other, round: 0 }] })).ok).toBe(false)
  })

  it('the order of members does not matter, and what has no canonical form is only different', () => {
    const seen = lookAtGate(state(), 'G1')
    expect(compareFrozen(Object.fromEntries(Object.entries(seen).reverse()) as unknown as typeof seen, seen)).toEqual([])
    expect(compareFrozen({ ...seen, title: '\uD800' }, seen).map(({ code }) => code)).toEqual(['gate_changed'])
  })

  it('a return may leave the list out, and is refused when it gives an old one', () => {
    const approver = authoriseApprover(state(), 'G1', reviewer, NOW)
    if (!approver.ok) throw new Error('expected an approver')
    const gaps = [{ text: 'The log is cut', requirementKey: null }]
    const returned = returnGate(state(), 'G1', approver.value, { gateRevision: 1, seen: null, note: '', gaps }, NOW)
    expect(returned).toMatchObject({ value: { signOff: { frozen: lookAtGate(state(), 'G1') } } })
    const old = lookAtGate(state({ evidence: [] }), 'G1')
    expect(returnGate(state(), 'G1', approver.value, { gateRevision: 1, seen: old, note: '', gaps }, NOW)).toMatchObject({
      refusal: { code: 'review_outdated' },
    })
  })
})

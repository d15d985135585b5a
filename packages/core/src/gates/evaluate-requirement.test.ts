import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Evidence } from '../board/program-state.ts'
import { yourTurn } from '../board/your-turn.ts'
import { buildBoard } from '../board/build-board.ts'
import type { EvidenceType, Requirement } from '../plan/plan.ts'
import { aGate, anEvidence, aPerson, aProgram, aRequirement, aTarget, hoursAfter, NOW, OLDER_SHA } from '../testing/factories.ts'
import { evaluateRequirement } from './evaluate-requirement.ts'
import { gatherFacts } from './program-facts.ts'

const piece = (id: string, type: EvidenceType, over: Partial<Evidence> = {}) => anEvidence({ id, type, ...over })
const evaluate = (requirement: Requirement, evidence: readonly Evidence[], now = NOW) => {
  const gate = aGate({ requirements: [requirement] })
  return evaluateRequirement(gatherFacts(aProgram({ gates: [gate], evidence, releaseTarget: aTarget() }), now), gate, requirement)
}

describe('"one of" groups', () => {
  const requirement = aRequirement({
    accepts: ['doc', 'link', 'code'],
    min: 2,
    oneOf: [['doc'], ['link', 'code']],
    freshness: 'release_sha',
  })
  it('ask for one fresh piece of each, beside the number', () => {
    expect(evaluate(requirement, [])).toMatchObject({
      state: 'missing',
      supplied: false,
      reason: 'Nothing is attached; 2 pieces needed, one of them doc, one of them link or code.',
    })
    expect(evaluate(requirement, [piece('a', 'doc'), piece('b', 'doc')])).toMatchObject({
      state: 'missing',
      supplied: false,
      proved: false,
      reason: 'Also needed: one of link or code.',
    })
    expect(evaluate(requirement, [piece('a', 'doc'), piece('b', 'doc'), piece('c', 'code', { sha: OLDER_SHA })])).toMatchObject({
      state: 'stale',
      supplied: true,
      reason: 'Of link or code none is fresh. It is about 4d7e0c2; the release is 9f3c1ab.',
    })
    expect(evaluate(requirement, [piece('a', 'doc'), piece('b', 'link')])).toMatchObject({ state: 'fresh', proved: true })
  })
  it('more fresh proof never takes a proof away', () => {
    const types = fc.constantFrom<EvidenceType>('doc', 'link', 'code')
    fc.assert(
      fc.property(fc.array(types, { maxLength: 5 }), types, (have, more) => {
        const pieces = [...have, more].map((type, at) => piece(String(at), type))
        const before = evaluate(requirement, pieces.slice(0, -1))
        const after = evaluate(requirement, pieces)
        expect(before.proved && !after.proved).toBe(false)
        expect(after.proved).toBe(
          pieces.length >= 2 && pieces.some((each) => each.type === 'doc') && pieces.some((each) => each.type !== 'doc'),
        )
      }),
    )
  })
})

describe('proof that grows old', () => {
  const requirement = aRequirement({ freshness: 'max_age', maxAgeHours: 24, warnHours: 4, min: 2 })
  const made = (id: string, hours: number) => piece(id, 'doc', { producedAt: hoursAfter(NOW, -hours) })
  it('says when too little of it will be left, and warns before', () => {
    expect(evaluate(requirement, [made('a', 1), made('b', 10), made('c', 21)])).toMatchObject({
      proved: true,
      expiresAt: hoursAfter(NOW, 14),
      expiring: false,
    })
    expect(evaluate(requirement, [made('a', 1), made('b', 21)])).toMatchObject({ expiresAt: hoursAfter(NOW, 3), expiring: true })
    expect(evaluate(requirement, [made('a', 1), made('b', 30)])).toMatchObject({ state: 'stale', expiresAt: null, expiring: false })
  })
})

describe('the turn of its owners', () => {
  const turns = (requirement: Requirement, evidence: readonly Evidence[], over: Parameters<typeof aGate>[0] = {}) =>
    yourTurn(
      buildBoard(
        aProgram({
          gates: [aGate({ owners: ['@dev'], state: 'InProgress', at: 5, requirements: [requirement], ...over })],
          owners: [{ handle: '@dev', name: 'Dev', signsAs: [], userId: 'u-dev', userName: 'Dev' }],
          evidence,
          releaseTarget: aTarget(),
        }),
        NOW,
      ),
      aPerson('owner', 'u-dev', ['@dev']),
    ).filter(({ kind }) => kind === 'renew')
  const aged = aRequirement({ freshness: 'max_age', maxAgeHours: 24, warnHours: 4 })
  const on = (hours: number) => [piece('a', 'doc', { producedAt: hoursAfter(NOW, -hours) })]

  it('names proof that is about to expire, and by when', () => {
    expect(turns(aged, on(10))).toEqual([])
    expect(turns(aged, on(21))).toMatchObject([
      { subject: 'gate:G1', text: 'R1 of G1: its proof expires 25 Feb 12:00 UTC.', due: hoursAfter(NOW, 3) },
    ])
  })
  it('names proof that is too old, of another release SHA, or drifted', () => {
    expect(turns(aged, on(25))).toMatchObject([{ text: expect.stringContaining('R1 of G1 needs new proof. It is 25 h') }])
    const bound = aRequirement({ freshness: 'release_sha' })
    expect(turns(bound, [piece('a', 'doc', { sha: OLDER_SHA })])).toHaveLength(1)
    const observation = { at: NOW, sha: OLDER_SHA, outcome: 'drifted', detail: 'It says something else.', digest: null, run: null } as const
    expect(turns(aRequirement(), [piece('a', 'doc', { observation })])).toMatchObject([
      { text: 'R1 of G1 needs new proof. It says something else.' },
    ])
  })
  it('also while the gate waits for signatures, and not once it is signed', () => {
    expect(turns(aged, on(25), { state: 'ReadyForSignoff', round: 1 })).toHaveLength(1)
    expect(turns(aged, on(25), { state: 'SignedOff', round: 1, signedAt: NOW })).toEqual([])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aGate, anActor, aSignOff, OLDER_SHA, RELEASE_SHA } from '../testing/factories.ts'
import { type CoveredRole, coverRoles, type RoleCandidate, saySigning, signingOf } from './cover-roles.ts'

const ROLES = ['security', 'operations', 'architecture'] as const
const candidate = (id: string, ...roles: string[]): RoleCandidate => ({ id, roles })
const openOf = (covered: readonly CoveredRole[]) => Object.fromEntries(covered.map(({ role, open }) => [role, open]))
const one = (...roles: string[]) => roles.map((role) => ({ role, count: 1 }))

describe('roles that approvals stand for', () => {
  it('are given out so that as many seats as possible are taken', () => {
    const both = candidate('both', 'security', 'operations')
    expect(openOf(coverRoles(one('security', 'operations'), [both]))).toEqual({ security: 0, operations: 1 })
    // Whoever may do either makes room for whoever may do one.
    const covered = coverRoles(one('security', 'operations'), [both, candidate('sec', 'security')])
    expect(covered).toEqual([
      { role: 'security', count: 1, ids: ['sec'], open: 0 },
      { role: 'operations', count: 1, ids: ['both'], open: 0 },
    ])
  })

  it('one person with two roles covers one', () => {
    expect(openOf(coverRoles([{ role: 'security', count: 2 }], [candidate('a', 'security')]))).toEqual({ security: 1 })
  })

  const arbitrary = fc.record({
    asked: fc.uniqueArray(fc.record({ role: fc.constantFrom(...ROLES), count: fc.integer({ min: 1, max: 3 }) }), {
      selector: ({ role }) => role,
    }),
    people: fc.array(fc.uniqueArray(fc.constantFrom(...ROLES, 'other')), { maxLength: 7 }),
  })
  const candidatesOf = (people: readonly (readonly string[])[]) => people.map((roles, index) => ({ id: String(index), roles }))

  it('nobody sits twice or where they may not, and another approval never opens a seat', () => {
    fc.assert(
      fc.property(arbitrary, ({ asked, people }) => {
        const candidates = candidatesOf(people)
        const covered = coverRoles(asked, candidates)
        const seated = covered.flatMap(({ ids }) => ids)
        expect(new Set(seated).size).toBe(seated.length)
        for (const { role, ids, count, open } of covered) {
          expect(ids.length + open).toBe(count)
          for (const id of ids) expect(candidates.find((each) => each.id === id)?.roles).toContain(role)
        }
        const before = coverRoles(asked, candidates.slice(0, -1))
        for (const [index, role] of covered.entries()) expect(role.open).toBeLessThanOrEqual(before[index]?.open ?? 0)
      }),
    )
  })

  it('no other way of seating them takes more seats', () => {
    // All ways, by trying them: each person takes one of their roles or none.
    const most = (free: Readonly<Record<string, number>>, people: readonly (readonly string[])[]): number => {
      const [first, ...rest] = people
      if (first === undefined) return 0
      const taken = first.filter((role) => (free[role] ?? 0) > 0).map((role) => 1 + most({ ...free, [role]: (free[role] ?? 0) - 1 }, rest))
      return Math.max(most(free, rest), ...taken)
    }
    fc.assert(
      fc.property(arbitrary, ({ asked, people }) => {
        const seated = coverRoles(asked, candidatesOf(people)).reduce((sum, { ids }) => sum + ids.length, 0)
        expect(seated).toBe(most(Object.fromEntries(asked.map(({ role, count }) => [role, count])), people))
      }),
      { numRuns: 300 },
    )
  })
})

describe('how far the signatures are', () => {
  const owners = [
    { handle: '@sec', name: '', signsAs: ['security'], userId: 'u-sec', userName: 'Sam' },
    { handle: '@qa', name: '', signsAs: [], userId: 'u-qa', userName: 'Quinn' },
  ]
  const signed = (user: string, over: object = {}) => aSignOff({ id: user, actor: anActor(user), ...over })
  const gate = (...signOffs: ReturnType<typeof aSignOff>[]) =>
    aGate({ state: 'ReadyForSignoff', round: 1, quorum: 2, signRoles: [{ role: 'security', count: 1 }], signOffs })

  it('takes the quorum and every role, in any order', () => {
    const lacking = signingOf(owners, gate(signed('u-qa'), signed('u-x')), RELEASE_SHA)
    expect([lacking.isComplete, saySigning(lacking)]).toEqual([false, '2 of 2 signed; security is missing'])
    for (const order of [
      ['u-qa', 'u-sec'],
      ['u-sec', 'u-qa'],
    ])
      expect(signingOf(owners, gate(...order.map((user) => signed(user))), RELEASE_SHA).isComplete).toBe(true)
    expect(signingOf(owners, gate(signed('u-sec')), RELEASE_SHA).isComplete).toBe(false)
  })

  it('counts neither other rounds and commits, nor returns, nor one person twice', () => {
    const signing = signingOf(
      owners,
      gate(
        signed('a', { round: 0 }),
        signed('b', { releaseSha: OLDER_SHA }),
        signed('c', { decision: 'return' }),
        signed('d'),
        signed('d'),
      ),
      RELEASE_SHA,
    )
    expect(signing.approvals.map(({ id }) => id)).toEqual(['d'])
  })

  it('a signature given in somebody’s place stands for what that handle may', () => {
    const lent = signed('u-other', { handle: '@sec', onBehalfOf: '@sec' })
    expect(signingOf(owners, gate(lent, signed('u-qa')), RELEASE_SHA).isComplete).toBe(true)
  })
})

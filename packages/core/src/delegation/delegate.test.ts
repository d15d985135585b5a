import { describe, expect, it } from 'vitest'
import type { Delegation, ProgramState } from '../board/program-state.ts'
import type { Result } from '../result.ts'
import { anActor, aPerson, aProgram, hoursAfter, minutesBefore, NOW } from '../testing/factories.ts'
import { addDelegation, type DelegationInput, endDelegation } from './delegate.ts'
import { evaluateDelegation } from './evaluate-delegation.ts'

const owner = (handle: string, userId: string | null) => ({ handle, name: '', signsAs: [], userId, userName: userId })
const state = (delegations: readonly Delegation[] = []): ProgramState =>
  aProgram({ owners: [owner('@sec', 'sam'), owner('@qa', 'quinn'), owner('@free', null)], delegations })
const bo = { userId: 'bo', name: 'Bo', roles: ['reviewer'] as const }
const asked: DelegationInput = { handle: '@sec', to: bo, from: NOW, until: hoursAfter(NOW, 48), reason: ' On leave ' }
const sam = aPerson('reviewer', 'sam', ['@sec'])
const lead = aPerson('lead', 'lena')
const add = (over: Partial<DelegationInput> = {}, by = sam, given: readonly Delegation[] = []) =>
  addDelegation(state(given), by, { ...asked, ...over }, NOW)
const codesOf = (result: Result<unknown>) => (result.ok ? ['ok'] : [result.refusal.code, ...result.refusal.issues.map(({ code }) => code)])
const loan = (over: Partial<Delegation> = {}): Delegation => ({
  ...{ id: 'd1', handle: '@sec', to: anActor('bo'), from: NOW, until: hoursAfter(NOW, 48), reason: 'away' },
  ...{ createdAt: NOW, createdBy: anActor('lena'), revokedAt: null },
  ...over,
})

describe('lending a handle', () => {
  it('is for its holder or a lead, and says who made it', () => {
    expect(add()).toMatchObject({
      value: { delegation: { handle: '@sec', to: { userId: 'bo', name: 'Bo' }, reason: 'On leave', createdBy: { userId: 'sam' } } },
    })
    expect(codesOf(add({}, lead))).toEqual(['ok'])
    expect(codesOf(add({}, aPerson('reviewer', 'quinn', ['@qa'])))).toEqual(['forbidden', 'forbidden'])
    expect(codesOf(add({ handle: '@gone' }))).toEqual(['key_unknown', 'key_unknown'])
  })

  it('is refused with every reason at once', () => {
    expect(codesOf(add({ to: { ...bo, roles: ['owner'] }, until: hoursAfter(NOW, 61 * 24), reason: '' }))).toEqual([
      'delegation_refused',
      'bad_span',
      'not_a_reviewer',
      'reason_required',
    ])
    expect(codesOf(add({ to: null }))).toEqual(['delegation_refused', 'not_a_member'])
    expect(codesOf(add({ to: { ...bo, userId: 'sam' } }))).toEqual(['delegation_refused', 'oneself'])
    expect(codesOf(add({ handle: '@free' }, lead))).toEqual(['delegation_refused', 'not_held'])
  })

  it.each([
    ['over before it begins', { until: NOW }, ['bad_span']],
    ['over already', { from: minutesBefore(NOW, 60), until: minutesBefore(NOW, 1) }, ['bad_span']],
    ['long ago', { from: minutesBefore(NOW, 3_000) }, ['bad_span']],
    ['not a time', { from: 'today' }, ['bad_span']],
    ['sixty days', { until: hoursAfter(NOW, 60 * 24) }, []],
  ])('%s', (_, over, issues) => {
    expect(codesOf(add(over))).toEqual(issues.length === 0 ? ['ok'] : ['delegation_refused', ...issues])
  })

  it('is never passed on, and lent to one at a time', () => {
    expect(codesOf(add({ to: { ...bo, userId: 'quinn' } }, sam, [loan()]))).toEqual(['delegation_refused', 'lent_already'])
    // Quinn is away and lent @qa to Bo: Quinn cannot stand in for Sam then, and Bo's own absence would leave Quinn's place empty.
    const quinnAway = loan({ handle: '@qa', to: anActor('bo') })
    expect(codesOf(add({ to: { ...bo, userId: 'quinn' } }, sam, [quinnAway]))).toEqual(['delegation_refused', 'chain'])
    const samStandsIn = loan({ handle: '@qa', to: anActor('sam') })
    expect(codesOf(add({}, sam, [samStandsIn]))).toEqual(['delegation_refused', 'chain'])
    expect(codesOf(add({}, sam, [loan({ revokedAt: NOW })]))).toEqual(['ok'])
    expect(codesOf(add({ from: hoursAfter(NOW, 48), until: hoursAfter(NOW, 72) }, sam, [loan()]))).toEqual(['ok'])
  })
})

describe('a loan', () => {
  it('is ended by the holder, its maker or a lead, once', () => {
    const end = (by: typeof sam, over: Partial<Delegation> = {}, id = 'd1') => endDelegation(state([loan(over)]), by, id, NOW)
    expect(end(sam)).toMatchObject({ value: { id: 'd1', revokedAt: NOW, audit: { action: 'delegation.ended', subjectKey: '@sec' } } })
    expect(codesOf(end(lead))).toEqual(['ok'])
    expect(codesOf(end(aPerson('reviewer', 'maker'), { createdBy: anActor('maker') }))).toEqual(['ok'])
    expect(codesOf(end(aPerson('reviewer', 'bo')))).toEqual(['forbidden', 'forbidden'])
    for (const over of [{ revokedAt: NOW }, { until: NOW }])
      expect(codesOf(end(sam, over))).toEqual(['delegation_not_found', 'delegation_not_found'])
    expect(codesOf(end(sam, {}, 'd2'))).toEqual(['delegation_not_found', 'delegation_not_found'])
  })

  it('begins and ends by time', () => {
    const seen = (over: Partial<Delegation>) => evaluateDelegation(loan(over), NOW).state
    expect(seen({ from: hoursAfter(NOW, 1) })).toBe('planned')
    expect(seen({})).toBe('active')
    expect(seen({ until: NOW })).toBe('ended')
    expect(seen({ revokedAt: NOW })).toBe('revoked')
  })
})

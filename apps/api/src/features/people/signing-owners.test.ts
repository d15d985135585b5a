import type { ProgramState } from '@gatehouse/core'
import { aProgram, aSignOff, aSubmittedGate } from '@gatehouse/core/testing'
import { describe, expect, it } from 'vitest'
import { decideOwnerEdit, decideOwnerRemoval } from './decide-people.ts'

const owner = (handle: string, ...signsAs: string[]) => ({ handle, name: '', signsAs, userId: `u-${handle.slice(1)}`, userName: handle })
const stateWith = (...handles: ReturnType<typeof owner>[]): ProgramState =>
  aProgram({
    owners: handles,
    gates: [aSubmittedGate({ signRoles: [{ role: 'security', count: 1 }], signOffs: [aSignOff()] })],
  })
const codesOf = (result: { ok: boolean; refusal?: { issues: readonly { code: string }[] } }) =>
  result.ok ? ['ok'] : result.refusal?.issues.map(({ code }) => code)

describe('the last holder of a role that a gate asks for', () => {
  const alone = stateWith(owner('@sec', 'security'))
  const two = stateWith(owner('@sec', 'security'), owner('@sec-2', 'security'))
  it('keeps it, and stays', () => {
    expect(codesOf(decideOwnerEdit(alone, [], '@sec', { signsAs: [] }))).toEqual(['sign_role_unheld'])
    expect(codesOf(decideOwnerRemoval(alone, '@sec'))).toEqual(['sign_role_unheld'])
    expect(codesOf(decideOwnerRemoval(two, '@sec'))).toEqual(['ok'])
  })
  it('may hand it over when another one is there: approvals that were pending lapse, and the record says which', () => {
    expect(decideOwnerEdit(two, [], '@sec', { signsAs: [] })).toMatchObject({
      value: { lapsed: [{ gateKey: 'G1', round: 2 }], note: { after: { lapsed: ['G1'] } } },
    })
    expect(decideOwnerEdit(two, [], '@sec', { name: 'Security' })).toMatchObject({ value: { lapsed: [] } })
  })
})

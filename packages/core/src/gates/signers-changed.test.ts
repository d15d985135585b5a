import { expect, it } from 'vitest'
import { aGate, aProgram, aSignOff, aSubmittedGate } from '../testing/factories.ts'
import { lapsedByOwner } from './signers-changed.ts'

const owner = { handle: '@sec', name: 'Security', signsAs: ['security'], userId: 'sam', userName: 'Sam' }
const pending = (over: object) => aSubmittedGate({ signOffs: [aSignOff()], ...over })
const state = aProgram({
  owners: [owner],
  gates: [
    pending({ key: 'named', reviewers: ['@sec'], revision: 4 }),
    pending({ key: 'by role', signRoles: [{ role: 'security', count: 1 }] }),
    pending({ key: 'others', reviewers: ['@qa'] }),
    aSubmittedGate({ key: 'unsigned', reviewers: ['@sec'] }),
    aGate({ key: 'open', reviewers: ['@sec'] }),
  ],
})
const lapsed = (after: object) => lapsedByOwner(state, owner, { ...owner, ...after }).map(({ gateKey }) => gateKey)

it('approvals lapse when another account or role stands behind a handle that signs, and for nothing else', () => {
  expect(lapsed({ userId: 'sue' })).toEqual(['named', 'by role'])
  expect(lapsed({ userId: null })).toEqual(['named', 'by role'])
  expect(lapsed({ signsAs: [] })).toEqual(['named', 'by role'])
  expect(lapsed({ name: 'Other' })).toEqual([])
  expect(lapsedByOwner(state, owner, { ...owner, userId: null })[0]).toEqual({ gateKey: 'named', judgedRevision: 4, round: 2 })
})

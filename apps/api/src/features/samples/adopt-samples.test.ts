import type { Board } from '@gatehouse/core'
import { listUsers } from '@gatehouse/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootstrapFirstLead } from '../../accounts/set-up.ts'
import { type Sender, startTestApp, type TestApp, withToken } from '../../testing/index.ts'
import { loadSamples } from './load-samples.ts'

const TOKEN = 'bootstrap-token-of-the-sample-tests-0123456789'
let test: TestApp
let lead: Sender
beforeAll(async () => {
  test = await startTestApp()
  await loadSamples({ db: test.db, now: test.clock() })
  await bootstrapFirstLead(test.db, TOKEN, test.clock())
  lead = withToken(test, TOKEN)
})
afterAll(() => test.close())

describe('samples in the hands of the first lead', () => {
  it('are theirs to lead, and one gate waits for their signature', async () => {
    const list = (await lead.get('/api/v1/programs')).json()
    expect(list.map((row: { slug: string; sample: boolean; roles: string[] }) => [row.slug, row.sample, row.roles])).toEqual([
      ['credity12', true, ['lead']],
      ['creto', true, ['lead']],
    ])
    const me = (await lead.get('/api/v1/session')).json()
    const board: Board = (await lead.get('/api/v1/programs/creto/board')).json()
    const waiting = board.gates.find((gate) => gate.state === 'ReadyForSignoff')
    expect(waiting?.mayApprove.map((person) => person.userId)).toContain(me.user.id)
    const signed = await lead.post(`/api/v1/programs/creto/gates/${waiting?.key}/approve`, { ifMatch: waiting?.revision ?? 0, body: {} })
    expect([signed.statusCode, signed.json().item?.state]).toEqual([200, 'SignedOff'])
  })

  it('say in their log who became lead', async () => {
    const log = (await lead.get('/api/v1/programs/credity12/log?limit=1')).json().events
    expect(log[0]).toMatchObject({ action: 'member.added', actor: 'First lead' })
  })

  it('take their people with them when they are deleted, and stay away', async () => {
    const before = await listUsers(test.db, { withSamples: true })
    expect((await lead.delete('/api/v1/programs/credity12')).statusCode).toBe(204)
    const between = await listUsers(test.db, { withSamples: true })
    expect(between.length).toBe(before.length - 8)
    expect((await lead.get('/api/v1/programs/credity12/board')).statusCode).toBe(404)
    expect((await lead.delete('/api/v1/programs/creto')).statusCode).toBe(204)
    expect(await listUsers(test.db, { withSamples: true })).toHaveLength(1)
    expect((await lead.get('/api/v1/programs')).json()).toEqual([])
    expect(await loadSamples({ db: test.db, now: test.clock() })).toBe(false)
  })
})

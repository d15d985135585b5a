import type { Board } from '@gatehouse/core'
import { listUsers } from '@gatehouse/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootstrapFirstLead } from '../../accounts/set-up.ts'
import { approve, type Sender, senderWith, startTestApp, type TestApp, withToken } from '../../testing/index.ts'
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
    if (waiting === undefined) throw new Error('no gate waits')
    // What is signed is signed by a person who is there.
    const byToken = await approve(lead, '/api/v1/programs/creto', waiting)
    expect([byToken.statusCode, byToken.json().code]).toEqual([403, 'person_required'])
    const { cookies } = await test.app.shell.auth.startSession(me.user.id, { address: '127.0.0.1', userAgent: 'tests' })
    const there = senderWith(test, { cookie: cookies.map((each) => each.split(';')[0] ?? '').join('; ') })
    const signed = await approve(there, '/api/v1/programs/creto', waiting)
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

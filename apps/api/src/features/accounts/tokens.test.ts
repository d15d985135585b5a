import { type ApiTokenRow, listApiTokens } from '@gatehouse/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, aProgram, aStranger, type Persona, startTestApp, type TestApp, withToken } from '../../testing/index.ts'

let test: TestApp
let lead: Persona
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
})
afterAll(() => test.close())

const make = async (body: object): Promise<{ token: string; row: { id: string; hint: string } }> => {
  const answer = await lead.post('/api/v1/tokens', { body: { name: 'CI', ...body } })
  expect(answer.statusCode).toBe(201)
  return answer.json()
}
const stored = async (id: string): Promise<ApiTokenRow | undefined> =>
  (await listApiTokens(test.db, lead.userId)).find((row) => row.id === id)
const people = () => `/api/v1/programs/${lead.program.slug}/people`
const owners = () => `/api/v1/programs/${lead.program.slug}/owners`

describe('an API token', () => {
  it('is shown once, found by its beginning, and never told again', async () => {
    const { token, row } = await make({ scopes: ['read'] })
    expect(token).toMatch(/^gh_[A-Za-z0-9_-]{43}$/)
    expect(token.startsWith(row.hint.replace('…', ''))).toBe(true)
    expect((await lead.get('/api/v1/tokens')).body).not.toContain(token)
    expect(test.logText()).not.toContain(token)
    expect((await withToken(test, token).get('/api/v1/session')).json().user.id).toBe(lead.userId)
  })

  it('does what its scope says and no more', async () => {
    const read = withToken(test, (await make({ scopes: ['read'] })).token)
    const evidence = withToken(test, (await make({ scopes: ['evidence'] })).token)
    const write = withToken(test, (await make({ scopes: ['write'] })).token)
    for (const sender of [read, evidence, write]) expect((await sender.get(people())).statusCode).toBe(200)
    for (const sender of [read, evidence]) {
      const answer = await sender.post(owners(), { body: { handle: '@never', name: '' } })
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
    }
    expect((await write.post(owners(), { body: { handle: '@by-token', name: '' } })).statusCode).toBe(201)
    const attach = `/api/v1/programs/${lead.program.slug}/evidence`
    expect((await read.post(attach, { body: {} })).statusCode).toBe(403)
    // Let through by its scope: refused for its content.
    expect((await evidence.post(attach, { body: {} })).statusCode).toBe(400)
  })

  it('bound to a program reaches only that', async () => {
    const other = await aProgram(test)
    await lead.get('/api/v1/session')
    const { token } = await make({ scopes: ['write'], programSlug: lead.program.slug })
    const bound = withToken(test, token)
    expect((await bound.get(people())).statusCode).toBe(200)
    expect((await bound.get(`/api/v1/programs/${other.slug}/people`)).statusCode).toBe(404)
    for (const url of ['/api/v1/programs', '/api/v1/session', '/api/v1/tokens', '/api/v1/accounts'])
      expect((await bound.get(url)).statusCode).toBe(403)
    expect((await bound.post('/api/v1/tokens', { body: { name: 'More', scopes: ['write'] } })).statusCode).toBe(403)
  })

  it('is bound to nothing that its maker cannot see', async () => {
    const stranger = await aStranger(test)
    const answer = await stranger.post('/api/v1/tokens', { body: { name: 'x', scopes: ['read'], programSlug: lead.program.slug } })
    expect(answer.statusCode).toBe(404)
  })

  it('ends when revoked, by its owner only, and when it expires', async () => {
    const { token, row } = await make({ scopes: ['read'], expiresInDays: 1 })
    const sender = withToken(test, token)
    expect((await sender.get(people())).statusCode).toBe(200)
    expect((await (await aStranger(test)).delete(`/api/v1/tokens/${row.id}`)).statusCode).toBe(404)
    expect((await lead.delete(`/api/v1/tokens/${row.id}`)).statusCode).toBe(204)
    expect((await sender.get(people())).json().code).toBe('unauthenticated')

    const brief = await make({ scopes: ['read'], expiresInDays: 1 })
    expect((await withToken(test, brief.token).get(people())).statusCode).toBe(200)
    test.clock.advance({ hours: 25 })
    expect((await withToken(test, brief.token).get(people())).statusCode).toBe(401)
  })

  it('makes no longer-lived one, and neither ends sessions nor changes the password', async () => {
    const { token } = await make({ scopes: ['write'], expiresInDays: 2 })
    const sender = withToken(test, token)
    expect((await sender.post('/api/v1/tokens', { body: { name: 'x', scopes: ['read'], expiresInDays: 90 } })).statusCode).toBe(403)
    expect((await sender.post('/api/v1/tokens', { body: { name: 'x', scopes: ['read'], expiresInDays: null } })).statusCode).toBe(403)
    expect((await sender.post('/api/v1/tokens', { body: { name: 'x', scopes: ['read'], expiresInDays: 1 } })).statusCode).toBe(201)
    expect((await sender.delete('/api/v1/sessions')).statusCode).toBe(403)
    expect((await sender.delete('/api/v1/session')).statusCode).toBe(403)
    expect((await sender.post('/api/v1/account/password', { body: { current: 'x', next: 'twelve chars long' } })).statusCode).toBe(403)
  })

  it('notes its use at most once a minute', async () => {
    const { token, row } = await make({ scopes: ['read'] })
    await withToken(test, token).get(people())
    await expect.poll(async () => (await stored(row.id))?.lastUsedAt?.toISOString()).toBe(test.clock())
    const noted = test.clock()
    test.clock.advance({ minutes: 1 })
    await withToken(test, token).get(people())
    expect((await stored(row.id))?.lastUsedAt?.toISOString()).toBe(noted)
  })

  it('of another form is refused', async () => {
    for (const authorization of ['Bearer', 'Bearer x', 'Basic YTpi', `Bearer ${'x'.repeat(400)}`, 'Bearer gh_unknown-but-long-enough']) {
      const answer = await test.app.inject({ url: '/api/v1/session', headers: { authorization } })
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated'])
    }
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, aViewer, databaseDigest, type Persona, startTestApp, type TestApp } from '../testing/index.ts'

let test: TestApp
let lead: Persona
let owners: string
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
  owners = `/api/v1/programs/${lead.program.slug}/owners`
})
afterAll(() => test.close())

const revisionOf = async (): Promise<number> => {
  const rows = (await lead.get(`/api/v1/programs/${lead.program.slug}/people`)).json()
  return rows.owners.length
}

describe('requests', () => {
  it('name every problem of every part at once', async () => {
    const answer = await lead.patch(`${owners}/not-a-handle`, { ifMatch: 1, body: { name: 7, extra: true, userId: {} } })
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    const { code, issues, requestId } = answer.json()
    expect(code).toBe('bad_request')
    expect(issues.map((issue: { path: string }) => issue.path).sort()).toEqual(['body.extra', 'body.name', 'body.userId', 'params.handle'])
    expect(requestId).toBe(answer.headers['x-request-id'])
  })

  it('refuse a query or a body that the contract does not know', async () => {
    expect((await lead.get(`/api/v1/programs/${lead.program.slug}/people?all=1`)).statusCode).toBe(400)
    expect((await lead.delete('/api/v1/sessions', { body: { all: true } })).json().issues[0].path).toBe('body')
  })

  it('say which methods an address takes', async () => {
    const answer = await lead.put('/api/v1/session', { body: {} })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers['allow']).toBe('GET, HEAD, POST, DELETE')
    expect(answer.json().code).toBe('method_not_allowed')
  })
})

describe('If-Match', () => {
  const edit = (ifMatch?: number | string) =>
    lead.patch(`${owners}/@owner-dev`, { body: { name: 'Dev' }, ...(ifMatch === undefined ? {} : { ifMatch }) })

  it('is demanded, and understood in its usual forms', async () => {
    expect((await edit()).statusCode).toBe(428)
    expect((await edit('*')).statusCode).toBe(400)
    expect((await edit('"1", "2"')).statusCode).toBe(400)
    expect((await edit('soon')).statusCode).toBe(400)
    const first = await edit('"1"')
    expect([first.statusCode, first.headers['etag']]).toEqual([200, '"2"'])
    expect((await edit('W/"2"')).statusCode).toBe(200)
    expect((await edit('3')).statusCode).toBe(200)
  })

  it('stale is 412 with what is stored, and nothing changes', async () => {
    const before = await databaseDigest(test.db)
    const answer = await edit(1)
    expect([answer.statusCode, answer.json().code, answer.json().current]).toEqual([412, 'stale_revision', { revision: 4 }])
    expect(await databaseDigest(test.db)).toBe(before)
  })
})

describe('Idempotency-Key', () => {
  const add = (handle: string, key: string) => lead.post(owners, { body: { handle, name: '' }, headers: { 'idempotency-key': key } })

  it('gives the same answer again, with one effect', async () => {
    const [first, again] = [await add('@once', 'k-1'), await add('@once', 'k-1')]
    expect([first.statusCode, again.statusCode]).toEqual([201, 201])
    expect(again.json()).toEqual(first.json())
    expect(again.headers['etag']).toBe(first.headers['etag'])
    expect(again.headers['idempotency-replayed']).toBe('true')
  })

  it('refuses the key for another request', async () => {
    const answer = await add('@other', 'k-1')
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'idempotency_conflict'])
  })

  it('carries out one of many at the same time', async () => {
    const before = await revisionOf()
    const answers = await Promise.all(Array.from({ length: 20 }, () => add('@crowd', 'k-2')))
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([201]))
    expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === undefined)).toHaveLength(1)
    expect(await revisionOf()).toBe(before + 1)
  })

  it('is free again after a refusal', async () => {
    const refused = await add('@once', 'k-3')
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'key_taken'])
    expect((await add('@three', 'k-3')).statusCode).toBe(201)
  })

  it('belongs to one person and lasts a day', async () => {
    const second = await aLead(test, lead.program)
    expect((await second.post(owners, { body: { handle: '@mine', name: '' }, headers: { 'idempotency-key': 'k-1' } })).statusCode).toBe(201)
    test.clock.advance({ hours: 25 })
    expect((await add('@later', 'k-1')).statusCode).toBe(201)
  })

  it('never keeps a secret: the repeat says so instead', async () => {
    const make = () => lead.post('/api/v1/tokens', { body: { name: 'CI', scopes: ['read'] }, headers: { 'idempotency-key': 'k-4' } })
    const first = await make()
    expect(first.statusCode).toBe(201)
    const again = await make()
    expect([again.statusCode, again.json().code]).toEqual([409, 'idempotency_conflict'])
    expect((await lead.get('/api/v1/tokens')).json()).toHaveLength(1)
  })

  it('must look like one', async () => {
    expect((await add('@x', 'a b')).statusCode).toBe(400)
    expect((await add('@x', 'k'.repeat(201))).statusCode).toBe(400)
  })
})

it('tells a viewer no without a change, and counts it', async () => {
  const viewer = await aViewer(test, lead.program)
  const before = await databaseDigest(test.db)
  const answer = await viewer.post(owners, { body: { handle: '@v', name: '' } })
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
  expect(await databaseDigest(test.db)).toBe(before)
  expect(test.logText()).toContain('"msg":"denied"')
  expect((await viewer.get('/metrics')).body).toContain('gatehouse_denied_total{code="forbidden"} 1')
})

import { gunzipSync } from 'node:zlib'
import { board as boardSchema } from '@gatehouse/contracts'
import type { Board } from '@gatehouse/core'
import { loadSamplePlans } from '@gatehouse/plan-io'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, anonymous, anOwner, aPersona, aStranger, type Persona, startTestApp, type TestApp } from '../testing/index.ts'
import { takesGzip } from './board-headers.ts'

let test: TestApp
let lead: Persona
let url: string
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
  url = `/api/v1/programs/${lead.program.slug}/board`
})
afterAll(() => test.close())

describe('GET board', () => {
  it('sends the same board gzipped and plain, under the program revision as its ETag', async () => {
    const plain = await lead.get(url)
    const zipped = await lead.get(url, { headers: { 'accept-encoding': 'gzip, deflate, br' } })
    expect(plain.statusCode).toBe(200)
    expect(plain.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, no-cache',
      vary: 'Accept-Encoding',
    })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body)
    const board: Board = plain.json()
    expect(plain.headers.etag).toBe(`"${board.program.revision}"`)
    expect(board.program.slug).toBe(lead.program.slug)
    expect(board.computedAt).toBe(test.clock())
  })

  it('answers 304 to who has it, and 200 again after any write', async () => {
    const { etag } = (await lead.get(url)).headers
    const again = await lead.get(url, { headers: { 'if-none-match': String(etag) } })
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag])
    expect((await lead.get(url, { headers: { 'if-none-match': `W/${etag}, "x"` } })).statusCode).toBe(304)
    const saved = await lead.patch(`/api/v1/programs/${lead.program.slug}/tasks/T3`, { ifMatch: 1, body: { note: 'Begun' } })
    expect(saved.statusCode).toBe(200)
    const changed = await lead.get(url, { headers: { 'if-none-match': String(etag) } })
    expect(changed.statusCode).toBe(200)
    expect(changed.headers.etag).toBe(`"${saved.json().programRevision}"`)
  })

  it('looks who asks before it says 304', async () => {
    const { etag } = (await lead.get(url)).headers
    const headers = { 'if-none-match': String(etag) }
    expect((await anonymous(test).get(url, { headers })).statusCode).toBe(401)
    const stranger = await aStranger(test)
    expect((await stranger.get(url, { headers })).statusCode).toBe(404)
    const member = await aPersona(test, lead.program, ['viewer'])
    expect((await member.get(url, { headers })).statusCode).toBe(304)
    const out = await lead.delete(`/api/v1/programs/${lead.program.slug}/members/${member.userId}`)
    expect(out.statusCode).toBe(204)
    expect((await member.get(url, { headers })).statusCode).toBe(404)
    expect((await member.get(url)).statusCode).toBe(404)
  })

  it('raises the revision when time alone changes the board, once, without an audit event', async () => {
    const own = await anOwner(test)
    const boardUrl = `/api/v1/programs/${own.program.slug}/board`
    const before: Board = (await own.get(boardUrl)).json()
    expect(before.today.period).toBe(5)
    expect(before.nextChangeAt).not.toBeNull()
    test.clock.set(before.nextChangeAt ?? '')
    const etag = `"${before.program.revision}"`
    const answers = await Promise.all(Array.from({ length: 10 }, () => own.get(boardUrl, { headers: { 'if-none-match': etag } })))
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(new Set(answers.map((answer) => answer.headers.etag))).toEqual(new Set([`"${before.program.revision + 1}"`]))
    const [first] = answers
    const after: Board = first?.json() as Board
    expect(Date.parse(after.computedAt)).toBeGreaterThanOrEqual(Date.parse(before.nextChangeAt ?? ''))
    const log = await own.get(`/api/v1/programs/${own.program.slug}/log`)
    expect(log.json().events).toEqual([])
  })
})

describe('board of the samples', () => {
  it.each(loadSamplePlans().map(({ slug, planText }) => [slug, planText] as const))('%s fits the contract', async (slug, text) => {
    const imported = await lead.post('/api/v1/programs/import', { body: { text } })
    expect(imported.json()).toMatchObject({ slug, programRevision: 1 })
    const answer = await lead.get(`/api/v1/programs/${slug}/board`)
    expect(boardSchema.safeParse(answer.json()).error?.issues).toBeUndefined()
  })
})

describe('takesGzip', () => {
  it.each([
    ['gzip', true],
    ['gzip, deflate, br', true],
    ['br;q=1.0, gzip;q=0.5', true],
    ['*', true],
    ['GZIP', true],
    ['gzip;q=0', false],
    ['*;q=0', false],
    ['gzip;q=0, *;q=1', false],
    ['identity', false],
    ['', false],
    [undefined, false],
  ])('%s: %s', (header, expected) => expect(takesGzip(header)).toBe(expected))
})

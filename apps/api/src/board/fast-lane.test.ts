import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, aPersona, aStranger, type Persona, startTestApp, type TestApp } from '../testing/index.ts'

let test: TestApp
let lead: Persona
let port: number
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
  await test.app.listen({ port: 0, host: '127.0.0.1' })
  port = (test.app.server.address() as AddressInfo).port
})
afterAll(() => test.close())

interface Got {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: Buffer
}
/** Over a real socket: `inject` starts behind the lane. */
const get = (path: string, headers: Record<string, string> = {}): Promise<Got> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }))
    })
    sent.on('error', reject)
    sent.end()
  })
const boardPath = (slug: string): string => `/api/v1/programs/${slug}/board`
const hits = async (): Promise<number> => {
  const { values } = await test.app.shell.metrics.boardCache.get()
  return values.find((value) => value.labels.outcome === 'hit')?.value ?? 0
}
const asLead = (): Record<string, string> => ({ cookie: lead.cookie, 'accept-encoding': 'gzip' })
/** Twice: the first one fills the memory that the lane looks into, and lets it learn the common headers. */
const warm = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) await get(boardPath(lead.program.slug), asLead())
}

describe('the fast lane', () => {
  it('sends what the whole way sends, header by header', async () => {
    await warm()
    const injected = await lead.get(boardPath(lead.program.slug), { headers: { 'accept-encoding': 'gzip' } })
    const got = await get(boardPath(lead.program.slug), asLead())
    expect(got.status).toBe(200)
    const changing = ['date', 'connection', 'keep-alive', 'x-request-id']
    const fixed = (headers: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(headers).filter(([name]) => !changing.includes(name)))
    expect(fixed(got.headers)).toEqual(fixed(injected.headers))
    expect(got.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(JSON.parse(gunzipSync(got.body).toString()).program.slug).toBe(lead.program.slug)
  })

  it('is what answers, and counts what it answered', async () => {
    await warm()
    const before = await hits()
    for (let turn = 0; turn < 20; turn++) await get(boardPath(lead.program.slug), asLead())
    await expect.poll(hits, { timeout: 5_000 }).toBeGreaterThanOrEqual(before + 20)
  })

  it('answers 304 with what a cache needs', async () => {
    await warm()
    const { headers } = await get(boardPath(lead.program.slug), asLead())
    const got = await get(boardPath(lead.program.slug), { ...asLead(), 'if-none-match': String(headers.etag) })
    expect([got.status, got.body.length, got.headers.etag, got.headers['cache-control']]).toEqual([
      304,
      0,
      headers.etag,
      'private, no-cache',
    ])
  })

  it('never serves who may not: nobody, a stranger, somebody who just signed out or was removed', async () => {
    await warm()
    const path = boardPath(lead.program.slug)
    expect((await get(path)).status).toBe(401)
    expect((await get(path, { cookie: `${lead.cookie}x` })).status).toBe(401)
    const stranger = await aStranger(test)
    expect((await get(path, { cookie: stranger.cookie })).status).toBe(404)
    const member = await aPersona(test, lead.program, ['viewer'])
    const asMember = { cookie: member.cookie, 'accept-encoding': 'gzip' }
    for (let turn = 0; turn < 3; turn++) expect((await get(path, asMember)).status).toBe(200)
    expect((await lead.delete(`/api/v1/programs/${lead.program.slug}/members/${member.userId}`)).statusCode).toBe(204)
    expect((await get(path, asMember)).status).toBe(404)
    const leaving = await aPersona(test, lead.program, ['viewer'])
    for (let turn = 0; turn < 3; turn++) expect((await get(path, { cookie: leaving.cookie })).status).toBe(200)
    expect((await leaving.delete('/api/v1/session')).statusCode).toBe(204)
    expect((await get(path, { cookie: leaving.cookie })).status).toBe(401)
  })

  it('shows a write to the next request', async () => {
    await warm()
    const path = boardPath(lead.program.slug)
    const before = await get(path, asLead())
    const task = JSON.parse(gunzipSync(before.body).toString()).tasks.find((each: { key: string }) => each.key === 'T3')
    const saved = await lead.patch(`/api/v1/programs/${lead.program.slug}/tasks/T3`, { ifMatch: task.revision, body: { note: 'Now' } })
    const after = await get(path, { ...asLead(), 'if-none-match': String(before.headers.etag) })
    expect([after.status, after.headers.etag]).toEqual([200, `"${saved.json().programRevision}"`])
  })

  it('reads other spellings of the address as the router does', async () => {
    await warm()
    const { slug } = lead.program
    const spellings = [`//${slug}/board`, `/${slug}/board/`, `/${slug}/Board`, `/${slug};x/board`]
    const statuses: number[] = []
    for (const spelling of spellings) statuses.push((await get(`/api/v1/programs${spelling}`, asLead())).status)
    expect(statuses).toEqual([404, 404, 404, 404])
    expect((await get(`/api/v1/programs/${slug}/board?x=1`, asLead())).status).toBe(400)
  })

  it('is closed with the server', async () => {
    const own = await startTestApp({ db: test.db })
    await own.app.listen({ port: 0, host: '127.0.0.1' })
    await own.app.close()
    expect(own.app.server.listening).toBe(false)
  })
})

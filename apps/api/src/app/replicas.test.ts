import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, migrate, openDatabase } from '@gatehouse/db'
import { type PostgresServer, startPostgres } from '@gatehouse/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueSetUpLink } from '../accounts/set-up.ts'
import { aLead, anonymous, aViewer, PASSWORD, type Persona, senderWith, startTestApp, type TestApp } from '../testing/index.ts'

/** Two servers on one Postgres. */
let server: PostgresServer
let dataDir: string
let databases: readonly Database[]
let first: TestApp
let second: TestApp
beforeAll(async () => {
  server = await startPostgres()
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-replicas-'))
  const url = await server.createDatabase()
  databases = [await openDatabase({ url, dataDir }), await openDatabase({ url, dataDir })]
  const [a, b] = databases as [Database, Database]
  await migrate(a)
  first = await startTestApp({ db: a })
  second = await startTestApp({ db: b })
}, 120_000)
afterAll(async () => {
  await first.close()
  await second.close()
  await Promise.all(databases.map((db) => db.close()))
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const on = (app: TestApp, person: Persona) => senderWith(app, { cookie: person.cookie })
const owners = (person: Persona) => `/api/v1/programs/${person.program.slug}/owners`

describe('on two replicas', () => {
  it('the set-up link lets one in, of twenty at once', async () => {
    const token = await issueSetUpLink(first.db, first.clock())
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        anonymous(index % 2 === 0 ? first : second).post('/api/v1/setup', {
          body: { token, name: 'First', email: `first-${index}@example.test`, password: 'a good long password' },
        }),
      ),
    )
    const codes = answers.map((answer) => answer.statusCode)
    expect(codes.filter((code) => code === 201)).toHaveLength(1)
    expect(codes.every((code) => [201, 409, 410].includes(code))).toBe(true)
  }, 60_000)

  it('a session and the key that signs it are known to both', async () => {
    const lead = await aLead(first)
    expect((await on(second, lead).get('/api/v1/session')).json().user.id).toBe(lead.userId)
  })

  it('one Idempotency-Key has one effect, of thirty requests at once', async () => {
    const lead = await aLead(first)
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        on(index % 2 === 0 ? first : second, lead).post(owners(lead), {
          body: { handle: '@one', name: '' },
          headers: { 'idempotency-key': 'same' },
        }),
      ),
    )
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array(30).fill(201))
    expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === undefined)).toHaveLength(1)
  }, 60_000)

  it('one of many edits of the same revision wins', async () => {
    const lead = await aLead(first)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        on(index % 2 === 0 ? first : second, lead).patch(`${owners(lead)}/@owner-dev`, { ifMatch: 1, body: { name: `Name ${index}` } }),
      ),
    )
    const codes = answers.map((answer) => answer.statusCode)
    expect([codes.filter((code) => code === 200).length, codes.filter((code) => code === 412).length]).toEqual([1, 19])
  }, 60_000)

  it('guesses on both count together', async () => {
    const person = await aLead(first, undefined, { password: PASSWORD })
    const codes = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const { app } = index % 2 === 0 ? first : second
        const payload = JSON.stringify({ email: person.email, password: `guess ${index}` })
        return (
          await app.inject({
            method: 'POST',
            url: '/api/v1/session',
            remoteAddress: `192.0.2.${index}`,
            headers: { 'content-type': 'application/json' },
            payload,
          })
        ).statusCode
      }),
    )
    expect(codes.filter((code) => code === 401).length).toBeLessThanOrEqual(10)
    expect(codes.every((code) => code === 401 || code === 429)).toBe(true)
  }, 60_000)

  it('a change on one is told on the other, and a lost role closes there too', async () => {
    const lead = await aLead(first)
    const viewer = await aViewer(first, lead.program)
    const url = await second.app.listen({ port: 0, host: '127.0.0.1' })
    const response = await fetch(`${url}/api/v1/programs/${lead.program.slug}/events`, { headers: { cookie: viewer.cookie } })
    let text = ''
    const ended = (async () => {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString()
    })()
    await expect.poll(() => text).toContain('"revision":1')
    await lead.post(owners(lead), { body: { handle: '@across', name: '' } })
    await expect.poll(() => text).toContain('owner:@across')
    expect((await on(second, viewer).get(`/api/v1/programs/${lead.program.slug}/people`)).statusCode).toBe(200)
    await lead.delete(`/api/v1/programs/${lead.program.slug}/members/${viewer.userId}`)
    await ended
    expect(text).toContain('event: closed')
    expect((await on(second, viewer).get(`/api/v1/programs/${lead.program.slug}/people`)).statusCode).toBe(404)
  })
})

import { type Route, routes } from '@gatehouse/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, databaseDigest, type Persona, startTestApp, type TestApp, withToken } from '../testing/index.ts'
import { exampleBody, exampleUrl } from '../testing/example-requests.ts'

let test: TestApp
let lead: Persona
let token: string
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
  token = (await lead.post('/api/v1/tokens', { body: { name: 'x', scopes: ['write'] } })).json().token
})
afterAll(() => test.close())

const writes = Object.entries(routes).flatMap(([noun, byName]) =>
  Object.entries<Route>(byName)
    .filter(([, route]) => route.body !== undefined)
    .map(([name, route]) => [`${noun}.${name}`, route] as const),
)
const urlOf = (route: Route): string => exampleUrl(route, { slug: lead.program.slug, userId: lead.userId })

const INVALID = '{"__unknown__": true, "title": {"$ne": null}}'
/** Fourteen ways to say what a body is; the body is never a valid one. */
const CONTENT_TYPES: readonly (readonly [string | undefined, string])[] = [
  ['application/json', INVALID],
  ['application/json; charset=utf-16', INVALID],
  ['application/json;', INVALID],
  ['APPLICATION/JSON', INVALID],
  ['application/json, text/plain', INVALID],
  ['text/plain', INVALID],
  ['text/plain; application/json', INVALID],
  ['text/json', INVALID],
  ['application/vnd.api+json', INVALID],
  ['application/x-www-form-urlencoded', 'title=x&key=X'],
  ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n--x--\r\n'],
  ['application/octet-stream', INVALID],
  ['application/xml', '<title>x</title>'],
  [undefined, INVALID],
]

describe('bodies', () => {
  it('that do not fit are never 2xx, whatever they are said to be, and change nothing', async () => {
    expect(writes.length).toBeGreaterThan(35)
    const before = await databaseDigest(test.db)
    for (const [name, route] of writes) {
      for (const [type, payload] of CONTENT_TYPES) {
        const answer = await test.app.inject({
          method: route.method,
          url: urlOf(route),
          payload,
          headers: { authorization: `Bearer ${token}`, ...(type === undefined ? {} : { 'content-type': type }), 'if-match': '"1"' },
        })
        // The parser reads whatever text it is given and stores nothing: a text that is no plan is a report full of problems.
        const isReport = name === 'programs.parse' && type?.startsWith('text/plain') === true && answer.statusCode === 200
        expect([name, type, isReport || (answer.statusCode >= 400 && answer.statusCode < 500)]).toEqual([name, type, true])
        expect(answer.headers['content-type']).toContain(isReport ? 'json' : 'application/problem+json')
      }
    }
    expect(await databaseDigest(test.db)).toBe(before)
  }, 120_000)

  it('with one unknown field are refused and the field is named', async () => {
    const before = await databaseDigest(test.db)
    for (const [name, route] of writes) {
      // A plan document may hold more than the contract names; its own schema refuses what it does not know.
      if (name === 'programs.import' || route.access.kind !== 'program') continue
      const body = { ...(exampleBody(route) as object), isAdmin: true, revision2: 7 }
      const answer = await lead.send(route.method, urlOf(route), { body, ifMatch: 1 })
      expect([name, answer.statusCode]).toEqual([name, 400])
      const paths = answer.json().issues.map((issue: { path: string }) => issue.path)
      expect([name, paths]).toEqual([name, expect.arrayContaining(['body.isAdmin', 'body.revision2'])])
    }
    expect(await databaseDigest(test.db)).toBe(before)
  }, 60_000)

  it('that reach for prototypes are refused', async () => {
    const owners = `/api/v1/programs/${lead.program.slug}/owners`
    for (const body of ['{"handle":"@p","name":"","__proto__":{"isAdmin":true}}', '{"handle":"@p","constructor":{"prototype":{"x":1}}}']) {
      expect((await lead.post(owners, { body })).statusCode).toBe(400)
    }
    expect(Object.prototype).not.toHaveProperty('isAdmin')
  })

  it('with an operator object for a string are refused', async () => {
    const answer = await lead.post('/api/v1/session', { body: { email: { $gt: '' }, password: { $gt: '' } } })
    expect([answer.statusCode, answer.json().issues.map((issue: { path: string }) => issue.path)]).toEqual([
      400,
      ['body.email', 'body.password'],
    ])
  })

  it('that are broken, huge or deep are refused quickly', async () => {
    const owners = `/api/v1/programs/${lead.program.slug}/owners`
    expect((await lead.post(owners, { body: '{"handle":' })).statusCode).toBe(400)
    expect((await lead.post(owners, { body: '', headers: { 'content-type': 'application/json' } })).statusCode).toBe(400)
    const huge = await lead.post(owners, { body: JSON.stringify({ handle: '@x', name: 'x'.repeat(1_100_000) }) })
    expect([huge.statusCode, huge.json().code]).toEqual([413, 'payload_too_large'])
    const begun = performance.now()
    expect((await lead.post(owners, { body: '['.repeat(200_000) + ']'.repeat(200_000) })).statusCode).toBe(400)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})

describe('forged requests', () => {
  const forge = (headers: Record<string, string>, payload = '{"handle":"@forged","name":""}') =>
    test.app.inject({
      method: 'POST',
      url: `/api/v1/programs/${lead.program.slug}/owners`,
      headers: { host: 'gatehouse.test', cookie: lead.cookie, 'content-type': 'application/json', ...headers },
      payload,
    })

  it('of another site, or without an origin, are refused', async () => {
    const before = await databaseDigest(test.db)
    const forged: Record<string, string>[] = [
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { origin: 'http://gatehouse.test.evil.test' },
      { origin: 'http://gatehouse.test:8080' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://gatehouse.test' },
      { 'sec-fetch-site': 'none' },
      {},
    ]
    for (const headers of forged) {
      const answer = await forge(headers)
      expect([headers, answer.statusCode, answer.json().code]).toEqual([headers, 403, 'csrf'])
    }
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('of a simple content type are refused even with the right origin', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect((await forge({ origin: 'http://gatehouse.test', 'content-type': type })).statusCode).toBe(415)
    }
    const parse = await test.app.inject({
      method: 'POST',
      url: '/api/v1/programs/import',
      headers: { host: 'gatehouse.test', origin: 'http://gatehouse.test', cookie: lead.cookie, 'content-type': 'text/plain' },
      payload: 'gatehouse: 1',
    })
    expect(parse.statusCode).toBe(415)
  })

  it('to sign somebody in are refused when another site makes them', async () => {
    const answer = await test.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { host: 'gatehouse.test', origin: 'https://evil.test', 'content-type': 'application/json' },
      payload: '{"email":"a@example.test","password":"x"}',
    })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'csrf'])
  })

  it('are told from our own page, and tokens need no origin', async () => {
    expect((await forge({ origin: 'http://gatehouse.test' })).statusCode).toBe(201)
    expect((await forge({ 'sec-fetch-site': 'same-origin' }, '{"handle":"@own","name":""}')).statusCode).toBe(201)
    const body = { handle: '@script', name: '' }
    const scripted = await withToken(test, token).post(`/api/v1/programs/${lead.program.slug}/owners`, {
      body,
      headers: { origin: 'https://ci.test' },
    })
    expect(scripted.statusCode).toBe(201)
  })
})

it('no secret that was sent or made is in the log', async () => {
  const planted = 'planted-secret-4711'
  await lead.post('/api/v1/session', { body: { email: 'a@example.test', password: planted } })
  await lead.get('/api/v1/session', { headers: { authorization: `Bearer ${planted}-${planted}` } })
  await lead.get('/api/v1/session', { headers: { cookie: `gatehouse.session_token=${planted}` } })
  await lead.get(`/api/v1/setup?token=${planted}`)
  await lead.get(`/api/v1/invitations/${planted}`)
  await lead.post('/api/v1/account/password', { body: { current: planted, next: `${planted}-${planted}` } })
  await lead.post(`/api/v1/programs/${lead.program.slug}/owners`, { body: `{"handle": "${planted}` })
  test.app.log.info({ headers: { authorization: planted, cookie: planted }, password: planted, body: { token: planted } }, 'on purpose')
  expect(test.logText()).toContain('on purpose')
  expect(test.logText()).not.toContain(planted)
  expect(test.logText()).not.toContain(token)
  expect(test.logText()).not.toContain(lead.cookie.split('=')[1])
})

it('a failure inside says nothing but its request id', async () => {
  const broken = await startTestApp()
  const person = await aLead(broken)
  await broken.db.close()
  const answer = await person.get(`/api/v1/programs/${person.program.slug}/people`)
  expect(answer.statusCode).toBeGreaterThanOrEqual(500)
  const body = answer.json()
  expect(JSON.stringify(body)).not.toMatch(/prisma|select|stack|\.ts/i)
  expect(body.requestId).toBe(answer.headers['x-request-id'])
  expect((await person.get('/readyz')).statusCode).toBe(503)
  expect((await person.get('/healthz')).statusCode).toBe(200)
  await broken.app.close()
})

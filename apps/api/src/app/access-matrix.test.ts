import { type Route, routes } from '@gatehouse/contracts'
import { can, ROLES } from '@gatehouse/core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  aLead,
  anAdmin,
  anonymous,
  anOwner,
  aReviewer,
  aStranger,
  aViewer,
  databaseDigest,
  type Persona,
  type Sender,
  startTestApp,
  type TestApp,
  withToken,
} from '../testing/index.ts'
import { exampleBody, exampleUrl } from '../testing/example-requests.ts'

const all: readonly (readonly [string, Route])[] = Object.entries(routes).flatMap(([noun, byName]) =>
  Object.entries<Route>(byName).map(([name, route]) => [`${noun}.${name}`, route] as const),
)
const of = (kind: Route['access']['kind']) => all.filter(([, route]) => route.access.kind === kind)

let test: TestApp
let personas: Readonly<Record<(typeof ROLES)[number] | 'stranger' | 'admin', Persona>>
let target: Persona
beforeAll(async () => {
  test = await startTestApp()
  const lead = await aLead(test)
  target = await aViewer(test, lead.program)
  personas = {
    lead,
    owner: await anOwner(test, lead.program),
    reviewer: await aReviewer(test, lead.program),
    viewer: await aViewer(test, lead.program),
    stranger: await aStranger(test),
    admin: await anAdmin(test, lead.program),
  }
})
afterAll(() => test.close())

const attempt = (by: Sender, route: Route) => {
  const body = exampleBody(route)
  return by.send(route.method, exampleUrl(route, { slug: personas.lead.program.slug, userId: target.userId }), {
    ...(body === undefined ? {} : { body }),
    ...(route.ifMatch === 'required' ? { ifMatch: 999 } : {}),
  })
}
/** Who is refused for who they are leaves nothing behind; the answer is the same whatever was asked for. */
const refusals = async (by: Sender, asked: readonly (readonly [string, Route])[]): Promise<Map<string, string>> => {
  const before = await databaseDigest(test.db)
  const told = new Map<string, string>()
  for (const [name, route] of asked) {
    const answer = await attempt(by, route)
    told.set(name, `${answer.statusCode} ${answer.json().code}`)
  }
  expect(await databaseDigest(test.db)).toBe(before)
  return told
}
const allOf = (asked: readonly (readonly [string, Route])[], answer: string): Map<string, string> =>
  new Map(asked.map(([name]) => [name, answer]))

describe('role × route', () => {
  it('nobody signed in: 401 everywhere but on public routes', async () => {
    const asked = all.filter(([, route]) => route.access.kind !== 'public')
    expect(asked.length).toBeGreaterThan(60)
    expect(await refusals(anonymous(test), asked)).toEqual(allOf(asked, '401 unauthenticated'))
  })

  it('a stranger and an administrator: every program route is the same 404 as for a program that does not exist', async () => {
    const asked = of('program')
    expect(await refusals(personas.stranger, asked)).toEqual(allOf(asked, '404 not_found'))
    expect(await refusals(personas.admin, asked)).toEqual(allOf(asked, '404 not_found'))
    const real = await personas.stranger.get(`/api/v1/programs/${personas.lead.program.slug}/board`)
    const unreal = await personas.stranger.get('/api/v1/programs/no-such-program/board')
    expect({ ...real.json(), requestId: '' }).toEqual({ ...unreal.json(), requestId: '' })
  })

  it.each(ROLES)('a %s: 403 without the capability, never otherwise because of access', async (role) => {
    const forbidden = of('program').filter(([, { access }]) => access.kind === 'program' && !can([role], access.capability))
    expect(await refusals(personas[role], forbidden)).toEqual(allOf(forbidden, '403 forbidden'))
  })

  it.each(ROLES)('a %s gets through to what the role allows', async (role) => {
    const reads = of('program').filter(
      ([name, { access, method }]) =>
        method === 'GET' && name !== 'programs.events' && access.kind === 'program' && can([role], access.capability),
    )
    for (const [name, route] of reads) {
      const answer = await attempt(personas[role], route)
      // 404: of a thing that the test plan does not have.
      expect([
        name,
        answer.statusCode === 200 ||
          (answer.statusCode === 404 &&
            ['evidence.get', 'files.get', 'record.past', 'record.checkpoint', 'goNoGo.get', 'goNoGo.memo'].includes(name)),
      ]).toEqual([name, true])
    }
    const writes = of('program').filter(
      ([, { access, ifMatch }]) => ifMatch === 'required' && access.kind === 'program' && can([role], access.capability),
    )
    for (const [name, route] of writes) {
      const { code } = (await attempt(personas[role], route)).json() ?? {}
      expect([name, ['forbidden', 'unauthenticated', 'internal'].includes(code)]).toEqual([name, false])
    }
  })

  it('an API token of every right signs and decides nothing', async () => {
    const asked = of('program').filter(([, { present }]) => present === true)
    expect(asked.map(([name]) => name)).toEqual(expect.arrayContaining(['gates.approve', 'gates.return', 'waivers.grant', 'goNoGo.decide']))
    const made = await personas.lead.post('/api/v1/tokens', { body: { name: 'ci', scopes: ['write'] } })
    const byToken = withToken(test, made.json().token)
    // Its first use is noted beside the answer, not in it.
    await byToken.get('/api/v1/session')
    await vi.waitFor(async () => expect((await personas.lead.get('/api/v1/tokens')).json()[0].lastUsedAt).not.toBeNull())
    expect(await refusals(byToken, asked)).toEqual(allOf(asked, '403 person_required'))
  })

  it('only administrators reach the accounts', async () => {
    const asked = of('admin')
    for (const role of ROLES) expect(await refusals(personas[role], asked)).toEqual(allOf(asked, '403 forbidden'))
    expect((await personas.admin.get('/api/v1/accounts')).statusCode).toBe(200)
  })

  it('every refusal is in the log and the counters', async () => {
    expect((await anonymous(test).get('/metrics')).body).toMatch(/gatehouse_denied_total\{code="forbidden"\} [1-9]\d+/)
    const denials = test
      .logText()
      .split('\n')
      .filter((line) => line.includes('"msg":"denied"') && line.includes(personas.viewer.userId))
    expect(denials.length).toBeGreaterThan(30)
    expect(denials[0]).toContain(`"program":"${personas.lead.program.slug}"`)
  })
})

describe('ids of others', () => {
  it('in a body are refused like ids that do not exist', async () => {
    const { lead, stranger } = personas
    const bind = (userId: string) => lead.patch(`/api/v1/programs/${lead.program.slug}/owners/@owner-dev`, { ifMatch: 2, body: { userId } })
    const [foreign, unknown] = [await bind(stranger.userId), await bind('nobody-at-all')]
    expect(foreign.statusCode).toBe(422)
    expect({ ...foreign.json(), requestId: '' }).toEqual({ ...unknown.json(), requestId: '' })
  })
})

describe('odd spellings of an address', () => {
  it('never reach more than the plain one', async () => {
    const { viewer, stranger, lead } = personas
    const { slug } = lead.program
    const before = await databaseDigest(test.db)
    const spellings = [
      `/api//v1/programs/${slug}/board`,
      `/api/v1//programs/${slug}/board`,
      `/api/v1/programs/${slug}/board/`,
      `/api/v1/programs/${slug}/board;x=1`,
      `/api/v1/programs/${slug};/board`,
      `/api/v1/programs/./${slug}/board`,
      `/api/v1/programs/x/../${slug}/board`,
      `/api/v1/programs/x/%2e%2e/${slug}/board`,
      `/api/v1/programs/${slug}%2fboard`,
      `/api/v1/programs/${slug}%00/board`,
      `/API/V1/programs/${slug}/board`,
      `/api/v1/programs/${slug.toUpperCase()}/board`,
      `/api/v1/programs/${encodeURIComponent(slug).replaceAll('-', '%2D')}/board`,
    ]
    for (const url of spellings) {
      const answer = await stranger.get(url)
      expect([url, answer.statusCode >= 400]).toEqual([url, true])
    }
    for (const url of [
      `/api/v1/programs/${slug}/%74asks`,
      `/api/v1/programs/${slug}//tasks`,
      `/api/v1/programs/${slug}/tasks;`,
      `/api/v1/programs/${slug}/Tasks`,
    ]) {
      const answer = await viewer.post(url, { body: { key: 'X1', lane: 'L1', title: 'x', start: 0, finish: 1 } })
      expect([url, [403, 404, 405].includes(answer.statusCode)]).toEqual([url, true])
    }
    expect(await databaseDigest(test.db)).toBe(before)
  })
})

import { routes } from '@gatehouse/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FAILURES_PER_NAME, FAILURES_PER_PEER, WINDOW_MINUTES } from '../../accounts/limit-sign-ins.ts'
import { aLead, aViewer, anAdmin, anonymous, PASSWORD, type Persona, senderWith, startTestApp, type TestApp } from '../../testing/index.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

const signIn = (email: string, password: string, more: { readonly address?: string; readonly headers?: Record<string, string> } = {}) =>
  test.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    remoteAddress: more.address ?? '192.0.2.1',
    headers: { 'content-type': 'application/json', ...more.headers },
    payload: JSON.stringify({ email, password }),
  })
const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>): string =>
  answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')

describe('signing in', () => {
  let person: Persona
  beforeAll(async () => {
    person = await aLead(test, undefined, { password: PASSWORD })
  })

  it('sets a cookie that scripts cannot read, and says who one is', async () => {
    const answer = await signIn(person.email.toUpperCase(), PASSWORD)
    expect(answer.statusCode).toBe(200)
    expect(routes.accounts.me.response.parse(answer.json()).user.email).toBe(person.email)
    const [cookie] = answer.cookies
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 7 * 86_400 })
    const me = await senderWith(test, { cookie: cookieOf(answer) }).get('/api/v1/session')
    expect(me.json().memberships).toEqual([{ slug: person.program.slug, roles: ['lead'], handles: [] }])
  })

  it('says the same for a wrong password, an unknown account and a disabled one', async () => {
    const gone = await aViewer(test, person.program, { password: PASSWORD })
    const admin = await anAdmin(test, person.program)
    expect((await admin.patch(`/api/v1/accounts/${gone.userId}`, { body: { disabled: true } })).statusCode).toBe(200)
    const answers = [
      await signIn(person.email, 'not it at all', { address: '192.0.2.2' }),
      await signIn('nobody@example.test', PASSWORD, { address: '192.0.2.2' }),
      await signIn(gone.email, PASSWORD, { address: '192.0.2.2' }),
    ]
    const told = answers.map((answer) => ({ ...answer.json(), requestId: '', status: answer.statusCode, cookies: answer.cookies }))
    expect(told[0]).toMatchObject({ status: 401, code: 'invalid_credentials', cookies: [] })
    expect(told[1]).toEqual(told[0])
    expect(told[2]).toEqual(told[0])
  })

  it('is no quicker for an unknown account', async () => {
    const time = async (email: string): Promise<number> => {
      const rounds: number[] = []
      for (let round = 0; round < 5; round += 1) {
        const begun = performance.now()
        await signIn(email, 'wrong wrong wrong', { address: '192.0.2.3' })
        rounds.push(performance.now() - begun)
      }
      return Math.min(...rounds)
    }
    const [known, unknown] = [await time(person.email), await time('never-heard-of@example.test')]
    // Hashing takes tens of milliseconds: an answer without it would be many times quicker.
    expect(unknown).toBeGreaterThan(known / 3)
  })
})

describe('a session', () => {
  it('ends with signing out, for every copy of the cookie', async () => {
    const person = await aLead(test)
    expect((await person.delete('/api/v1/session')).statusCode).toBe(204)
    const after = await person.get('/api/v1/session')
    expect([after.statusCode, after.json().code]).toEqual([401, 'session_ended'])
  })

  it('ends at the next request when the account is disabled, and its role when that is taken', async () => {
    const admin = await anAdmin(test)
    const lead = await aLead(test)
    const viewer = await aViewer(test, lead.program)
    const people = `/api/v1/programs/${lead.program.slug}/people`
    expect((await viewer.get(people)).statusCode).toBe(200)
    expect((await lead.delete(`/api/v1/programs/${lead.program.slug}/members/${viewer.userId}`)).statusCode).toBe(204)
    expect((await viewer.get(people)).statusCode).toBe(404)
    expect((await viewer.get('/api/v1/session')).statusCode).toBe(200)
    expect((await admin.patch(`/api/v1/accounts/${viewer.userId}`, { body: { disabled: true } })).statusCode).toBe(200)
    expect((await viewer.get('/api/v1/session')).json().code).toBe('session_ended')
    // Enabling does not bring the old session back.
    await admin.patch(`/api/v1/accounts/${viewer.userId}`, { body: { disabled: false } })
    expect((await viewer.get('/api/v1/session')).json().code).toBe('session_ended')
  })

  it('with another signature, cut or made up is none', async () => {
    const person = await aLead(test)
    const [name, value = ''] = person.cookie.split('=')
    const forged = [value.slice(0, -6), `${value.slice(0, 10)}x${value.slice(11)}`, encodeURIComponent('made.up'), 'x'.repeat(600)]
    for (const each of forged) expect((await senderWith(test, { cookie: `${name}=${each}` }).get('/api/v1/session')).statusCode).toBe(401)
  })

  it('is listed, and the others end on request or with a new password', async () => {
    const person = await aLead(test, undefined, { password: PASSWORD })
    const other = senderWith(test, { cookie: cookieOf(await signIn(person.email, PASSWORD, { headers: { 'user-agent': 'Phone' } })) })
    const listed = routes.accounts.listSessions.response.parse((await person.get('/api/v1/sessions')).json())
    expect(listed.map(({ current, userAgent }) => [current, userAgent]).sort()).toEqual([
      [false, 'Phone'],
      [true, 'tests'],
    ])
    expect((await person.delete('/api/v1/sessions')).statusCode).toBe(204)
    expect((await other.get('/api/v1/session')).statusCode).toBe(401)

    const third = senderWith(test, { cookie: cookieOf(await signIn(person.email, PASSWORD)) })
    const next = 'another horse, another battery'
    expect((await person.post('/api/v1/account/password', { body: { current: 'wrong', next } })).json().code).toBe('invalid_credentials')
    expect((await person.post('/api/v1/account/password', { body: { current: PASSWORD, next: 'short' } })).statusCode).toBe(400)
    expect((await person.post('/api/v1/account/password', { body: { current: PASSWORD, next } })).statusCode).toBe(204)
    expect((await third.get('/api/v1/session')).statusCode).toBe(401)
    expect((await person.get('/api/v1/session')).statusCode).toBe(200)
    expect((await signIn(person.email, PASSWORD)).statusCode).toBe(401)
    expect((await signIn(person.email, next)).statusCode).toBe(200)
  })
})

describe('guessing', () => {
  it(`stops after ${FAILURES_PER_NAME} for one name, whatever X-Forwarded-For says, and lifts after ${WINDOW_MINUTES} minutes`, async () => {
    const person = await aLead(test, undefined, { password: PASSWORD })
    const codes: number[] = []
    for (let batch = 0; batch < 50; batch += 1) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          signIn(person.email, `guess ${batch} ${index}`, {
            address: `198.51.100.${(batch * 20 + index) % 250}`,
            headers: { 'x-forwarded-for': `203.0.113.${index}` },
          }),
        ),
      )
      codes.push(...answers.map((answer) => answer.statusCode))
    }
    expect(codes).toHaveLength(1_000)
    expect(codes.filter((code) => code === 401).length).toBeLessThanOrEqual(FAILURES_PER_NAME)
    expect(new Set(codes)).toEqual(new Set([401, 429]))
    // Not even the right one, until the window has passed.
    expect((await signIn(person.email, PASSWORD, { address: '198.51.100.251' })).statusCode).toBe(429)
    test.clock.advance({ minutes: WINDOW_MINUTES + 1 })
    expect((await signIn(person.email, PASSWORD, { address: '198.51.100.251' })).statusCode).toBe(200)
  }, 90_000)

  it(`stops after ${FAILURES_PER_PEER} from one address, however many names are tried`, async () => {
    const codes: number[] = []
    for (let guess = 0; guess < FAILURES_PER_PEER + 20; guess += 1) {
      const headers = { 'x-forwarded-for': `203.0.113.${guess}` }
      codes.push((await signIn(`name-${guess}@example.test`, 'password1234', { address: '198.51.100.252', headers })).statusCode)
    }
    expect(codes.filter((code) => code === 401)).toHaveLength(FAILURES_PER_PEER)
    expect(codes.slice(FAILURES_PER_PEER)).toEqual(Array(20).fill(429))
  }, 90_000)

  it('does not count those who know their password', async () => {
    const person = await aLead(test, undefined, { password: PASSWORD })
    for (let round = 0; round < FAILURES_PER_PEER + 5; round += 1) {
      expect((await signIn(person.email, PASSWORD, { address: '198.51.100.253' })).statusCode).toBe(200)
    }
  }, 90_000)
})

it('a stale cookie keeps nobody from the public routes', async () => {
  const person = await aLead(test)
  await person.delete('/api/v1/session')
  expect((await person.get('/api/v1/setup')).statusCode).toBe(200)
  expect((await anonymous(test).get('/api/v1/setup')).json()).toEqual({ needed: true, linkGood: false })
})

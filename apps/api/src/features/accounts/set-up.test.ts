import { routes } from '@gatehouse/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bootstrapFirstLead, issueSetUpLink } from '../../accounts/set-up.ts'
import { anonymous, aProgram, senderWith, startTestApp, type TestApp, withToken } from '../../testing/index.ts'

let test: TestApp
beforeEach(async () => {
  test = await startTestApp()
})
afterEach(() => test.close())

const first = { name: 'Fay First', email: 'fay@example.test', password: 'a password of fay' }
const setUp = (token: string, account = first) => anonymous(test).post('/api/v1/setup', { body: { token, ...account } })
const link = async (): Promise<string> => {
  const token = await issueSetUpLink(test.db, test.clock())
  if (token === null) throw new Error('no link')
  return token
}

describe('the set-up link', () => {
  it('makes the first account: admin, lead of the samples, signed in', async () => {
    const sample = await aProgram(test, undefined, true)
    const own = await aProgram(test)
    const token = await link()
    expect((await anonymous(test).get(`/api/v1/setup?token=${token}`)).json()).toEqual({ needed: true, linkGood: true })
    const answer = await setUp(token)
    expect(answer.statusCode).toBe(201)
    const me = routes.accounts.setUp.response.parse(answer.json())
    expect(me.user).toMatchObject({ name: first.name, email: first.email, isAdmin: true })
    expect(me.memberships.map(({ slug, roles }) => [slug, roles])).toEqual([[sample.slug, ['lead']]])
    expect(me.memberships.map(({ slug }) => slug)).not.toContain(own.slug)
    const cookie = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
    expect((await senderWith(test, { cookie }).get('/api/v1/accounts')).statusCode).toBe(200)
  })

  it('works once, and is gone afterwards', async () => {
    const token = await link()
    expect((await setUp(token)).statusCode).toBe(201)
    const again = await setUp(token, { ...first, email: 'second@example.test' })
    expect([again.statusCode, again.json().code]).toEqual([409, 'setup_done'])
    expect((await anonymous(test).get(`/api/v1/setup?token=${token}`)).json()).toEqual({ needed: false, linkGood: false })
    expect(await issueSetUpLink(test.db, test.clock())).toBeNull()
  })

  it('of ten at once lets one in', async () => {
    const token = await link()
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => setUp(token, { ...first, email: `p${index}@example.test` })))
    expect(answers.filter((answer) => answer.statusCode === 201)).toHaveLength(1)
    for (const answer of answers) expect([201, 409, 410]).toContain(answer.statusCode)
  })

  it('expires after a day, and a new one ends the old one', async () => {
    const old = await link()
    const renewed = await link()
    expect((await setUp(old)).json().code).toBe('link_invalid')
    test.clock.advance({ hours: 25 })
    expect((await setUp(renewed)).json().code).toBe('link_invalid')
    expect((await setUp('made-up')).json().code).toBe('link_invalid')
    expect((await setUp(await link())).statusCode).toBe(201)
  })

  it('never appears in the log', async () => {
    const token = await link()
    await anonymous(test).get(`/api/v1/setup?token=${token}`)
    await setUp(token)
    expect(test.logText()).not.toContain(token)
    expect(test.logText()).not.toContain(first.password)
  })
})

describe('GATEHOUSE_BOOTSTRAP_TOKEN', () => {
  const token = 'bootstrap-token-of-at-least-32-characters'

  it('makes the first lead with an API token of that value, once', async () => {
    const sample = await aProgram(test, undefined, true)
    expect(await bootstrapFirstLead(test.db, token, test.clock())).toBe(true)
    const me = await withToken(test, token).get('/api/v1/session')
    expect(me.json()).toMatchObject({ user: { isAdmin: true }, memberships: [{ slug: sample.slug, roles: ['lead'] }] })
    expect(await bootstrapFirstLead(test.db, `${token}-changed`, test.clock())).toBe(false)
    expect((await withToken(test, `${token}-changed`).get('/api/v1/session')).statusCode).toBe(401)
    expect(await issueSetUpLink(test.db, test.clock())).toBeNull()
  })

  it('is ignored once there is an account', async () => {
    await setUp(await link())
    expect(await bootstrapFirstLead(test.db, token, test.clock())).toBe(false)
    expect((await withToken(test, token).get('/api/v1/session')).statusCode).toBe(401)
  })
})

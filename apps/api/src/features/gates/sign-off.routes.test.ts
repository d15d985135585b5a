import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  aLead,
  anOwner,
  aPersona,
  approve,
  aProgram,
  aReviewer,
  databaseDigest,
  lookAt,
  PASSWORD,
  type Persona,
  startTestApp,
  type TestApp,
  testPlanText,
  withToken,
} from '../../testing/index.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())
afterEach(() => vi.restoreAllMocks())

interface Crew {
  readonly lead: Persona
  readonly owner: Persona
  readonly reviewer: Persona
  readonly url: string
}
/** The test plan with G1 submitted; `terms` replaces what G1 says about who signs. */
const submitted = async (terms = '', reviewerPassword = false): Promise<Crew> => {
  const text = (slug: string): string =>
    testPlanText(slug)
      .replace('{handle: "@owner-qa", name: QA}', '{handle: "@owner-qa", name: QA}, {handle: "@sec", name: Security, signsAs: [security]}')
      .replace(
        'reviewers: ["@owner-qa"], quorum: 1,\n     requirements: [{key: G1.1',
        `reviewers: ["@owner-qa"], ${terms === '' ? 'quorum: 1' : terms},\n     requirements: [{key: G1.1`,
      )
  const program = await aProgram(test, text)
  const lead = await aLead(test, program)
  const owner = await anOwner(test, program)
  const reviewer = await aReviewer(test, program, reviewerPassword ? { password: PASSWORD } : {})
  const url = `/api/v1/programs/${program.slug}`
  await owner.patch(`${url}/tasks/T1`, { ifMatch: 1, body: { status: 'done' } })
  await owner.post(`${url}/evidence`, {
    body: { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build', url: 'https://ci.example/1' },
  })
  const gate = await lookAt(owner, url)
  expect((await owner.post(`${url}/gates/G1/submit`, { ifMatch: gate.revision, body: {} })).statusCode).toBe(200)
  return { lead, owner, reviewer, url }
}
const told = (answer: { statusCode: number; json(): { code?: string } }) => [answer.statusCode, answer.json().code]

describe('a quorum with a role', () => {
  it('waits for the role, whoever else has signed, and is signed by whoever stands in for it', async () => {
    const { lead, reviewer, url } = await submitted('quorum: 2, signRoles: [{role: security, count: 1}]')
    const { program } = lead
    const sam = await aPersona(test, program, ['reviewer'], { name: 'Sam Security', handle: '@sec' })
    const bo = await aPersona(test, program, ['reviewer'], { name: 'Bo Backup' })
    const first = await approve(reviewer, url, await lookAt(reviewer, url))
    expect(first.json().item).toMatchObject({ state: 'ReadyForSignoff', approvals: 1, roles: [{ role: 'security', open: 1 }] })
    expect(first.json().item.waitsFor).toBe('1 of 2 signed; security is missing')
    expect(told(await approve(bo, url, await lookAt(bo, url)))).toEqual([403, 'not_a_reviewer'])
    const lent = await sam.post(`${url}/delegations`, {
      body: { handle: '@sec', to: bo.userId, from: test.clock(), until: '2026-03-01T00:00:00Z', reason: 'On leave' },
    })
    expect([lent.statusCode, lent.json().item?.state]).toEqual([201, 'active'])
    const signed = await approve(bo, url, await lookAt(bo, url))
    expect(signed.json().item).toMatchObject({
      state: 'SignedOff',
      roles: [{ role: 'security', open: 0, signed: [{ actor: { userId: bo.userId }, onBehalfOf: '@sec' }] }],
    })
    expect(signed.json().item.signOffs[1]).toMatchObject({ role: 'security', handle: '@sec', onBehalfOf: '@sec' })
    expect(told(await approve(sam, url, { ...signed.json().item, frozen: first.json().item.frozen }))).toEqual([409, 'already_signed'])
    // Lent to one at a time, ended once, and only by whoever may.
    const again = { handle: '@sec', to: lead.userId, from: test.clock(), until: '2026-02-26T00:00:00Z', reason: 'Too' }
    expect(told(await sam.post(`${url}/delegations`, { body: again }))).toEqual([422, 'delegation_refused'])
    const id = lent.json().item.id
    expect(told(await bo.post(`${url}/delegations/${id}/revoke`, { body: {} }))).toEqual([403, 'forbidden'])
    expect((await lead.post(`${url}/delegations/${id}/revoke`, { body: {} })).json().item.state).toBe('revoked')
    expect(told(await lead.post(`${url}/delegations/${id}/revoke`, { body: {} }))).toEqual([404, 'delegation_not_found'])
    expect((await lead.get(`${url}/delegations`)).json()).toHaveLength(1)
  })
})

describe('the password, asked again', () => {
  const askAgain = async (lead: Persona, url: string, stepUp: boolean) => {
    const { headRevision } = (await lead.get(url)).json()
    expect((await lead.patch(url, { ifMatch: headRevision, body: { stepUp } })).statusCode).toBe(200)
  }
  const minutesLater = (minutes: number): void => {
    const real = Date.now.bind(Date)
    vi.spyOn(Date, 'now').mockImplementation(() => real() + minutes * 60_000)
  }

  it('is needed once the sign-in is older than five minutes, and a wrong one changes nothing', async () => {
    const { lead, reviewer, url } = await submitted('', true)
    await askAgain(lead, url, true)
    expect((await lookAt(reviewer, url)).state).toBe('ReadyForSignoff')
    minutesLater(6)
    const seen = await lookAt(reviewer, url)
    const before = await databaseDigest(test.db)
    expect(told(await approve(reviewer, url, seen))).toEqual([403, 'step_up_required'])
    const returned = { gaps: [{ text: 'The log is cut' }], seen: seen.frozen }
    expect(told(await reviewer.post(`${url}/gates/G1/return`, { ifMatch: seen.revision, body: returned }))).toEqual([
      403,
      'step_up_required',
    ])
    expect(await databaseDigest(test.db)).toBe(before)
    expect(told(await approve(reviewer, url, seen, { password: 'a wrong guess at it' }))).toEqual([403, 'step_up_failed'])
    const signed = await approve(reviewer, url, seen, { password: PASSWORD })
    expect(signed.json().item?.signOffs[0]).toMatchObject({ identity: { account: reviewer.email, steppedUp: true } })
    expect(test.logText()).not.toContain(PASSWORD)
    expect(signed.body).not.toContain(PASSWORD)
  })

  it('is not needed right after signing in, nor where the program does not ask', async () => {
    const fresh = await submitted()
    await askAgain(fresh.lead, fresh.url, true)
    expect((await approve(fresh.reviewer, fresh.url, await lookAt(fresh.reviewer, fresh.url))).statusCode).toBe(200)
    const plain = await submitted()
    minutesLater(60)
    const signed = await approve(plain.reviewer, plain.url, await lookAt(plain.reviewer, plain.url))
    expect(signed.json().item?.signOffs[0].identity.steppedUp).toBe(false)
  })

  it('is guessed at as rarely as at signing in', async () => {
    const { reviewer, url } = await submitted('', true)
    const seen = await lookAt(reviewer, url)
    const answers: number[] = []
    for (let guess = 0; guess < 12; guess += 1)
      answers.push((await approve(reviewer, url, seen, { password: `guess ${guess}` })).statusCode)
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 403), 429, 429])
    expect(told(await approve(reviewer, url, seen, { password: PASSWORD }))).toEqual([429, 'rate_limited'])
  })

  it('is no part of what is kept for Idempotency-Key', async () => {
    const { reviewer, url } = await submitted('', true)
    const seen = await lookAt(reviewer, url)
    const send = (password: string) =>
      reviewer.post(`${url}/gates/G1/approve`, {
        ifMatch: seen.revision,
        headers: { 'idempotency-key': 'sign-once' },
        body: { seen: seen.frozen, password },
      })
    const first = await send(PASSWORD)
    // Were it part of the kept hash, this would be a conflict.
    const second = await send('something else')
    expect([first.statusCode, second.statusCode, second.headers['idempotency-replayed']]).toEqual([200, 200, 'true'])
  })

  it('switching it off is on the record', async () => {
    const { lead, url } = await submitted()
    await askAgain(lead, url, true)
    await askAgain(lead, url, false)
    const [event] = (await lead.get(`${url}/log?limit=1`)).json().events
    expect(event).toMatchObject({ action: 'program.edited', before: { stepUp: true }, after: { stepUp: false } })
  })
})

describe('an API token', () => {
  it('signs, waives, lends and decides nothing, whatever its scope', async () => {
    const { lead, reviewer, url } = await submitted()
    const made = async (by: Persona) =>
      withToken(test, (await by.post('/api/v1/tokens', { body: { name: 'ci', scopes: ['write'] } })).json().token)
    const seen = await lookAt(reviewer, url)
    const [asReviewer, asLead] = [await made(reviewer), await made(lead)]
    const before = await databaseDigest(test.db)
    const at = { ifMatch: seen.revision }
    const waiver = { requirementKey: 'G1.1', reason: 'Later', expiresAt: '2026-03-01T00:00:00Z' }
    for (const answer of [
      await approve(asReviewer, url, seen),
      await asReviewer.post(`${url}/gates/G1/return`, { ...at, body: { gaps: [{ text: 'x' }] } }),
      await asLead.post(`${url}/gates/G1/waivers`, { ...at, body: waiver }),
      await asLead.post(`${url}/delegations`, {
        body: { handle: '@sec', to: lead.userId, from: test.clock(), until: waiver.expiresAt, reason: 'x' },
      }),
      await asLead.post(`${url}/go-no-go`, { body: { question: 'May it go?', deadline: waiver.expiresAt } }),
    ])
      expect(told(answer)).toEqual([403, 'person_required'])
    expect(await databaseDigest(test.db)).toBe(before)
    expect((await asReviewer.get(`${url}/gates/G1`)).statusCode).toBe(200)
  })
})

describe('waivers', () => {
  it('are granted by a lead, end what was being signed, and are taken back', async () => {
    const { lead, owner, reviewer, url } = await submitted()
    const seen = await lookAt(reviewer, url)
    const waive = (by: Persona, more: object = {}, ifMatch = seen.revision) =>
      by.post(`${url}/gates/G1/waivers`, {
        ifMatch,
        body: { requirementKey: 'G1.1', reason: 'The second build comes later', expiresAt: '2026-02-27T00:00:00Z', ...more },
      })
    expect(told(await waive(owner))).toEqual([403, 'forbidden'])
    expect(told(await waive(lead, { expiresAt: '2026-02-01T00:00:00Z' }))).toEqual([422, 'waiver_bad_expiry'])
    expect(told(await waive(lead, {}, 1))).toEqual([412, 'stale_revision'])
    const granted = await waive(lead)
    expect([granted.statusCode, granted.json().item?.waivers[0]]).toMatchObject([
      201,
      { state: 'active', approver: { userId: lead.userId } },
    ])
    expect(told(await waive(lead, {}, granted.json().item.revision))).toEqual([409, 'waiver_exists'])
    const stale = await approve(reviewer, url, seen)
    expect(stale.json().issues.map(({ code }: { code: string }) => code)).toContain('waiver_changed')
    const { id } = granted.json().item.waivers[0]
    const revoke = (ifMatch: number, waiver = id) =>
      lead.post(`${url}/gates/G1/waivers/${waiver}/revoke`, { ifMatch, body: { reason: 'The build is there' } })
    const revoked = await revoke(granted.json().item.revision)
    expect(revoked.json().item.waivers[0]).toMatchObject({ state: 'revoked', revokeReason: 'The build is there' })
    expect(told(await revoke(revoked.json().item.revision))).toEqual([404, 'waiver_not_found'])
    const actions = (await lead.get(`${url}/log?limit=2`)).json().events.map(({ action }: { action: string }) => action)
    expect(actions).toEqual(['waiver.revoked', 'waiver.granted'])
  })
})

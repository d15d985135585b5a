import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, anAdmin, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

let test: TestApp
let admin: Persona
beforeAll(async () => {
  test = await startTestApp()
  admin = await anAdmin(test)
})
afterAll(() => test.close())
const edit = (by: Persona, whom: Persona, body: object) => by.patch(`/api/v1/accounts/${whom.userId}`, { body })

describe('accounts', () => {
  it('are for administrators', async () => {
    const lead = await aLead(test)
    expect((await lead.get('/api/v1/accounts')).statusCode).toBe(403)
    expect((await edit(lead, lead, { isAdmin: true })).statusCode).toBe(403)
    expect((await admin.get('/api/v1/accounts')).json().map((row: { email: string }) => row.email)).toContain(lead.email)
  })

  it('do not let an administrator into programs', async () => {
    const lead = await aLead(test)
    expect((await admin.get(`/api/v1/programs/${lead.program.slug}/people`)).statusCode).toBe(404)
  })

  it('keep the last administrator', async () => {
    for (const body of [{ isAdmin: false }, { disabled: true }]) {
      const answer = await edit(admin, admin, body)
      expect([answer.statusCode, answer.json().code]).toEqual([409, 'last_lead'])
    }
    const second = await anAdmin(test)
    expect((await edit(admin, second, { disabled: true })).statusCode).toBe(200)
    expect((await edit(admin, admin, { isAdmin: false })).statusCode).toBe(409)
  })

  it('keep one administrator when two end each other at once', async () => {
    const second = await anAdmin(test)
    const answers = await Promise.all([edit(admin, second, { isAdmin: false }), edit(second, admin, { isAdmin: false })])
    const codes = answers.map((answer) => answer.statusCode).sort()
    // The loser is refused as the last one, or is no administrator any more by the time it is looked at.
    expect([
      [200, 403],
      [200, 409],
    ]).toContainEqual(codes)
    const still = answers[0]?.statusCode === 200 ? admin : second
    expect((await still.get('/api/v1/accounts')).statusCode).toBe(200)
    admin = still
  })

  it('keep the only lead of a program', async () => {
    const lead = await aLead(test)
    const answer = await edit(admin, lead, { disabled: true })
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'last_lead'])
    await aLead(test, lead.program)
    expect((await edit(admin, lead, { disabled: true })).statusCode).toBe(200)
  })

  it('that do not exist are 404', async () => {
    expect((await admin.patch('/api/v1/accounts/nobody', { body: { disabled: true } })).statusCode).toBe(404)
  })
})

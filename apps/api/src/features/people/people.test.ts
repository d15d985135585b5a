import { routes } from '@gatehouse/contracts'
import { listAudit } from '@gatehouse/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aLead,
  anonymous,
  anOwner,
  aReviewer,
  aStranger,
  aViewer,
  databaseDigest,
  type Persona,
  senderWith,
  startTestApp,
  type TestApp,
} from '../../testing/index.ts'

let test: TestApp
let lead: Persona
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
})
afterAll(() => test.close())

const at = (path: string): string => `/api/v1/programs/${lead.program.slug}/${path}`
const people = async (by: Persona = lead) => routes.people.list.response.parse((await by.get(at('people'))).json())
const memberOf = async (whom: Persona) => (await people()).members.find((member) => member.userId === whom.userId)
const newest = async () => (await listAudit(test.db, lead.program.id, { limit: 1 }))[0]

describe('members', () => {
  it('get other roles, with an audit event and at once', async () => {
    const viewer = await aViewer(test, lead.program)
    const answer = await lead.put(at(`members/${viewer.userId}`), { ifMatch: 1, body: { roles: ['owner', 'reviewer'] } })
    expect(answer.json()).toMatchObject({ roles: ['owner', 'reviewer'], revision: 2 })
    expect((await viewer.get('/api/v1/session')).json().memberships[0].roles).toEqual(['owner', 'reviewer'])
    expect(await newest()).toMatchObject({
      action: 'member.roles_set',
      actor: { userId: lead.userId },
      correlationId: answer.headers['x-request-id'],
      before: { roles: ['viewer'] },
      after: { roles: ['owner', 'reviewer'] },
    })
    expect((await lead.put(at(`members/${viewer.userId}`), { ifMatch: 1, body: { roles: ['viewer'] } })).statusCode).toBe(412)
  })

  it('leave with their handles unbound', async () => {
    const owner = await anOwner(test, lead.program)
    expect((await memberOf(owner))?.handles).toEqual(['@owner-dev'])
    expect((await lead.delete(at(`members/${owner.userId}`))).statusCode).toBe(204)
    const after = await people()
    expect(after.members.map(({ userId }) => userId)).not.toContain(owner.userId)
    expect(after.owners.find(({ handle }) => handle === '@owner-dev')?.userId).toBeNull()
    expect((await newest())?.action).toBe('member.removed')
  })

  it('always include a lead', async () => {
    const before = await databaseDigest(test.db)
    for (const answer of [
      await lead.put(at(`members/${lead.userId}`), { ifMatch: 1, body: { roles: ['viewer'] } }),
      await lead.delete(at(`members/${lead.userId}`)),
    ]) {
      expect([answer.statusCode, answer.json().code]).toEqual([409, 'last_lead'])
    }
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('keep one lead when two leave at once', async () => {
    const first = await aLead(test)
    const second = await aLead(test, first.program)
    const url = (whom: Persona) => `/api/v1/programs/${first.program.slug}/members/${whom.userId}`
    const answers = await Promise.all([first.delete(url(first)), second.delete(url(second))])
    expect([
      [204, 404],
      [204, 409],
    ]).toContainEqual(answers.map((answer) => answer.statusCode).sort())
  })

  it('of another program or of none are 404', async () => {
    const stranger = await aStranger(test)
    expect((await lead.delete(at(`members/${stranger.userId}`))).statusCode).toBe(404)
    expect((await stranger.get(at('people'))).json().code).toBe('not_found')
  })
})

describe('invitations', () => {
  const invite = async (body: object): Promise<{ url: string; token: string; id: string }> => {
    const answer = await lead.post(at('invitations'), { body })
    expect(answer.statusCode).toBe(201)
    const { url, invitation } = routes.people.invite.response.parse(answer.json())
    return { url, token: url.split('/').at(-1) ?? '', id: invitation.id }
  }
  const accept = (token: string, account: object | null, by = anonymous(test)) =>
    by.post(`/api/v1/invitations/${token}/accept`, { body: { account } })
  const account = (email: string) => ({ name: 'Ivy Invited', email, password: 'a password of ivy' })

  it('make an account with the roles and the handle, once', async () => {
    const { url, token } = await invite({ roles: ['reviewer'], handle: '@owner-qa' })
    expect(url).toBe(`http://gatehouse.test/invite/${token}`)
    const offer = (await anonymous(test).get(`/api/v1/invitations/${token}`)).json()
    expect(offer).toMatchObject({ programSlug: lead.program.slug, roles: ['reviewer'], handle: '@owner-qa', email: null })
    const answer = await accept(token, account('ivy@example.test'))
    expect(answer.statusCode).toBe(201)
    expect(answer.json().memberships).toEqual([{ slug: lead.program.slug, roles: ['reviewer'], handles: ['@owner-qa'] }])
    expect(answer.cookies).toHaveLength(1)
    expect(await newest()).toMatchObject({ action: 'member.joined', after: { roles: ['reviewer'], handle: '@owner-qa' } })
    const again = await accept(token, account('ivy2@example.test'))
    expect([again.statusCode, again.json().code]).toEqual([410, 'link_invalid'])
    expect(test.logText()).not.toContain(token)
  })

  it('add to the account that is signed in', async () => {
    const stranger = await aStranger(test)
    const { token } = await invite({ roles: ['viewer'] })
    expect((await accept(token, null)).statusCode).toBe(401)
    const answer = await accept(token, null, stranger)
    expect(answer.json().user.id).toBe(stranger.userId)
    expect((await stranger.get(at('people'))).statusCode).toBe(200)
  })

  it('let one of ten in', async () => {
    const { token } = await invite({ roles: ['viewer'] })
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => accept(token, account(`race-${index}@example.test`))))
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, ...Array(9).fill(410)])
  })

  it('for one address are for that address', async () => {
    const { token } = await invite({ roles: ['viewer'], email: 'Only@Example.test' })
    expect((await accept(token, account('other@example.test'))).statusCode).toBe(403)
    expect((await accept(token, account('only@example.test'))).statusCode).toBe(201)
  })

  it('do not take over an account', async () => {
    const { token } = await invite({ roles: ['viewer'] })
    const answer = await accept(token, account(lead.email))
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'key_taken'])
  })

  it('are listed for leads, end when revoked, and expire', async () => {
    const viewer = await aViewer(test, lead.program)
    const { token, id } = await invite({ roles: ['viewer'] })
    expect((await people()).invitations.find((row) => row.id === id)).toMatchObject({ invitedBy: lead.name })
    expect((await people(viewer)).invitations).toEqual([])
    expect((await lead.delete(at(`invitations/${id}`))).statusCode).toBe(204)
    expect((await accept(token, account('late@example.test'))).statusCode).toBe(410)
    expect((await lead.delete(at(`invitations/${id}`))).statusCode).toBe(404)
    const old = await invite({ roles: ['viewer'] })
    test.clock.advance({ days: 8 })
    expect((await anonymous(test).get(`/api/v1/invitations/${old.token}`)).statusCode).toBe(410)
  })

  it('do not name a handle that the plan does not have', async () => {
    const answer = await lead.post(at('invitations'), { body: { roles: ['viewer'], handle: '@nobody' } })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'key_unknown'])
  })
})

describe('handles', () => {
  it('are added, renamed, bound to members, freed and removed', async () => {
    const member = await aReviewer(test, lead.program, { handle: '@none' })
    const stranger = await aStranger(test)
    expect((await lead.post(at('owners'), { body: { handle: '@owner-ops', name: 'Ops' } })).json()).toMatchObject({
      revision: 1,
      userId: null,
    })
    const edit = (ifMatch: number, body: object) => lead.patch(at('owners/@owner-ops'), { ifMatch, body })
    expect((await edit(1, { userId: stranger.userId })).json().code).toBe('key_unknown')
    const bound = (await edit(1, { name: 'Operations', userId: member.userId })).json()
    expect(bound).toMatchObject({ name: 'Operations', userId: member.userId, userName: member.name })
    expect((await senderWith(test, { cookie: member.cookie }).get('/api/v1/session')).json().memberships[0].handles).toEqual(['@owner-ops'])
    const freed = (await edit(bound.revision, { userId: null })).json()
    expect(freed.userId).toBeNull()
    expect((await lead.delete(at('owners/@owner-ops'), { ifMatch: freed.revision })).statusCode).toBe(204)
    expect((await edit(1, {})).statusCode).toBe(404)
  })

  it('that the plan names stay', async () => {
    const before = await databaseDigest(test.db)
    const { revision } = (await people()).owners.find(({ handle }) => handle === '@owner-dev') ?? { revision: 0 }
    const answer = await lead.delete(at('owners/@owner-dev'), { ifMatch: revision })
    expect(answer.json().issues.map((issue: { path: string }) => issue.path)).toEqual([
      'lanes.L1',
      'tasks.T1',
      'gates.G1.owners',
      'gates.G2.owners',
    ])
    expect(await databaseDigest(test.db)).toBe(before)
  })
})

import type { Board } from '@gatehouse/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aLead, anOwner, aProgram, databaseDigest, type Persona, startTestApp, type TestApp, testPlanText } from '../../testing/index.ts'

let test: TestApp
let lead: Persona
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())
beforeEach(async () => {
  lead = await aLead(test)
})
const url = (rest: string): string => `/api/v1/programs/${lead.program.slug}${rest}`
const [OLD, NEW] = ['1'.repeat(40), 'A'.repeat(40)]

describe('the release target', () => {
  it('keeps the history of its commits, and every proof is judged on the newest', async () => {
    const first = await lead.get(url('/release-target'))
    expect([first.json().sha, first.headers.etag]).toEqual([OLD, '"1"'])
    expect((await lead.post(url('/release-target/sha'), { body: { sha: NEW } })).statusCode).toBe(428)
    const changed = await lead.post(url('/release-target/sha'), { ifMatch: 1, body: { sha: ` ${NEW} ` } })
    expect(changed.json().item).toMatchObject({ sha: NEW.toLowerCase(), revision: 2 })
    expect(changed.json().item.history).toMatchObject([{ sha: NEW.toLowerCase(), setAt: test.clock(), setBy: 'Lena Lead' }, { sha: OLD }])
    const stale = await lead.post(url('/release-target/sha'), { ifMatch: 1, body: { sha: OLD } })
    expect([stale.statusCode, stale.json().current.revision]).toEqual([412, 2])
    const [event] = (await lead.get(url('/log'))).json().events
    expect(event).toMatchObject({ action: 'target.sha_set', before: { sha: OLD }, after: { sha: NEW.toLowerCase() } })
    const board: Board = (await lead.get(url('/board'))).json()
    expect(board.verdict.word).not.toBe('GO')
  })

  it('names another repository and its workflows', async () => {
    const body = { repository: 'acme/other', workflows: [{ path: '.github/workflows/ci.yml', events: ['push'] }] }
    const set = await lead.put(url('/release-target'), { ifMatch: 1, body })
    expect(set.json().item).toMatchObject({
      repository: 'acme/other',
      sha: OLD,
      workflows: [{ path: '.github/workflows/ci.yml', required: true, events: ['push'], workflowId: null }],
    })
  })

  it('is set where there is none yet, based on revision 0', async () => {
    const program = await aProgram(test, (slug) => testPlanText(slug).replace(/^releaseTarget:.*$/m, ''))
    const own = await aLead(test, program)
    const path = `/api/v1/programs/${program.slug}/release-target`
    expect((await own.get(path)).json()).toBeNull()
    const none = await own.post(`${path}/sha`, { ifMatch: 0, body: { sha: NEW } })
    expect([none.statusCode, none.json().code]).toEqual([409, 'release_target_missing'])
    const body = { repository: 'acme/new', workflows: [] }
    expect((await own.put(path, { ifMatch: 1, body })).statusCode).toBe(412)
    const set = await own.put(path, { ifMatch: 0, body })
    expect([set.statusCode, set.json().item]).toMatchObject([200, { repository: 'acme/new', sha: null, revision: 1 }])
  })

  it.each([
    ['a short SHA', '/sha', { sha: 'abc1234' }, 400, 'bad_request'],
    ['a SHA of other letters', '/sha', { sha: 'g'.repeat(40) }, 400, 'bad_request'],
    ['a SHA that is an object', '/sha', { sha: { $gt: '' } }, 400, 'bad_request'],
  ])('refuses %s', async (_, rest, body, status, code) => {
    const before = await databaseDigest(test.db)
    const answer = await lead.post(url(`/release-target${rest}`), { ifMatch: 1, body })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(answer.json().issues[0].message).toMatch(/40|expected string/)
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it.each([
    ['a repository that is an address', { repository: 'https://github.com/acme/x', workflows: [] }, 400, 'bad_request'],
    ['a workflow outside of its folder', { repository: 'acme/x', workflows: [{ path: '../evil.yml' }] }, 400, 'bad_request'],
    [
      'an event that tests another tree',
      { repository: 'acme/x', workflows: [{ path: '.github/workflows/a.yml', events: ['pull_request'] }] },
      400,
      'plan_invalid',
    ],
    [
      'a workflow twice',
      { repository: 'acme/x', workflows: [{ path: '.github/workflows/a.yml' }, { path: '.github/workflows/a.yml' }] },
      400,
      'plan_invalid',
    ],
  ])('refuses %s', async (_, body, status, code) => {
    const before = await databaseDigest(test.db)
    const answer = await lead.put(url('/release-target'), { ifMatch: 1, body })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('is for leads', async () => {
    const owner = await anOwner(test, lead.program)
    expect((await owner.post(url('/release-target/sha'), { ifMatch: 1, body: { sha: NEW } })).statusCode).toBe(403)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { anOwner, aViewer, databaseDigest, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

let test: TestApp
let owner: Persona
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())
beforeEach(async () => {
  owner = await anOwner(test)
})

const url = (rest = ''): string => `/api/v1/programs/${owner.program.slug}/blockers${rest}`
const open = (over: object = {}) => owner.post(url(), { body: { taskKey: 'T1', title: 'No key', severity: 'P0', ...over } })

describe('blockers', () => {
  it('have a clock that stands still while an outsider is waited for', async () => {
    const opened = await open()
    expect([opened.statusCode, opened.json().item]).toMatchObject([
      201,
      { key: 'B-1', state: 'running', slaHours: 12, elapsedMs: 0, overdue: false },
    ])
    test.clock.advance({ hours: 5 })
    const paused = await owner.post(url('/B-1/pause'), { ifMatch: 1, body: { reason: 'The vendor answers tomorrow' } })
    expect(paused.json().item).toMatchObject({
      state: 'paused',
      dueAt: null,
      elapsedMs: 5 * 3_600_000,
      pauseReason: 'The vendor answers tomorrow',
    })
    test.clock.advance({ hours: 30 })
    const resumed = await owner.post(url('/B-1/resume'), { ifMatch: 2, body: {} })
    expect(resumed.json().item).toMatchObject({ state: 'running', pausedMs: 30 * 3_600_000, elapsedMs: 5 * 3_600_000 })
    const escalated = await owner.post(url('/B-1/escalate'), { ifMatch: 3, body: { reason: 'Half of it is gone' } })
    expect(escalated.json().item.escalationLevel).toBe(2)
    const edited = await owner.patch(url('/B-1'), { ifMatch: 4, body: { severity: 'P1' } })
    expect(edited.json().item).toMatchObject({ severity: 'P1', title: 'No key', slaHours: 48 })
    const resolved = await owner.post(url('/B-1/resolve'), { ifMatch: 5, body: { resolution: 'A new key' } })
    expect(resolved.json().item).toMatchObject({ state: 'resolved', resolution: 'A new key', revision: 6 })
    const late = await owner.post(url('/B-1/pause'), { ifMatch: 6, body: { reason: 'x' } })
    expect([late.statusCode, late.json().code]).toEqual([409, 'blocker_not_open'])
    const log = (await owner.get(`/api/v1/programs/${owner.program.slug}/log`)).json().events
    expect(log.map((event: { action: string }) => event.action).reverse()).toEqual([
      'blocker.opened',
      'blocker.paused',
      'blocker.resumed',
      'blocker.escalated',
      'blocker.edited',
      'blocker.resolved',
    ])
    expect(log.find((event: { action: string }) => event.action === 'blocker.escalated').after).toMatchObject({
      reason: 'Half of it is gone',
    })
  })

  it('become overdue by time alone, under a new revision', async () => {
    await open()
    const before = await owner.get(url())
    test.clock.advance({ hours: 13 })
    const after = await owner.get(url())
    expect(after.json()[0]).toMatchObject({ overdue: true })
    expect(Number(String(after.headers.etag).slice(1, -1))).toBeGreaterThan(Number(String(before.headers.etag).slice(1, -1)))
  })

  it('are changed as they were looked at', async () => {
    await open()
    expect((await owner.patch(url('/B-1'), { body: { severity: 'P1' } })).statusCode).toBe(428)
    const stale = await owner.post(url('/B-1/resolve'), { ifMatch: 3, body: { resolution: 'x' } })
    expect([stale.statusCode, stale.json().current]).toMatchObject([412, { key: 'B-1', revision: 1 }])
  })

  it.each([
    ['a task that is not there', { taskKey: 'T9' }, 404, 'task_not_found'],
    ['no title', { title: '  ' }, 400, 'bad_request'],
    ['a severity that is none', { severity: 'P9' }, 400, 'bad_request'],
    ['a key of its own', { key: 'B-9' }, 400, 'bad_request'],
  ])('are not opened with %s', async (_, over, status, code) => {
    const before = await databaseDigest(test.db)
    const answer = await open(over)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('are not opened by viewers', async () => {
    const viewer = await aViewer(test, owner.program)
    expect((await viewer.post(url(), { body: { taskKey: 'T1', title: 'x', severity: 'P0' } })).statusCode).toBe(403)
    expect((await owner.post(url('/B-7/resolve'), { ifMatch: 1, body: { resolution: 'x' } })).json().code).toBe('blocker_not_found')
  })
})

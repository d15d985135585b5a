import { listAudit, loadStoredProgram, prismaOf } from '@gatehouse/db'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aLead, anOwner, aStranger, databaseDigest, newSlug, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

let test: TestApp
let lead: Persona
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())
beforeEach(async () => {
  lead = await aLead(test)
})
const url = (rest = ''): string => `/api/v1/programs/${lead.program.slug}${rest}`

const HEAD = {
  name: 'Fresh start',
  cadence: 'week',
  prefix: 'W',
  first: 1,
  last: 20,
  startsOn: '2026-01-05',
  timeZone: 'Europe/Berlin',
  workingDays: [1, 2, 3, 4, 5],
}

describe('programs', () => {
  it('begin empty, with their maker as lead', async () => {
    const slug = newSlug()
    const made = await lead.post('/api/v1/programs', { body: { slug, ...HEAD } })
    expect([made.statusCode, made.json()]).toMatchObject([201, { slug, programRevision: 1 }])
    const board = (await lead.get(`/api/v1/programs/${slug}/board`)).json()
    expect([board.verdict.word, board.gates, board.periods.length]).toEqual(['UNKNOWN', [], 20])
    const twice = await lead.post('/api/v1/programs', { body: { slug, ...HEAD } })
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'key_taken'])
  })

  it.each([
    ['an unknown time zone', { timeZone: 'Mars/Olympus' }, 400, 'plan_invalid'],
    ['a last period before the first', { first: 5, last: 1 }, 400, 'plan_invalid'],
    ['an address with capitals', { slug: 'Not-Good' }, 400, 'bad_request'],
    ['a date that is none', { startsOn: '2026-02-30' }, 400, 'bad_request'],
    ['an unknown field', { isSample: true }, 400, 'bad_request'],
  ])('do not begin with %s', async (_, over, status, code) => {
    const before = await databaseDigest(test.db)
    const answer = await lead.post('/api/v1/programs', { body: { slug: newSlug(), ...HEAD, ...over } })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('are made once for one Idempotency-Key', async () => {
    const body = { slug: newSlug(), ...HEAD }
    const headers = { 'idempotency-key': newSlug() }
    const [first, again] = [await lead.post('/api/v1/programs', { body, headers }), await lead.post('/api/v1/programs', { body, headers })]
    expect([first.statusCode, again.statusCode, again.json()]).toEqual([201, 201, first.json()])
    const other = await lead.post('/api/v1/programs', { body: { ...body, name: 'Other' }, headers })
    expect([other.statusCode, other.json().code]).toEqual([409, 'idempotency_conflict'])
  })

  it('are listed to their members only', async () => {
    const slugs = async (by: Persona): Promise<string[]> =>
      (await by.get('/api/v1/programs')).json().map((row: { slug: string }) => row.slug)
    const stranger = await aStranger(test)
    expect(await slugs(lead)).toContain(lead.program.slug)
    expect(await slugs(stranger)).toEqual([stranger.program.slug])
  })

  it('go with everything in them, for leads only', async () => {
    const owner = await anOwner(test, lead.program)
    expect((await owner.delete(url())).statusCode).toBe(403)
    await lead.patch(url('/tasks/T1'), { ifMatch: 1, body: { note: 'x' } })
    expect((await lead.delete(url())).statusCode).toBe(204)
    expect((await lead.get(url('/board'))).statusCode).toBe(404)
    expect((await owner.get(url())).statusCode).toBe(404)
    expect(await loadStoredProgram(test.db, { id: lead.program.id })).toBeNull()
    expect(await listAudit(test.db, lead.program.id, { limit: 10 })).toEqual([])
  })
})

describe('settings', () => {
  it('are edited at their revision, several at once, each noted', async () => {
    const settings = await lead.get(url())
    expect([settings.json().headRevision, settings.headers.etag]).toEqual([1, '"1"'])
    const body = {
      goal: 'Ship it well',
      last: 16,
      contingency: { from: 13, to: 16, tolerance: 2, target: 'G2' },
      criticalPaths: [{ key: 'CP2', name: 'Short', steps: ['T1', 'G2'] }],
    }
    expect((await lead.patch(url(), { body })).statusCode).toBe(428)
    const edited = await lead.patch(url(), { ifMatch: 1, body })
    expect(edited.statusCode).toBe(200)
    expect(edited.json()).toMatchObject({
      head: { goal: 'Ship it well', last: 16, name: settings.json().head.name },
      contingency: body.contingency,
      criticalPaths: body.criticalPaths,
    })
    expect(edited.headers.etag).toBe(`"${edited.json().headRevision}"`)
    const stale = await lead.patch(url(), { ifMatch: 1, body: { goal: 'Mine' } })
    expect([stale.statusCode, stale.json().current]).toEqual([412, edited.json()])
    const log = (await lead.get(url('/log'))).json().events
    expect(log.map((event: { action: string }) => event.action)).toEqual(['critical_paths.set', 'contingency.set', 'program.edited'])
    expect(new Set(log.map((event: { revision: number }) => event.revision)).size).toBe(1)
  })

  it.each([
    ['an end before tasks that are planned', { last: 5 }, 400, 'plan_invalid'],
    ['a target that is not there', { contingency: { from: 11, to: 14, tolerance: 1, target: 'G9' } }, 422, 'key_unknown'],
    ['a path through what is not there', { criticalPaths: [{ key: 'CP1', name: 'x', steps: ['T9'] }] }, 422, 'key_unknown'],
    ['another address', { slug: 'other' }, 400, 'bad_request'],
    ['no working day', { workingDays: [] }, 400, 'bad_request'],
  ])('refuse %s', async (_, body, status, code) => {
    const before = await databaseDigest(test.db)
    const answer = await lead.patch(url(), { ifMatch: 1, body })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('make the present plan the baseline, with a reason', async () => {
    const nothing = await lead.post(url('/baseline'), { body: { reason: 'Tidy' } })
    expect(nothing.statusCode).toBe(400)
    await lead.patch(url('/tasks/T1'), { ifMatch: 1, body: { finish: 5 } })
    expect((await lead.post(url('/baseline'), { body: { reason: ' ' } })).statusCode).toBe(400)
    const set = await lead.post(url('/baseline'), { body: { reason: 'Agreed on Monday' } })
    expect(set.statusCode).toBe(200)
    expect((await lead.get(url('/tasks/T1'))).json()).toMatchObject({ baselineFinish: 5, revision: 3 })
    const [event] = (await lead.get(url('/log'))).json().events
    expect(event).toMatchObject({ action: 'baseline.set', before: { T1: [0, 3] }, after: { reason: 'Agreed on Monday', T1: [0, 5] } })
  })
})

describe('the log', () => {
  it('is read newest first, by subject and by page', async () => {
    for (const [index, key] of ['T1', 'T2', 'T1'].entries()) {
      const { revision } = (await lead.get(url(`/tasks/${key}`))).json()
      await lead.patch(url(`/tasks/${key}`), { ifMatch: revision, body: { note: `note ${index}` } })
    }
    const all = (await lead.get(url('/log'))).json().events
    expect(all.map((event: { seq: number }) => event.seq)).toEqual([3, 2, 1])
    const ofT1 = (await lead.get(url('/log?subject=task:T1'))).json().events
    expect(ofT1.map((event: { subjectKey: string }) => event.subjectKey)).toEqual(['T1', 'T1'])
    expect((await lead.get(url('/log?limit=1&before=3'))).json().events).toMatchObject([{ seq: 2 }])
    expect((await lead.get(url('/log?subject=T1'))).statusCode).toBe(400)
    expect((await lead.get(url('/log?limit=9999'))).statusCode).toBe(400)
  })
})

describe('the audit', () => {
  it('is part of the change: when it cannot be written, nothing is', async () => {
    const prisma = prismaOf(test.db)
    await prisma.$executeRawUnsafe(
      `CREATE FUNCTION refuse_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room for records'; END $$`,
    )
    const before = await databaseDigest(test.db)
    await prisma.$executeRawUnsafe(`CREATE TRIGGER refuse_audit BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_audit()`)
    const answers = [
      await lead.patch(url('/tasks/T1'), { ifMatch: 1, body: { status: 'done' } }),
      await lead.post(url('/blockers'), { body: { taskKey: 'T1', title: 'x', severity: 'P0' } }),
      await lead.post(url('/evidence'), {
        body: { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'x', url: 'https://a.example' },
      }),
      await lead.post(url('/gates/G1/start'), { ifMatch: 1, body: {} }),
      await lead.post(url('/release-target/sha'), { ifMatch: 1, body: { sha: '3'.repeat(40) } }),
      await lead.patch(url(), { ifMatch: 1, body: { goal: 'x' } }),
      await lead.post(url('/lanes'), { body: { key: 'L9', name: 'x' } }),
      await lead.post('/api/v1/programs', { body: { slug: newSlug(), ...HEAD } }),
    ]
    await prisma.$executeRawUnsafe('DROP TRIGGER refuse_audit ON audit_event')
    expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 500))
    expect(answers.every((answer) => !answer.body.includes('no room'))).toBe(true)
    expect(await databaseDigest(test.db)).toBe(before)
    expect((await lead.patch(url('/tasks/T1'), { ifMatch: 1, body: { status: 'done' } })).statusCode).toBe(200)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aLead, anOwner, aPersona, aViewer, databaseDigest, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

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
const logOf = async (): Promise<{ action: string; before: unknown; after: unknown; correlationId: string; revision: number }[]> =>
  (await lead.get(url('/log'))).json().events

describe('tasks', () => {
  it('are listed and found with their schedule', async () => {
    const list = await lead.get(url('/tasks'))
    expect(list.json().map((task: { key: string }) => task.key)).toEqual(['T1', 'T2', 'T3'])
    expect(list.headers.etag).toBe('"1"')
    const one = await lead.get(url('/tasks/T2'))
    expect(one.json()).toMatchObject({
      key: 'T2',
      after: [{ ref: 'T1', kind: 'hard', lag: 0 }],
      schedule: { drivenBy: 'T1' },
      childOf: 'G2',
    })
    expect((await lead.get(url('/tasks/T9'))).json().code).toBe('task_not_found')
  })

  it('are added with their predecessors, and removed with them', async () => {
    const body = { key: 'T4', lane: 'L2', title: 'Sweep up', start: 8, finish: 8, after: [{ ref: 'T2' }], owners: ['@owner-qa'] }
    const added = await lead.post(url('/tasks'), { body })
    expect([added.statusCode, added.headers.etag]).toEqual([201, '"1"'])
    expect(added.json().item).toMatchObject({ key: 'T4', status: 'todo', baselineStart: 8, after: [{ ref: 'T2', kind: 'hard', lag: 0 }] })
    const twice = await lead.post(url('/tasks'), { body })
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'key_taken'])
    expect((await lead.delete(url('/tasks/T4'))).statusCode).toBe(428)
    const stale = await lead.delete(url('/tasks/T4'), { ifMatch: 5 })
    expect([stale.statusCode, stale.json().current.key]).toEqual([412, 'T4'])
    expect((await lead.delete(url('/tasks/T4'), { ifMatch: 1 })).statusCode).toBe(204)
    expect((await lead.get(url('/dependencies'))).json().some((link: { to: string }) => link.to === 'T4')).toBe(false)
    expect((await logOf()).map((event) => event.action)).toEqual(['task.removed', 'task.added'])
  })

  it('are edited in one go, and the audit says what was and what is', async () => {
    const answer = await lead.patch(url('/tasks/T1'), {
      ifMatch: 1,
      body: { title: 'Build it well', finish: 4, status: 'in_progress', priority: 'P1' },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json().item).toMatchObject({
      title: 'Build it well',
      finish: 4,
      baselineFinish: 3,
      status: 'in_progress',
      actualStart: 5,
      revision: 2,
    })
    expect(answer.headers.etag).toBe('"2"')
    const [event] = await logOf()
    expect(event).toMatchObject({
      action: 'task.edited',
      before: { title: 'Build it', finish: 3, status: 'todo', priority: 'P0', actualStart: null },
      after: { title: 'Build it well', finish: 4, status: 'in_progress', priority: 'P1', actualStart: 5 },
      correlationId: answer.headers['x-request-id'],
      revision: answer.json().programRevision,
    })
  })

  it('answer a stale edit with the task as it is now', async () => {
    await lead.patch(url('/tasks/T1'), { ifMatch: 1, body: { note: 'first' } })
    const stale = await lead.patch(url('/tasks/T1'), { ifMatch: 1, body: { note: 'second' } })
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'stale_revision'])
    expect(stale.json().current).toMatchObject({ key: 'T1', note: 'first', revision: 2 })
  })

  it.each([
    ['an end before the start', { start: 5, finish: 4 }, 422, 'task_bad_span'],
    ['a span outside of the program', { finish: 40 }, 422, 'task_bad_span'],
    ['a lane that is not there', { lane: 'L9' }, 422, 'key_unknown'],
    ['itself as its parent', { parent: 'T1' }, 422, 'dependency_cycle'],
    ['moved to nowhere', { status: 'moved' }, 422, 'task_moved_nowhere'],
    ['a place for what is not moved', { movedTo: 'Later' }, 422, 'task_moved_nowhere'],
    ['finished before it began', { status: 'done', actualStart: 4, actualFinish: 2 }, 422, 'task_bad_span'],
    ['an unknown field', { revision: 9 }, 400, 'bad_request'],
    ['a wrong type', { start: '1' }, 400, 'bad_request'],
    ['a status that is none', { status: 'finished' }, 400, 'bad_request'],
  ])('refuse %s, and leave the database as it was', async (_, body, status, code) => {
    const before = await databaseDigest(test.db)
    const answer = await lead.patch(url('/tasks/T1'), { ifMatch: 1, body })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('take progress from their owners and the plan from leads', async () => {
    const owner = await anOwner(test, lead.program)
    const done = await owner.patch(url('/tasks/T1'), {
      ifMatch: 1,
      body: { status: 'done', checklist: [{ text: 'Compiled', done: true }] },
    })
    expect(done.json().item).toMatchObject({ status: 'done', checklist: [{ text: 'Compiled', done: true }] })
    expect((await owner.patch(url('/tasks/T1'), { ifMatch: 2, body: { title: 'Mine' } })).json().code).toBe('forbidden')
    expect((await owner.patch(url('/tasks/T1'), { ifMatch: 2, body: { status: 'done', start: 1 } })).json().code).toBe('forbidden')
    // T3 names nobody; its lane is QA's.
    const foreign = await owner.patch(url('/tasks/T3'), { ifMatch: 1, body: { status: 'done' } })
    expect([foreign.statusCode, foreign.json().code]).toEqual([403, 'forbidden'])
    const qa = await aPersona(test, lead.program, ['owner'], { handle: '@owner-qa' })
    expect((await qa.patch(url('/tasks/T3'), { ifMatch: 1, body: { status: 'done' } })).statusCode).toBe(200)
    const viewer = await aViewer(test, lead.program)
    expect((await viewer.patch(url('/tasks/T1'), { ifMatch: 2, body: { note: 'x' } })).statusCode).toBe(403)
  })
})

describe('a what-if', () => {
  const moves = [
    { key: 'T1', start: 0, finish: 5 },
    { key: 'T3', start: 6, finish: 8 },
  ]

  it('is shown without being stored, and then saved as it was shown', async () => {
    const before = await databaseDigest(test.db)
    const preview = await lead.post(url('/schedule/preview'), { body: { moves } })
    expect(preview.statusCode).toBe(200)
    expect(await databaseDigest(test.db)).toBe(before)
    const shown = preview.json()
    const saved = await lead.post(url('/schedule/moves'), { body: { moves: moves.map((move) => ({ ...move, revision: 1 })) } })
    expect(saved.statusCode).toBe(200)
    expect(saved.json().items.map((task: { key: string; revision: number }) => [task.key, task.revision])).toEqual([
      ['T1', 2],
      ['T3', 2],
    ])
    const schedule = (await lead.get(url('/schedule'))).json()
    expect(schedule.targetFinish).toBe(shown.targetFinishAfter)
    expect(schedule.slip).toBe(shown.slipAfter)
    expect(schedule.contingency).toEqual(shown.contingencyAfter)
    for (const change of shown.changed) {
      const row = schedule.rows.find((each: { key: string }) => each.key === change.key)
      expect([row.earliestStart, row.earliestFinish]).toEqual([change.toStart, change.toFinish])
    }
  })

  it('is saved wholly or not at all', async () => {
    const before = await databaseDigest(test.db)
    const stale = await lead.post(url('/schedule/moves'), {
      body: {
        moves: [
          { ...moves[0], revision: 1 },
          { ...moves[1], revision: 4 },
        ],
      },
    })
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'stale_revision'])
    expect(stale.json().current.map((task: { key: string }) => task.key)).toEqual(['T1', 'T3'])
    const bad = await lead.post(url('/schedule/moves'), {
      body: {
        moves: [
          { ...moves[0], revision: 1 },
          { key: 'T3', start: 9, finish: 2, revision: 1 },
        ],
      },
    })
    expect([bad.statusCode, bad.json().code]).toEqual([422, 'task_bad_span'])
    const unknown = await lead.post(url('/schedule/moves'), { body: { moves: [{ key: 'T8', start: 1, finish: 2, revision: 1 }] } })
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'task_not_found'])
    const twice = await lead.post(url('/schedule/moves'), {
      body: {
        moves: [
          { ...moves[0], revision: 1 },
          { ...moves[0], revision: 1 },
        ],
      },
    })
    expect([twice.statusCode, twice.json().code]).toEqual([422, 'task_bad_span'])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('may be asked by everybody and saved by leads', async () => {
    const viewer = await aViewer(test, lead.program)
    expect((await viewer.post(url('/schedule/preview'), { body: { moves } })).statusCode).toBe(200)
    expect((await viewer.post(url('/schedule/moves'), { body: { moves: [{ ...moves[0], revision: 1 }] } })).statusCode).toBe(403)
    expect((await viewer.post(url('/schedule/preview'), { body: { moves: [{ key: 'T8', start: 1, finish: 2 }] } })).json().code).toBe(
      'task_not_found',
    )
  })
})

describe('dependencies', () => {
  it('are added, edited, listed and removed', async () => {
    const added = await lead.post(url('/dependencies'), { body: { from: 'T3', to: 'G2', kind: 'soft', note: 'Nice to have' } })
    expect([added.statusCode, added.json().item]).toMatchObject([201, { from: 'T3', to: 'G2', kind: 'soft', listed: true, revision: 1 }])
    const path = url('/dependencies/T3/G2/soft')
    expect((await lead.patch(path, { body: { lag: 1 } })).statusCode).toBe(428)
    const edited = await lead.patch(path, { ifMatch: 1, body: { lag: 1 } })
    expect(edited.json().item).toMatchObject({ lag: 1, note: 'Nice to have', revision: 2 })
    const stale = await lead.patch(path, { ifMatch: 1, body: { lag: 2 } })
    expect([stale.statusCode, stale.json().current]).toMatchObject([412, { lag: 1, revision: 2 }])
    expect((await lead.get(url('/dependencies'))).json()).toHaveLength(3)
    expect((await lead.delete(path, { ifMatch: 2 })).statusCode).toBe(204)
    expect((await lead.delete(path, { ifMatch: 2 })).json().code).toBe('dependency_not_found')
    expect((await logOf()).map((event) => event.action)).toEqual(['dependency.removed', 'dependency.edited', 'dependency.added'])
  })

  it.each([
    ['a cycle, with the way round', { from: 'T2', to: 'T1' }, 422, 'dependency_cycle'],
    ['itself', { from: 'T1', to: 'T1' }, 422, 'dependency_cycle'],
    ['an end that is not there', { from: 'T1', to: 'X9' }, 422, 'dependency_unknown_end'],
    ['what is there already', { from: 'T1', to: 'T2' }, 409, 'dependency_exists'],
    ['a lag that is no number', { from: 'T1', to: 'G2', lag: 1.5 }, 400, 'bad_request'],
  ])('refuse %s', async (_, body, status, code) => {
    const before = await databaseDigest(test.db)
    const answer = await lead.post(url('/dependencies'), { body })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(await databaseDigest(test.db)).toBe(before)
  })
})

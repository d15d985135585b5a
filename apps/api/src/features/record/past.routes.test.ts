import { type Response, routes } from '@gatehouse/contracts'
import type { Board } from '@gatehouse/core'
import { openTestDatabase } from '@gatehouse/db/testing'
import { listPrograms, prismaOf } from '@gatehouse/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPasts } from './pasts.ts'
import { loadSamples } from '../samples/load-samples.ts'
import { aLead, anOwner, aReviewer, aViewer, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

type Past = Response<typeof routes.record.past>
/** D0 to D5 of the test plan, at noon in its zone. */
const noonOf = (day: number): string => `2026-02-${20 + day}T06:30:00.000Z`

let test: TestApp
let lead: Persona
let viewer: Persona
const url = (rest: string): string => `/api/v1/programs/${lead.program.slug}${rest}`
const past = async (query: string): Promise<Past> => {
  const answer = await viewer.get(url(`/past?${query}`))
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  return answer.json()
}
const refusal = async (query: string): Promise<readonly [number, string, string]> => {
  const answer = await viewer.get(url(`/past?${query}`))
  return [answer.statusCode, answer.json().code, answer.json().detail]
}
const told = ({ difference }: Past): string[] =>
  difference
    .filter(({ kind }) => kind !== 'verdict' && kind !== 'readiness')
    .map(({ kind, key, what, was, now }) => `${kind} ${kind === 'evidence' ? '' : key} ${what}: ${was ?? '-'} > ${now ?? '-'}`)
/** Boards as they were shown, by the seq that they were shown after. */
const shown = new Map<number, Board>()
const look = async (seq: number): Promise<void> => {
  shown.set(seq, (await viewer.get(url('/board'))).json())
}

beforeAll(async () => {
  test = await startTestApp({ now: noonOf(1) })
  lead = await aLead(test)
  viewer = await aViewer(test, lead.program)
  const owner = await anOwner(test, lead.program)
  const reviewer = await aReviewer(test, lead.program)
  const gate = async () => (await owner.get(url('/gates/G1'))).json()
  await lead.patch(url('/tasks/T3'), { ifMatch: 1, body: { title: 'Write it all down' } })
  await look(1)
  test.clock.set(noonOf(2))
  await owner.patch(url('/tasks/T1'), { ifMatch: 1, body: { status: 'done' } })
  const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build 17', url: 'https://ci.example/17' }
  await owner.post(url('/evidence'), { body: proof })
  await look(3)
  test.clock.set(noonOf(3))
  await owner.post(url('/gates/G1/submit'), { ifMatch: (await gate()).revision, body: {} })
  const { revision, frozen } = await gate()
  await reviewer.post(url('/gates/G1/approve'), { ifMatch: revision, body: { seen: frozen } })
  await look(5)
  test.clock.set(noonOf(4))
  await lead.post(url('/blockers'), { body: { taskKey: 'T2', title: 'No runner', severity: 'P1' } })
  await lead.post(url('/lanes'), { body: { key: 'L9', name: 'Late lane' } })
  await look(7)
  test.clock.set(noonOf(5))
})
afterAll(() => test.close())

describe('the board of the past', () => {
  it('is at the end of a period what was on the record then, judged at its last moment', async () => {
    const atD2 = await past('period=2')
    expect(routes.record.past.response.parse(atD2)).toEqual(atD2)
    expect(atD2).toMatchObject({ seq: 3, at: '2026-02-22T18:29:59.999Z', board: { today: { period: 2 } } })
    const [gate] = atD2.board.gates
    expect(gate).toMatchObject({ key: 'G1', approvals: 0, requirements: [{ state: 'fresh' }] })
    expect(atD2.board.lanes.map(({ key }) => key)).toEqual(['L1', 'L2'])
    expect(atD2.board.blockers).toEqual([])
    expect(told(atD2)).toEqual([
      'gate G1 state: InProgress > SignedOff',
      'gate G1 approvals: 0 of 1 > 1 of 1',
      'blocker B-1 opened: - > running',
    ])
  })

  it.each([1, 3, 5, 7])('is after event %i what was shown then', async (seq) => {
    const { board, revision } = await past(`seq=${seq}`)
    const then = shown.get(seq)
    expect(revision).toBe(then?.program.revision)
    expect(board).toEqual({ ...then, computedAt: board.computedAt })
  })

  it('is the same at an instant, whatever its zone', async () => {
    const byInstant = await past('at=2026-02-22T12:00:00%2B05:30')
    expect(byInstant).toMatchObject({ seq: 3, at: '2026-02-22T06:30:00.000Z' })
    expect(byInstant.board).toEqual((await past('seq=3')).board)
    expect(await past('seq=7')).toMatchObject({ seq: 7, difference: [] })
  })

  it('is the same in whatever order it is asked for, and however much is kept', async () => {
    const seqs = [1, 2, 3, 4, 5, 6, 7]
    const { id } = lead.program
    const said = await Promise.all(seqs.map(async (seq) => JSON.stringify(await createPasts(test.db).after(id, seq))))
    expect(new Set(said).size).toBe(seqs.length)
    for (const options of [{ page: 2, keepEvery: 2 }, { page: 1, keepEvery: 1 }, { maxBytes: 0 }, { page: 3, maxBytes: 40_000 }]) {
      const pasts = createPasts(test.db, options)
      for (const seq of [6, 3, 7, 1, 6, 5, 2, 4]) expect(JSON.stringify(await pasts.after(id, seq)), `${seq}`).toBe(said[seq - 1])
    }
  })

  it('is refused for what is not over, not recorded, or not said', async () => {
    expect(await refusal('period=5')).toEqual([409, 'past_not_over', 'D5 is over at 25 Feb 18:30 UTC, not before.'])
    expect(await refusal('at=2026-02-25T06:30:01Z')).toEqual([409, 'past_not_over', '25 Feb 06:30 UTC is still to come.'])
    expect(await refusal('seq=8')).toEqual([409, 'past_not_over', 'The record ends with event 7; there is no event 8 yet.'])
    const before = 'The record of this board begins at 21 Feb 06:30 UTC, with event 1.'
    expect(await refusal('period=0')).toEqual([404, 'past_not_recorded', before])
    expect((await refusal('period=-900'))[1]).toBe('past_not_recorded')
    for (const query of ['', 'period=1&seq=2', 'period=D1', 'seq=0', 'at=now']) expect((await refusal(query))[1], query).toBe('bad_request')
    const fresh = await aLead(test)
    const answer = await fresh.get(`/api/v1/programs/${fresh.program.slug}/past?at=2026-02-01T00:00:00Z`)
    expect(answer.json()).toMatchObject({ code: 'past_not_recorded', detail: 'Nothing is on the record of this program yet.' })
  })

  it('is told of a record from before some fields existed', async () => {
    const old = await aLead(test)
    const oldUrl = `/api/v1/programs/${old.program.slug}`
    await old.patch(`${oldUrl}/tasks/T1`, { ifMatch: 1, body: { note: 'first' } })
    const prisma = prismaOf(test.db)
    await prisma.$executeRawUnsafe('ALTER TABLE audit_event DISABLE TRIGGER USER')
    await prisma.$executeRawUnsafe(
      `UPDATE audit_event SET patch = replace(replace(replace(patch, '"signRoles":[],', ''), '"oneOf":[],', ''), ',"stepUp":false', '')
       WHERE program_id = '${old.program.id}'`,
    )
    await prisma.$executeRawUnsafe('ALTER TABLE audit_event ENABLE TRIGGER USER')
    const answer = await old.get(`${oldUrl}/past?seq=1`)
    expect(routes.record.past.response.parse(answer.json())).toMatchObject({
      board: { program: { stepUp: false }, gates: [{ signRoles: [] }, {}] },
    })
  })
})

describe('a sample program', () => {
  it('is told at the end of each period that is over', async () => {
    const db = await openTestDatabase()
    await loadSamples({ db, now: noonOf(5) })
    const samples = await startTestApp({ db, now: noonOf(5) })
    const row = (await listPrograms(db, 'all')).find(({ slug }) => slug === 'credity12')
    if (row === undefined) throw new Error('the sample is not there')
    const visitor = await aViewer(samples, row)
    const board: Board = (await visitor.get('/api/v1/programs/credity12/board')).json()
    const over = board.periods.filter(({ endsAt }) => Date.parse(endsAt) <= Date.parse(noonOf(5)))
    expect(over.length).toBeGreaterThan(3)
    const states: Past[] = []
    for (const { index } of over) {
      const answer = await visitor.get(`/api/v1/programs/credity12/past?period=${index}`)
      states.push(routes.record.past.response.parse(answer.json()))
    }
    const proved = states.map(({ board: then }) => then.readiness.proved)
    expect(proved.toSorted((a, b) => a - b)).toEqual(proved)
    expect(states.at(0)?.difference.length).toBeGreaterThan(states.at(-1)?.difference.length ?? 0)
    expect(states.map(({ board: then }) => then.today.period)).toEqual(over.map(({ index }) => index))
    await samples.close()
    await db.close()
  })
})

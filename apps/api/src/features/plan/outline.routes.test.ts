import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aLead, anOwner, databaseDigest, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

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

const KINDS = [
  [
    'lanes',
    'lane',
    { key: 'L3', name: 'Docs', mission: 'Write', deliverables: ['Guide'], owners: ['@owner-dev'] },
    { mission: 'Write it well' },
  ],
  [
    'phases',
    'phase',
    { key: 'B', name: 'Second half', from: 8, to: 14, focus: 'Prove', exitCriteria: ['Proved'] },
    { focus: 'Prove it twice' },
  ],
  ['milestones', 'milestone', { key: 'M2', name: 'Proved', from: 8, to: 10, criteria: ['It is'] }, { to: 11 }],
] as const

describe.each(KINDS)('%s', (plural, noun, body, patch) => {
  it('are added, listed, edited and removed, each change with its audit event', async () => {
    const added = await lead.post(url(`/${plural}`), { body })
    expect(added.statusCode).toBe(201)
    expect(added.json()).toEqual({ programRevision: 2, revision: 1, item: { ...body, revision: 1 } })
    const path = url(`/${plural}/${body.key}`)
    expect((await lead.patch(path, { body: patch })).statusCode).toBe(428)
    const edited = await lead.patch(path, { ifMatch: 1, body: patch })
    expect(edited.json()).toEqual({ programRevision: 3, revision: 2, item: { ...body, ...patch, revision: 2 } })
    expect(edited.headers.etag).toBe('"2"')
    const stale = await lead.patch(path, { ifMatch: 1, body: patch })
    expect([stale.statusCode, stale.json().code, stale.json().current]).toEqual([412, 'stale_revision', { ...body, ...patch, revision: 2 }])
    const list = await lead.get(url(`/${plural}`))
    expect(list.json().at(-1)).toEqual({ ...body, ...patch, revision: 2 })
    expect((await lead.delete(path, { ifMatch: 1 })).statusCode).toBe(412)
    expect((await lead.delete(path, { ifMatch: 2 })).statusCode).toBe(204)
    expect((await lead.delete(path, { ifMatch: 2 })).statusCode).toBe(404)
    const log = (await lead.get(url('/log'))).json().events
    expect(log.map((event: { action: string }) => event.action)).toEqual([`${noun}.removed`, `${noun}.edited`, `${noun}.added`])
  })

  it('refuse a taken key, unknown fields and people from elsewhere', async () => {
    const stranger = await anOwner(test)
    const before = await databaseDigest(test.db)
    const taken = { ...body, key: { lanes: 'L1', phases: 'A', milestones: 'M1' }[plural] }
    const twice = await lead.post(url(`/${plural}`), { body: taken })
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'key_taken'])
    expect((await lead.post(url(`/${plural}`), { body: { ...body, ord: 1 } })).statusCode).toBe(400)
    expect((await stranger.post(url(`/${plural}`), { body })).statusCode).toBe(404)
    expect(await databaseDigest(test.db)).toBe(before)
  })
})

describe('what others need', () => {
  it('is not taken away: a lane with tasks, a milestone that shares a key with a task', async () => {
    const lane = await lead.delete(url('/lanes/L1'), { ifMatch: 1 })
    expect([lane.statusCode, lane.json().code]).toEqual([422, 'key_unknown'])
    const milestone = await lead.post(url('/milestones'), { body: { key: 'T1', name: 'Twin', from: 1, to: 2 } })
    expect([milestone.statusCode, milestone.json().code]).toEqual([409, 'key_taken'])
    const outside = await lead.post(url('/phases'), { body: { key: 'Z', name: 'Later', from: 20, to: 30 } })
    expect([outside.statusCode, outside.json().code]).toEqual([400, 'plan_invalid'])
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Board } from '@gatehouse/core'
import { type Database, migrate, openDatabase } from '@gatehouse/db'
import { startPostgres } from '@gatehouse/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, type Persona, type Sender, senderWith, startTestApp, type TestApp } from '../testing/index.ts'

let dataDir: string
let server: Awaited<ReturnType<typeof startPostgres>>
let databases: Database[]
let here: TestApp
let there: TestApp
let lead: Persona
/** The same person, asking the other replica. */
let elsewhere: Sender
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-replicas-'))
  server = await startPostgres()
  const url = await server.createDatabase()
  databases = [await openDatabase({ url, dataDir }), await openDatabase({ url, dataDir })]
  const [first, second] = databases as [Database, Database]
  await migrate(first)
  here = await startTestApp({ db: first })
  there = await startTestApp({ db: second })
  lead = await aLead(here)
  elsewhere = senderWith(there, { cookie: lead.cookie })
})
afterAll(async () => {
  await Promise.all([here.close(), there.close()])
  await Promise.all(databases.map((db) => db.close()))
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})
const url = (rest: string): string => `/api/v1/programs/${lead.program.slug}${rest}`
const etagOf = async (by: Sender): Promise<string> => String((await by.get(url('/board'))).headers.etag)

describe('two replicas', () => {
  it('agree on a board soon after a write, whoever made it', async () => {
    expect(await etagOf(elsewhere)).toBe(await etagOf(lead))
    const saved = await lead.patch(url('/tasks/T1'), { ifMatch: 1, body: { status: 'in_progress' } })
    const { programRevision } = saved.json()
    await expect.poll(() => etagOf(elsewhere), { timeout: 2_000, interval: 20 }).toBe(`"${programRevision}"`)
    const back = await elsewhere.patch(url('/tasks/T1'), { ifMatch: 2, body: { status: 'done' } })
    expect(back.statusCode).toBe(200)
    await expect.poll(() => etagOf(lead), { timeout: 2_000, interval: 20 }).toBe(`"${back.json().programRevision}"`)
  })

  it('raise the revision once between them when time changes the board', async () => {
    const before: Board = (await lead.get(url('/board'))).json()
    await etagOf(elsewhere)
    here.clock.set(before.nextChangeAt ?? '')
    there.clock.set(before.nextChangeAt ?? '')
    await Promise.all(Array.from({ length: 20 }, (_, index) => etagOf(index % 2 === 0 ? lead : elsewhere)))
    const raised = `"${before.program.revision + 1}"`
    await expect.poll(async () => [await etagOf(lead), await etagOf(elsewhere)], { timeout: 2_000, interval: 20 }).toEqual([raised, raised])
  })

  it('refuse the second of two writes that were based on the same revision', async () => {
    const answers = await Promise.all([
      lead.patch(url('/tasks/T3'), { ifMatch: 1, body: { note: 'here' } }),
      elsewhere.patch(url('/tasks/T3'), { ifMatch: 1, body: { note: 'there' } }),
    ])
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 412])
  })
})

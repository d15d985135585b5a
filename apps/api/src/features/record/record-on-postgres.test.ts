/** What must hold of the record when several servers share a real Postgres. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, migrate, openDatabase, prismaOf } from '@gatehouse/db'
import { type PostgresServer, startPostgres } from '@gatehouse/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, databaseDigest, type Persona, senderWith, startTestApp, type TestApp } from '../../testing/index.ts'

let server: PostgresServer
let dataDir: string
let databases: Database[]
let one: TestApp
let other: TestApp
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-record-'))
  server = await startPostgres()
  const url = await server.createDatabase()
  const db = await openDatabase({ url, dataDir })
  await migrate(db)
  const replica = await openDatabase({ url, dataDir })
  databases = [db, replica]
  one = await startTestApp({ db })
  other = await startTestApp({ db: replica })
}, 120_000)
afterAll(async () => {
  await Promise.all([one.close(), other.close()])
  await Promise.all(databases.map((db) => db.close()))
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const urlOf = (lead: Persona, rest: string): string => `/api/v1/programs/${lead.program.slug}${rest}`
const verified = async (lead: Persona) => (await lead.get(urlOf(lead, '/log/verify'))).json()

describe('a record shared by two servers', () => {
  it('takes no change without its event: the answer is 500, the database as it was', async () => {
    const lead = await aLead(one)
    const url = (rest: string): string => urlOf(lead, rest)
    const prisma = prismaOf(one.db)
    await prisma.$executeRawUnsafe(
      `CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$`,
    )
    const before = await databaseDigest(one.db)
    await prisma.$executeRawUnsafe('CREATE TRIGGER refuse_event AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_event()')
    const answers = [
      await lead.patch(url('/tasks/T1'), { ifMatch: 1, body: { status: 'done' } }),
      await lead.post(url('/blockers'), { body: { taskKey: 'T1', title: 'x', severity: 'P0' } }),
      await lead.post(url('/gates/G1/start'), { ifMatch: 1, body: {} }),
      await lead.post(url('/release-target/sha'), { ifMatch: 1, body: { sha: '3'.repeat(40) } }),
      await lead.patch(url(''), { ifMatch: 1, body: { goal: 'x' } }),
    ]
    await prisma.$executeRawUnsafe('DROP TRIGGER refuse_event ON audit_event')
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 500))
    expect(await databaseDigest(one.db)).toBe(before)
    expect((await lead.patch(url('/tasks/T1'), { ifMatch: 1, body: { status: 'done' } })).statusCode).toBe(200)
    expect(await verified(lead)).toMatchObject({ events: 1, faults: [] })
  })

  it('stays whole, and gets one checkpoint a day, whoever writes and ticks', async () => {
    const lead = await aLead(one)
    const elsewhere = senderWith(other, { cookie: lead.cookie })
    const writes = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? lead : elsewhere).post(urlOf(lead, '/lanes'), { body: { key: `L${index + 10}`, name: `Lane ${index}` } }),
    )
    expect((await Promise.all(writes)).map(({ statusCode }) => statusCode)).toEqual(writes.map(() => 201))
    await Promise.all([one, other, one, other].map(({ app }) => app.shell.checkpoints.tick()))
    expect(await verified(lead)).toMatchObject({ events: 20, head: { seq: 20 }, checkpoints: 1, faults: [] })
    const listed = (await elsewhere.get(urlOf(lead, '/checkpoints'))).json()
    expect(listed.checkpoints).toMatchObject([{ seq: 20, reason: 'daily' }])
  })

  it('goes by its numbers when a clock is set back', async () => {
    const lead = await aLead(one)
    const elsewhere = senderWith(other, { cookie: lead.cookie })
    other.clock.set('2026-02-24T06:30:00.000Z')
    await lead.post(urlOf(lead, '/lanes'), { body: { key: 'L3', name: 'First' } })
    await elsewhere.post(urlOf(lead, '/lanes'), { body: { key: 'L4', name: 'Second' } })
    await lead.post(urlOf(lead, '/lanes'), { body: { key: 'L5', name: 'Third' } })
    const { events } = (await lead.get(urlOf(lead, '/log'))).json()
    expect(events.map(({ seq, subjectKey }: { seq: number; subjectKey: string }) => `${seq} ${subjectKey}`)).toEqual([
      '3 L5',
      '2 L4',
      '1 L3',
    ])
    // What stands before an event counts with it, whatever its time says.
    const atD4 = (await lead.get(urlOf(lead, '/past?at=2026-02-24T12:00:00Z'))).json()
    expect(atD4.board.lanes.map(({ key }: { key: string }) => key)).toEqual(['L1', 'L2', 'L3', 'L4'])
    expect(await verified(lead)).toMatchObject({ events: 3, faults: [] })
  })
})

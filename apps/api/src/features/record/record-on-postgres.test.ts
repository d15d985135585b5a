/** What must hold of the record when several servers share a real Postgres. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, migrate, openDatabase, prismaOf } from '@gatehouse/db'
import { type PostgresServer, startPostgres } from '@gatehouse/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, anOwner, aReviewer, databaseDigest, type Persona, senderWith, startTestApp, type TestApp } from '../../testing/index.ts'

let server: PostgresServer
let dataDir: string
let databases: Database[]
let one: TestApp
let other: TestApp
let url: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-record-'))
  server = await startPostgres()
  url = await server.createDatabase()
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
    const facets = async () => (await lead.get(urlOf(lead, '/log?limit=1'))).json().facets
    expect(await facets()).toEqual({
      actors: [{ id: lead.userId, name: 'Lena Lead', events: 20 }],
      actions: [{ action: 'lane.added', events: 20 }],
    })
    await elsewhere.patch(urlOf(lead, '/tasks/T1'), { ifMatch: 1, body: { note: 'x' } })
    expect(await facets()).toMatchObject({ actors: [{ events: 21 }], actions: [{ events: 20 }, { action: 'task.edited', events: 1 }] })
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

describe('a server whose role can do less', () => {
  const role = `gatehouse_app_${randomBytes(4).toString('hex')}`
  let db: Database
  let app: TestApp
  beforeAll(async () => {
    const guide = await readFile(new URL('../../../../../docs/operations.md', import.meta.url), 'utf8')
    const sql = /```sql\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
    for (const statement of sql.replaceAll('gatehouse_app', role).replace('choose one', 'local-test-only').split(';'))
      if (statement.trim() !== '') await prismaOf(one.db).$executeRawUnsafe(statement)
    const address = new URL(url)
    address.username = role
    address.password = 'local-test-only'
    db = await openDatabase({ url: address.href, dataDir })
    app = await startTestApp({ db })
  })
  afterAll(async () => {
    await app.close()
    await db.close()
    await prismaOf(one.db).$executeRawUnsafe(`DROP OWNED BY ${role}`)
    await prismaOf(one.db).$executeRawUnsafe(`DROP ROLE ${role}`)
  })

  it('does all that a program needs, as the guide grants it, and cannot touch the record', async () => {
    const lead = await aLead(app)
    const [owner, reviewer] = [await anOwner(app, lead.program), await aReviewer(app, lead.program)]
    const gate = async () => (await owner.get(urlOf(lead, '/gates/G1'))).json()
    const approve = async () => {
      const { revision, frozen } = await gate()
      return reviewer.post(urlOf(lead, '/gates/G1/approve'), { ifMatch: revision, body: { seen: frozen } })
    }
    const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build', url: 'https://ci.example/1' }
    const answers = [
      await owner.patch(urlOf(lead, '/tasks/T1'), { ifMatch: 1, body: { status: 'done' } }),
      await owner.post(urlOf(lead, '/evidence'), { body: proof }),
      await owner.post(urlOf(lead, '/gates/G1/submit'), { ifMatch: (await gate()).revision, body: {} }),
      await approve(),
      await lead.delete(urlOf(lead, '/tasks/T3'), { ifMatch: 1 }),
      await lead.get(urlOf(lead, '/past?seq=2')),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 201, 200, 200, 204, 200])
    expect(await verified(lead)).toMatchObject({ events: 5, checkpoints: 1, faults: [] })
    for (const table of ['audit_event', 'audit_head', 'checkpoint', 'sign_off'])
      await expect(prismaOf(db).$executeRawUnsafe(`DELETE FROM ${table}`)).rejects.toThrow(/permission denied/)
    expect((await lead.delete(urlOf(lead, ''))).statusCode).toBe(204)
  })
})

/** What keeps the record: on a real Postgres, because roles, locks and replicas are what it is about. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChainHead, type ChainVerification, openChainVerifier } from '@gatehouse/core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../migrate/migrate.ts'
import type { Database } from '../open/database.ts'
import { openDatabase } from '../open/open-database.ts'
import { samplePlan } from '../testing/sample-plan.ts'
import { type PostgresServer, startPostgres } from '../testing/start-postgres.ts'
import { transact } from '../transact.ts'
import { auditHead, listChain } from './audit.repo.ts'
import { findCheckpoint, listCheckpoints, listDueCheckpoints, makeCheckpoint, noteDelivery } from './checkpoints.repo.ts'
import { saveHead } from './head.repo.ts'
import { insertPlan } from './insert-plan.ts'
import { loadProgramState } from './load-program-state.ts'
import { countEvents, listAudit } from './read-audit.repo.ts'
import { writeProgram } from './write-program.ts'

const NOON = '2026-02-25T12:00:00.000Z'
const KEPT_TABLES = ['audit_event', 'audit_head', 'checkpoint'] as const
const role = `gatehouse_app_${randomBytes(4).toString('hex')}`
let server: PostgresServer
let dataDir: string
let url: string
let owner: pg.Client
/** The same database for the owner of its tables, for a second process, and for a role that may only use them. */
let db: Database
let replica: Database
let restricted: Database

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-record-'))
  server = await startPostgres()
  url = await server.createDatabase()
  db = await openDatabase({ url, dataDir })
  await migrate(db)
  owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'local-test-only'`)
  await owner.query(`GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO ${role}`)
  const asRole = new URL(url)
  asRole.username = role
  asRole.password = 'local-test-only'
  replica = await openDatabase({ url, dataDir })
  restricted = await openDatabase({ url: asRole.href, dataDir })
}, 120_000)
afterAll(async () => {
  await Promise.all([db, replica, restricted].map((each) => each.close()))
  await owner.query(`DROP OWNED BY ${role}`)
  await owner.query(`DROP ROLE ${role}`)
  await owner.end()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const write = (on: Database, id: string, at = NOON, action = 'program.edited', isBroken = false) =>
  writeProgram(on, { id }, { actor: { userId: 'u1', name: 'Una' }, at, correlationId: 'c1' }, async (tx, program, record) => {
    await saveHead(tx, id, { ...program.head, goal: `${program.head.goal}.` }, program.revisions.head)
    const subject = { subjectKind: 'program', subjectKey: program.head.slug }
    record({ action, ...subject, before: null, after: { note: isBroken ? 'unwritable' : '100 % "sure" ü' } })
  })
let programs = 0
const aProgram = (): Promise<string> => {
  programs += 1
  return transact(db, (tx) => insertPlan(tx, samplePlan(`kept-${programs}`), { sample: false, now: new Date(NOON) }))
}
const aRecord = async (events: number): Promise<string> => {
  const id = await aProgram()
  for (let seq = 1; seq <= events; seq++) await write(db, id)
  return id
}
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const verify = async (programId: string, checkpoints: readonly ChainHead[] = []): Promise<ChainVerification> => {
  const verifier = openChainVerifier({ programId, sha256, checkpoints })
  for (const entry of await listChain(db, programId, { from: 1, limit: 1_000, patches: true })) verifier.take(entry)
  return verifier.finish()
}
const faultsOf = async (id: string, checkpoints?: readonly ChainHead[]): Promise<readonly string[]> =>
  (await verify(id, checkpoints)).faults.map(({ code, seq }) => `${code} ${seq}`)
const goalOf = async (id: string): Promise<string | undefined> =>
  (await owner.query<{ goal: string }>('SELECT goal FROM program WHERE id = $1', [id])).rows[0]?.goal
const seal = ({ seq }: ChainHead) => ({ keyId: 'k'.repeat(64), envelope: `{"sealed":${seq}}` })

describe('a role that may read, insert and update, and nothing else', () => {
  let asRole: pg.Client
  beforeAll(async () => {
    const address = new URL(url)
    address.username = role
    address.password = 'local-test-only'
    asRole = new pg.Client({ connectionString: address.href })
    await asRole.connect()
  })
  afterAll(() => asRole.end())

  it('writes to a program, and its record goes on', async () => {
    const id = await aRecord(1)
    await write(restricted, id)
    expect(await verify(id)).toMatchObject({ events: 2, faults: [] })
  })

  it.each(KEPT_TABLES)('cannot take anything back from %s, whatever it sets', async (table) => {
    const id = await aRecord(2)
    await makeCheckpoint(db, { programId: id, reason: 'manual', at: NOON }, seal)
    const mark = `SET gatehouse.deleting_program = '${id}'; SET gatehouse.moving_head = '${id}'; `
    const hash = table === 'audit_event' ? 'entry_hash' : 'hash'
    const attempts: readonly [sql: string, refusal: RegExp][] = [
      [`UPDATE ${table} SET seq = seq + 1 WHERE program_id = '${id}'`, /refused|written once|move/],
      [`${mark}UPDATE ${table} SET ${hash} = repeat('a', 64) WHERE program_id = '${id}'`, /refused|written once|move/],
      [`${mark}DELETE FROM ${table} WHERE program_id = '${id}'`, /permission denied/],
      [`TRUNCATE ${table}`, /permission denied/],
      [`ALTER TABLE ${table} DISABLE TRIGGER ALL`, /must be owner/],
      [`DROP TABLE ${table}`, /must be owner/],
      [`SET session_replication_role = replica`, /permission denied/],
    ]
    const before = (await owner.query(`SELECT * FROM ${table} WHERE program_id = $1 ORDER BY seq`, [id])).rows
    for (const [sql, refusal] of attempts) await expect(asRole.query(sql), sql).rejects.toThrow(refusal)
    expect((await owner.query(`SELECT * FROM ${table} WHERE program_id = $1 ORDER BY seq`, [id])).rows).toEqual(before)
    expect(await faultsOf(id)).toEqual([])
  })

  it('cannot move a head by hand, nor add an event beside it, with tables and triggers of its own', async () => {
    const id = await aRecord(2)
    const head = await auditHead(db, id)
    const byTrigger = `
      CREATE TEMP TABLE lever (pulled int);
      CREATE FUNCTION pg_temp.pull() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM set_config('gatehouse.moving_head', '${id}', true);
        UPDATE audit_head SET hash = repeat('a', 64) WHERE program_id = '${id}';
        RETURN NEW;
      END $$;
      CREATE TRIGGER lever BEFORE INSERT ON lever FOR EACH ROW EXECUTE FUNCTION pg_temp.pull();
      INSERT INTO lever VALUES (1)`
    await expect(asRole.query(byTrigger)).rejects.toMatchObject({ code: 'GH001' })
    const payload = `{"action":"x","actor":{"id":null,"name":"N"},"after":null,"at":"${NOON}","before":null,"correlationId":"c","patch":null,"program":"${id}","revision":9,"seq":3,"subject":{"key":"k","kind":"k"}}`
    const forged = 'f'.repeat(64)
    const beside = `
      CREATE TEMP TABLE audit_head AS SELECT '${id}'::uuid AS program_id, 2 AS seq, '${forged}' AS hash, 1 AS state_from;
      CREATE UNIQUE INDEX ON audit_head (program_id);
      INSERT INTO public.audit_event (program_id, seq, at, actor_name, correlation_id, action, revision, subject_kind, subject_key, prev_hash, entry_hash, payload)
      VALUES ('${id}', 3, '${NOON}', 'N', 'c', 'x', 9, 'k', 'k', '${forged}', audit_entry_hash('${id}', 3, '${forged}', '${payload}'), '${payload}')`
    await expect(asRole.query(beside)).rejects.toMatchObject({ code: 'GH002' })
    expect(await auditHead(db, id)).toEqual(head)
    await write(db, id)
    expect(await verify(id)).toMatchObject({ events: 3, faults: [] })
  })

  it.each(KEPT_TABLES)('and the owner of %s neither, without dropping its triggers', async (table) => {
    const id = await aRecord(2)
    await makeCheckpoint(db, { programId: id, reason: 'manual', at: NOON }, seal)
    for (const sql of [
      `UPDATE ${table} SET seq = seq + 1 WHERE program_id = '${id}'`,
      `DELETE FROM ${table} WHERE program_id = '${id}'`,
      `BEGIN; SET LOCAL gatehouse.deleting_program = '${id}'; DELETE FROM ${table} WHERE program_id = '${id}' AND seq = 2; COMMIT`,
      `TRUNCATE ${table} CASCADE`,
    ])
      await expect(
        owner.query(sql).finally(() => owner.query('ROLLBACK')),
        sql,
      ).rejects.toMatchObject({ code: 'GH001' })
    expect(await faultsOf(id)).toEqual([])
  })
})

describe('a change', () => {
  it('is not there when its event cannot be written', async () => {
    const id = await aRecord(1)
    const [goal, head] = [await goalOf(id), await auditHead(db, id)]
    await owner.query(`CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.payload LIKE '%unwritable%' THEN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END IF; RETURN NEW; END $$`)
    await owner.query(`CREATE TRIGGER refuse_event AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_event()`)
    await expect(write(db, id, NOON, 'program.edited', true)).rejects.toThrow()
    expect([await goalOf(id), await auditHead(db, id)]).toEqual([goal, head])
    await owner.query('DROP TRIGGER refuse_event ON audit_event')
    await write(db, id)
    expect(await verify(id)).toMatchObject({ events: 2, faults: [] })
    expect(await goalOf(id)).toBe(`${goal}.`)
  })

  it('takes its place after the one before it, of however many at once and from wherever', async () => {
    const id = await aRecord(0)
    await Promise.all(Array.from({ length: 60 }, (_, index) => write([db, replica, restricted][index % 3] as Database, id)))
    const found = await verify(id)
    expect(found).toMatchObject({ events: 60, faults: [], head: { seq: 60 } })
    expect(found.head).toEqual({ seq: 60, hash: (await auditHead(db, id))?.hash })
  })

  it('keeps its number when the clock jumps', async () => {
    const id = await aRecord(0)
    const times = ['2026-02-25T12:00:00.000Z', '2026-02-25T09:00:00.000Z', '2031-01-01T00:00:00.000Z', '2026-02-25T12:00:01.000Z']
    for (const at of times) await write(db, id, at)
    expect((await listAudit(db, id, { after: 0, limit: 9 })).map(({ seq, at }) => `${seq} ${at}`)).toEqual(
      times.map((at, index) => `${index + 1} ${at}`),
    )
    expect(await verify(id)).toMatchObject({ events: 4, faults: [] })
  })
})

describe('whoever drops the triggers', () => {
  const tamper = async (sql: string): Promise<void> => {
    await owner.query('BEGIN; ALTER TABLE audit_event DISABLE TRIGGER USER; ALTER TABLE audit_head DISABLE TRIGGER USER')
    await owner.query(sql)
    await owner.query('ALTER TABLE audit_event ENABLE TRIGGER USER; ALTER TABLE audit_head ENABLE TRIGGER USER; COMMIT')
  }
  const own = (id: string, rest: string): string => `program_id = '${id}' AND ${rest}`

  it.each<[what: string, sql: (id: string) => string, faults: readonly string[]]>([
    ['edits an event', (id) => `UPDATE audit_event SET payload = replace(payload, 'Una', 'Ivo') WHERE ${own(id, 'seq = 2')}`, ['edited 2']],
    ['changes what it did', (id) => `UPDATE audit_event SET patch = '{}' WHERE ${own(id, 'seq = 3')}`, ['patch_changed 3']],
    ['removes one', (id) => `DELETE FROM audit_event WHERE ${own(id, 'seq = 3')}`, ['missing 3']],
    [
      'removes one and renumbers',
      (id) => `DELETE FROM audit_event WHERE ${own(id, 'seq = 3')}; UPDATE audit_event SET seq = seq - 1 WHERE ${own(id, 'seq > 3')}`,
      ['edited 3', 'misfiled 3', 'edited 4', 'misfiled 4', 'truncated 5'],
    ],
    [
      'swaps two',
      (id) =>
        `UPDATE audit_event SET seq = 99 WHERE ${own(id, 'seq = 2')}; UPDATE audit_event SET seq = 2 WHERE ${own(id, 'seq = 3')}; UPDATE audit_event SET seq = 3 WHERE ${own(id, 'seq = 99')}`,
      ['edited 2', 'misfiled 2', 'edited 3', 'misfiled 3', 'unlinked 4'],
    ],
    [
      'cuts off the end, head and all',
      (id) =>
        `DELETE FROM audit_event WHERE ${own(id, 'seq > 3')}; UPDATE audit_head SET seq = 3, hash = (SELECT entry_hash FROM audit_event WHERE ${own(id, 'seq = 3')}) WHERE program_id = '${id}'`,
      ['truncated 5'],
    ],
    [
      'writes the end anew',
      (id) =>
        `UPDATE audit_event SET payload = replace(payload, 'Una', 'Ivo') WHERE ${own(id, 'seq = 5')}; UPDATE audit_event SET entry_hash = audit_entry_hash(program_id, seq, prev_hash, payload) WHERE ${own(id, 'seq = 5')}`,
      ['rewritten 5'],
    ],
  ])('and %s is found out', async (_, sql, faults) => {
    const id = await aRecord(5)
    const head = await auditHead(db, id)
    const kept = { seq: 5, hash: head?.hash ?? '' }
    expect(await faultsOf(id, [kept])).toEqual([])
    await tamper(sql(id))
    expect(await faultsOf(id, [kept])).toEqual(faults)
  })
})

describe('checkpoints', () => {
  it('are made once for an end of the record or a day, of however many servers', async () => {
    const id = await aRecord(2)
    const make = (on: Database, reason: 'daily' | 'manual' | 'sign_off', at = NOON) =>
      makeCheckpoint(on, { programId: id, reason, at }, seal)
    const made = await Promise.all([db, replica, restricted, db, replica].map((on) => make(on, 'daily')))
    expect(made.filter((each) => each?.isNew)).toHaveLength(1)
    expect(new Set(made.map((each) => each?.checkpoint.envelope))).toEqual(new Set(['{"sealed":2}']))
    await write(db, id)
    expect((await make(replica, 'daily', '2026-02-25T23:59:59.000Z'))?.isNew).toBe(false)
    expect((await make(replica, 'daily', '2026-02-26T00:00:00.000Z'))?.checkpoint).toMatchObject({ seq: 3, reason: 'daily' })
    expect((await make(db, 'manual'))?.isNew).toBe(true)
    expect((await make(db, 'manual'))?.isNew).toBe(false)
    expect((await listCheckpoints(db, id, { limit: 9 })).map(({ seq, reason }) => `${seq} ${reason}`)).toEqual([
      ...['3 daily', '3 manual', '2 daily'],
    ])
    expect(await findCheckpoint(db, id, 3, 'manual')).toMatchObject({ seq: 3, reason: 'manual', at: NOON, deliveredAt: null })
    expect(await findCheckpoint(db, id, 1)).toBeNull()
  })

  it('are made of nothing neither for a program without events nor for one that is gone', async () => {
    const id = await aProgram()
    expect(await makeCheckpoint(db, { programId: id, reason: 'manual', at: NOON }, seal)).toBeNull()
    expect(await makeCheckpoint(db, { programId: '00000000-0000-7000-8000-000000000000', reason: 'manual', at: NOON }, seal)).toBeNull()
  })

  it('are due each day in which something happened, and at once after a sign-off', async () => {
    const id = await aRecord(1)
    const due = async (now: string): Promise<string | undefined> =>
      (await listDueCheckpoints(db, now)).find(({ programId }) => programId === id)?.reason
    expect(await due(NOON)).toBe('daily')
    await makeCheckpoint(db, { programId: id, reason: 'daily', at: NOON }, seal)
    expect(await due('2026-02-26T12:00:00.000Z')).toBeUndefined()
    await write(db, id)
    expect(await due('2026-02-25T23:00:00.000Z')).toBeUndefined()
    expect(await due('2026-02-26T00:00:00.000Z')).toBe('daily')
    await write(db, id, NOON, 'gate.signed')
    expect(await due('2026-02-25T23:00:00.000Z')).toBe('sign_off')
    await makeCheckpoint(db, { programId: id, reason: 'sign_off', at: NOON }, seal)
    expect(await due('2026-02-25T23:00:00.000Z')).toBeUndefined()
  })

  it('note how they were handed over, and nothing else of them changes', async () => {
    const id = await aRecord(1)
    await makeCheckpoint(db, { programId: id, reason: 'manual', at: NOON }, seal)
    const name = { seq: 1, reason: 'manual' as const }
    await noteDelivery(restricted, id, name, { error: 'They were out.' })
    expect(await findCheckpoint(db, id, 1)).toMatchObject({ deliveredAt: null, deliveryError: 'They were out.' })
    await noteDelivery(restricted, id, name, { deliveredAt: NOON })
    await noteDelivery(restricted, id, name, { error: 'Too late.' })
    expect(await findCheckpoint(db, id, 1)).toMatchObject({ deliveredAt: NOON, deliveryError: null, envelope: '{"sealed":1}' })
  })
})

describe('the record', () => {
  it('is read by who, what, when and text, and says who and what occurs in it', async () => {
    const id = await aRecord(0)
    await write(db, id, '2026-02-25T10:00:00.000Z', 'program.edited')
    await write(db, id, '2026-02-25T11:00:00.000Z', 'gate.signed')
    await writeProgram(db, { id }, { actor: null, at: NOON, correlationId: 'c2' }, (_, program, record) =>
      record({ action: 'ci.read', subjectKind: 'gate', subjectKey: 'G_1', before: null, after: { slug: program.head.slug } }),
    )
    const seqs = async (filter: Parameters<typeof listAudit>[2]) => (await listAudit(db, id, filter)).map(({ seq }) => seq)
    expect(await seqs({ limit: 9, actor: 'UNA' })).toEqual([2, 1])
    expect(await seqs({ limit: 9, actor: 'u1' })).toEqual([2, 1])
    expect(await seqs({ limit: 9, actor: 'U%' })).toEqual([])
    expect(await seqs({ limit: 9, actor: 'gatehouse' })).toEqual([3])
    expect(await seqs({ limit: 9, actions: ['gate.', 'ci.read'] })).toEqual([3, 2])
    expect(await seqs({ limit: 9, actions: ['gate'] })).toEqual([])
    expect(await seqs({ limit: 9, from: '2026-02-25T11:00:00.000Z', to: NOON })).toEqual([2])
    expect(await seqs({ limit: 9, text: '100 % "SURE" Ü' })).toEqual([2, 1])
    expect(await seqs({ limit: 9, text: '1_0' })).toEqual([])
    expect(await seqs({ limit: 9, gate: 'G_1' })).toEqual([3])
    expect(await seqs({ limit: 9, gate: 'GX1' })).toEqual([])
    expect(await seqs({ limit: 2, after: 1 })).toEqual([2, 3])
    const counted = (await countEvents(db, id, 0)).toSorted((a, b) => a.last - b.last)
    expect(counted).toEqual([
      { actorId: 'u1', actorName: 'Una', action: 'program.edited', events: 1, last: 1 },
      { actorId: 'u1', actorName: 'Una', action: 'gate.signed', events: 1, last: 2 },
      { actorId: null, actorName: 'Gatehouse', action: 'ci.read', events: 1, last: 3 },
    ])
    expect(await countEvents(db, id, 2)).toEqual(counted.slice(2))
    expect((await loadProgramState(db, `kept-${programs}`))?.revision).toBe(4)
  })
})

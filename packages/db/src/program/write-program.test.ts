import { type AuditNote, refuse } from '@gatehouse/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConstraintViolation, DatabaseClosed, ProgramNotFound } from '../errors.ts'
import { clientOf, type Database } from '../open/database.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { KINDS, openTestDatabases, type TestDatabases } from '../testing/databases.ts'
import { samplePlan } from '../testing/sample-plan.ts'
import { transact } from '../transact.ts'
import { listChain } from './audit.repo.ts'
import { listAudit } from './read-audit.repo.ts'
import { saveHead } from './head.repo.ts'
import { insertPlan } from './insert-plan.ts'
import { loadAfterWrite, loadBeforeWrite, loadProgramState, type StoredProgram } from './load-program-state.ts'
import { saveTask } from './tasks.repo.ts'
import { writeProgram } from './write-program.ts'

const NOW = new Date('2026-02-25T09:30:00Z')
let databases: TestDatabases
beforeAll(async () => {
  databases = await openTestDatabases()
}, 120_000)
afterAll(() => databases.close())

const insert = (db: Database, slug: string): Promise<string> =>
  transact(db, (tx) => insertPlan(tx, samplePlan(slug), { sample: false, now: NOW }))

const BY = { actor: { userId: 'u1', name: 'Una' }, correlationId: 'c1', at: NOW.toISOString() }
const noted = (program: StoredProgram, action: string): AuditNote => ({
  action,
  ...{ subjectKind: 'program', subjectKey: program.head.slug },
  ...{ before: null, after: { z: 1, a: [null] } },
})

describe.each(KINDS)('writing a program on %s', (kind) => {
  it('queues 50 writers at once: each sees the one before it, none fails', async () => {
    const db = databases[kind]
    const id = await insert(db, 'crowd')
    const writers = Array.from({ length: 50 }, (_, index) =>
      writeProgram(db, { slug: 'crowd' }, BY, async (tx, program, record) => {
        await saveHead(tx, id, { ...program.head, goal: `${program.head.goal}.` }, program.revisions.head)
        record(noted(program, `write.${index}`))
      }),
    )
    const written = await Promise.all(writers)
    const numbers = (pick: (each: (typeof written)[number]) => number): number[] => written.map(pick).sort((a, b) => a - b)
    expect(numbers(({ revision }) => revision)).toEqual(Array.from({ length: 50 }, (_, index) => index + 2))
    const state = await loadProgramState(db, 'crowd')
    expect(state?.revision).toBe(51)
    expect(state?.head.goal).toBe(`${samplePlan('crowd').program.goal}${'.'.repeat(50)}`)
    const events = await listAudit(db, id, { limit: 100 })
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => 50 - index))
    expect(events[0]).toMatchObject({
      actor: { userId: 'u1', name: 'Una' },
      after: { z: 1, a: [null] },
      before: null,
      at: NOW.toISOString(),
    })
    expect(await listAudit(db, id, { limit: 2, before: 3 })).toHaveLength(2)
    expect(await listAudit(db, id, { limit: 9, subject: { kind: 'gate', key: 'G1' } })).toEqual([])
  })

  it('saves nothing when it is refused or fails', async () => {
    const db = databases[kind]
    await insert(db, 'refused')
    const refused = await writeProgram(db, { slug: 'refused' }, BY, async (tx, program, record) => {
      await saveHead(tx, program.id, { ...program.head, goal: 'changed' }, program.revisions.head)
      record(noted(program, 'program.edited'))
      return refuse('reason_required', 'Say why.')
    })
    expect(refused).toEqual({ result: { ok: false, refusal: { code: 'reason_required', detail: 'Say why.', issues: [] } }, revision: 1 })
    const failed = writeProgram(db, { slug: 'refused' }, BY, async (tx, program) => {
      await saveHead(tx, program.id, { ...program.head, goal: 'changed' }, program.revisions.head)
      throw new Error('a bug')
    })
    await expect(failed).rejects.toThrow('a bug')
    const state = await loadProgramState(db, 'refused')
    expect(state).toMatchObject({ revision: 1, head: { goal: 'Show every field' }, revisions: { head: 1 } })
    if (state !== null) expect(await listAudit(db, state.id, { limit: 10 })).toEqual([])
  })

  it('does not acknowledge a write in which a failed statement was swallowed', async () => {
    const db = databases[kind]
    const id = await insert(db, 'swallowed')
    const swallowed = writeProgram(db, { id }, BY, async (tx) => {
      await clientOf(tx).$executeRaw`UPDATE program SET goal = 'lost' WHERE id = ${id}::uuid`
      await clientOf(tx).$executeRaw`UPDATE program SET cadence = 'moon' WHERE id = ${id}::uuid`.catch(() => undefined)
      return 'saved'
    })
    await expect(swallowed).rejects.toThrow(/aborted/)
    const plain = transact(db, async (tx) => {
      await clientOf(tx).$executeRaw`SELECT 1 / 0`.catch(() => undefined)
    })
    await expect(plain).rejects.toThrow(/aborted/)
    expect((await loadProgramState(db, 'swallowed'))?.head.goal).toBe('Show every field')
  })

  it('records what was written in a part of the transaction that can be undone by itself, and nothing that was undone', async () => {
    const db = databases[kind]
    const id = await insert(db, 'parts')
    const by = { ...BY, correlationId: 'parts' }
    // The first event of a program carries the whole of it.
    await writeProgram(db, { id }, by, (_, program, record) => record(noted(program, 'begun')))
    await writeProgram(db, { id }, by, async (tx, program, record) => {
      const sql = clientOf(tx)
      const [kept, undone] = program.tasks
      if (kept === undefined || undone === undefined) throw new Error('the sample has too few tasks')
      await sql.$executeRaw`SAVEPOINT part`
      await saveTask(tx, id, { ...kept, note: 'kept' }, kept.revision)
      await sql.$executeRaw`RELEASE SAVEPOINT part`
      await sql.$executeRaw`SAVEPOINT part`
      await saveTask(tx, id, { ...undone, note: 'undone' }, undone.revision)
      await sql.$executeRaw`ROLLBACK TO SAVEPOINT part`
      record(noted(program, 'edited'))
    })
    const [, edited] = await listChain(db, id, { from: 1, limit: 2, patches: true })
    const patch = JSON.parse(edited?.patch ?? '{}')
    expect(Object.keys(patch)).toEqual(['put'])
    expect(patch.put).toEqual({ tasks: [expect.objectContaining({ note: 'kept' })] })
  })

  it('names a program that is not there and a revision that is stale', async () => {
    const db = databases[kind]
    const id = await insert(db, 'stale')
    await expect(writeProgram(db, { slug: 'no-such' }, BY, async () => 1)).rejects.toBeInstanceOf(ProgramNotFound)
    await expect(writeProgram(db, { id: 'not-an-id' }, BY, async () => 1)).rejects.toBeInstanceOf(ProgramNotFound)
    const stale = writeProgram(db, { id }, BY, (tx, program) => saveHead(tx, id, program.head, 7))
    await expect(stale).rejects.toMatchObject({ name: 'StaleRevision', entity: 'program', expected: 7, current: 1 })
  })
})

describe('replicas on one Postgres', () => {
  it('do not have the statements for a whole program planned again', async () => {
    const id = await insert(databases.postgres, 'prepared')
    const prepared = await transact(databases.postgres, async (tx) => {
      const before = await loadBeforeWrite(tx, id)
      await loadAfterWrite(tx, id, before)
      return clientOf(tx).$queryRaw<{ name: string }[]>`SELECT name FROM pg_prepared_statements WHERE name LIKE 'program_%'`
    })
    expect(prepared.map(({ name }) => name)).toEqual(expect.arrayContaining(['program_by_id', 'program_after_write']))
  })

  it('write one program in turn', async () => {
    const replica = await databases.openReplica()
    await insert(databases.postgres, 'shared')
    const write = (db: Database): Promise<unknown> =>
      writeProgram(db, { slug: 'shared' }, BY, (_, program, record) => record(noted(program, 'program.edited')))
    const written = await Promise.all(Array.from({ length: 40 }, (_, index) => write(index % 2 === 0 ? replica : databases.postgres)))
    expect(new Set(written.map((each) => JSON.stringify(each))).size).toBe(40)
    expect((await loadProgramState(replica, 'shared'))?.revision).toBe(41)
  })

  it('survive a deadlock: the loser is tried again', async () => {
    const db = databases.postgres
    const [first, second] = [await insert(db, 'dead-1'), await insert(db, 'dead-2')]
    let runs = 0
    const lockBoth = (one: string, other: string): Promise<void> =>
      transact(db, async (tx) => {
        runs++
        await clientOf(tx).$executeRaw`UPDATE program SET goal = goal || '!' WHERE id = ${one}::uuid`
        await new Promise((resolve) => setTimeout(resolve, 300))
        await clientOf(tx).$executeRaw`UPDATE program SET goal = goal || '!' WHERE id = ${other}::uuid`
      })
    await Promise.all([lockBoth(first, second), lockBoth(second, first)])
    // On a busy machine the server may name both of them losers.
    expect(runs).toBeGreaterThanOrEqual(3)
    expect((await loadProgramState(db, 'dead-1'))?.head.goal).toBe('Show every field!!')
  })

  it('keep instants whatever the zone that the database is set to', async () => {
    const db = databases.postgres
    const [row] = await clientOf(db).$queryRaw<{ name: string }[]>`SELECT current_database() AS name`
    await clientOf(db).$executeRawUnsafe(`ALTER DATABASE "${row?.name}" SET timezone TO 'Asia/Kolkata'`)
    const replica = await databases.openReplica()
    await insert(replica, 'zone')
    expect((await loadProgramState(replica, 'zone'))?.createdAt).toBe(NOW.toISOString())
    const stored = await clientOf(replica).program.findUniqueOrThrow({ where: { slug: 'zone' } })
    expect(stored.createdAt.toISOString()).toBe(NOW.toISOString())
    const [text] = await clientOf(db).$queryRaw<
      { at: string }[]
    >`SELECT (created_at AT TIME ZONE 'UTC')::text AS at FROM program WHERE slug = 'zone'`
    expect(text?.at).toBe('2026-02-25 09:30:00')
  })
})

describe('closing', () => {
  it('waits for the transaction that runs and refuses the next one', async () => {
    const db = await openTestDatabase()
    await insert(db, 'closing')
    let isDone = false
    const running = writeProgram(db, { slug: 'closing' }, BY, async (_, program, record) => {
      await new Promise((resolve) => setTimeout(resolve, 200))
      record(noted(program, 'late'))
      isDone = true
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const closing = db.close()
    await expect(writeProgram(db, { slug: 'other' }, BY, async () => 1)).rejects.toBeInstanceOf(DatabaseClosed)
    await closing
    expect(isDone).toBe(true)
    expect((await running).revision).toBe(2)
    await db.close()
  })
})

describe('a broken invariant', () => {
  it('is a ConstraintViolation with its kind', async () => {
    const db = databases.embedded
    const id = await insert(db, 'broken')
    const error = await transact(db, (tx) => clientOf(tx).$executeRaw`UPDATE program SET slug = 'Bad Slug' WHERE id = ${id}::uuid`).catch(
      (caught: unknown) => caught,
    )
    expect(error).toBeInstanceOf(ConstraintViolation)
    expect(error).toMatchObject({ kind: 'check', constraint: 'program_slug_format' })
  })
})

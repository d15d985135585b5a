/**
 * What the record costs: edits of a task on a real Postgres with the record (`writeProgram`), and the same edits without it (hold, load,
 * save, one more revision), turn by turn in one run, by writers of one program and of fifty. A figure is the median over the turns of
 * with ÷ without. Prints one JSON line per figure and exits with 1 when one misses its target.
 * Run: `node --import tsx packages/db/bench/audited-writes.bench.ts`.
 */
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import type { TaskState } from '@gatehouse/core'
import { migrate } from '../src/migrate/migrate.ts'
import { clientOf, type Database, type Tx } from '../src/open/database.ts'
import { openDatabase } from '../src/open/open-database.ts'
import { holdProgram } from '../src/program/hold-program.ts'
import { insertPlan } from '../src/program/insert-plan.ts'
import { loadStoredProgram, type StoredProgram } from '../src/program/load-program-state.ts'
import { saveTask } from '../src/program/tasks.repo.ts'
import { inTurn, writeProgram } from '../src/program/write-program.ts'
import { largePlan } from '../src/testing/sample-plan.ts'
import { startPostgres } from '../src/testing/start-postgres.ts'
import { transact } from '../src/transact.ts'

const TURNS = Number(process.env['BENCH_TURNS'] ?? 9)
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 2)
const TASKS = Number(process.env['BENCH_TASKS'] ?? 100)
const LEAST_RATIO = 0.6
/** Writers in all, whatever the number of programs. */
const WRITERS = 50

/** One edit of a program's task, a different one each time. */
type Write = (programId: string, count: number) => Promise<unknown>

const editTask = (program: StoredProgram, count: number): { readonly before: TaskState; readonly after: TaskState } => {
  const before = program.tasks[count % program.tasks.length]
  if (before === undefined) throw new Error('the program has no task')
  return { before, after: { ...before, note: `Edit ${count}` } }
}

const writeWithRecord =
  (db: Database): Write =>
  (id, count) => {
    const by = { actor: { userId: 'u1', name: 'Una' }, at: new Date().toISOString(), correlationId: randomUUID() }
    return writeProgram(db, { id }, by, async (tx, program, record) => {
      const { before, after } = editTask(program, count)
      await saveTask(tx, id, after, before.revision)
      record({
        action: 'task.edited',
        subjectKind: 'task',
        subjectKey: after.key,
        before: { note: before.note },
        after: { note: after.note },
      })
    })
  }

const writeWithoutRecord = (db: Database): Write => {
  const write = async (tx: Tx, id: string, count: number): Promise<void> => {
    await holdProgram(tx, id)
    const program = await loadStoredProgram(tx, { id })
    if (program === null) throw new Error('the program is not there')
    const { before, after } = editTask(program, count)
    await saveTask(tx, id, after, before.revision)
    await clientOf(tx).program.update({ where: { id }, data: { revision: program.revision + 1 }, select: { id: true } })
  }
  return (id, count) => inTurn(db, id, () => transact(db, (tx) => write(tx, id, count)))
}

let count = 0
/** Writes per second of `WRITERS` writers, each on one of the programs, for `SECONDS`. */
const measure = async (write: Write, programs: readonly string[]): Promise<number> => {
  const begun = performance.now()
  let done = 0
  const writer = async (index: number): Promise<void> => {
    const id = programs[index % programs.length] ?? ''
    while (performance.now() - begun < SECONDS * 1_000) {
      await write(id, count++)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(index)))
  return (done * 1_000) / (performance.now() - begun)
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const server = await startPostgres()
const db = await openDatabase({ url: await server.createDatabase(), dataDir: tmpdir() })
let missed = false
try {
  await migrate(db)
  const programs: string[] = []
  for (let index = 0; index < 50; index++)
    programs.push(await transact(db, (tx) => insertPlan(tx, largePlan(`bench-${index}`, TASKS), { sample: false, now: new Date() })))
  const withRecord = writeWithRecord(db)
  const withoutRecord = writeWithoutRecord(db)
  // The first event of a program carries its whole state, once: not what a write costs.
  for (const id of programs) await withRecord(id, count++)
  for (const some of [programs.slice(0, 1), programs]) {
    await measure(withoutRecord, some)
    await measure(withRecord, some)
    const ratios: number[] = []
    const audited: number[] = []
    for (let turn = 0; turn < TURNS; turn++) {
      // Who goes first changes from turn to turn.
      const first = turn % 2 === 0 ? await measure(withoutRecord, some) : await measure(withRecord, some)
      const second = turn % 2 === 0 ? await measure(withRecord, some) : await measure(withoutRecord, some)
      const [base, own] = turn % 2 === 0 ? [first, second] : [second, first]
      audited.push(own)
      ratios.push(own / base)
    }
    const ratio = Math.round(median(ratios) * 1_000) / 1_000
    const pass = ratio >= LEAST_RATIO
    if (!pass) missed = true
    const name = `audited writes, ${some.length} ${some.length === 1 ? 'program' : 'programs'} of ${TASKS} tasks`
    const target = `≥ ${LEAST_RATIO} × without the record`
    process.stdout.write(`${JSON.stringify({ name, value: Math.round(median(audited)), unit: 'writes/s', ratio, target, pass })}\n`)
  }
} finally {
  await db.close()
  await server.stop()
}
process.exitCode = missed ? 1 : 0

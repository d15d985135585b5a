/**
 * How long it takes to verify a record of 100,000 events, each with the change that it made: from memory, and read from a real Postgres in
 * pages. Times depend on the machine and are only printed; a chain that is not found whole makes the command fail.
 * Run: `node --import tsx packages/db/bench/verify-chain.bench.ts`.
 */
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import {
  type AuditPayload,
  auditPayloadText,
  CHAIN_START,
  type ChainEntry,
  type ChainVerification,
  canonicalJson,
  chainPreimage,
  openChainVerifier,
} from '@gatehouse/core'
import pg from 'pg'
import { migrate } from '../src/migrate/migrate.ts'
import { openDatabase } from '../src/open/open-database.ts'
import { listChain } from '../src/program/audit.repo.ts'
import { insertPlan } from '../src/program/insert-plan.ts'
import { samplePlan, sampleTask } from '../src/testing/sample-plan.ts'
import { startPostgres } from '../src/testing/start-postgres.ts'
import { transact } from '../src/transact.ts'

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 100_000)
const PAGE = 1_000

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

interface MadeEvent {
  readonly entry: ChainEntry
  readonly said: AuditPayload
}
/** A record of edits of tasks, as the product writes them. */
const makeChain = (programId: string): readonly MadeEvent[] => {
  let prevHash = CHAIN_START
  return Array.from({ length: EVENTS }, (_, index) => {
    const seq = index + 1
    const task = sampleTask({ key: `T${index % 400}`, title: `Work on part ${index % 400} until it holds`, note: `Edit ${index}` })
    const patch = canonicalJson({ put: { tasks: [{ ...task, owners: [], checklist: [], after: [], revision: seq }] } })
    const said: AuditPayload = {
      ...{ program: programId, seq, at: new Date(1_772_000_000_000 + seq * 1_000).toISOString(), actor: { id: 'u1', name: 'Una' } },
      ...{ correlationId: `c-${seq}`, action: 'task.edited', subject: { kind: 'task', key: task.key } },
      ...{ before: { note: `Edit ${index - 400}` }, after: { note: task.note }, revision: seq + 1, patch: sha256(patch) },
    }
    const payload = auditPayloadText(said)
    const entryHash = sha256(chainPreimage({ programId, seq, prevHash, payload }))
    const entry = { seq, prevHash, entryHash, payload, patch }
    prevHash = entryHash
    return { entry, said }
  })
}

const rowOf = ({ entry, said }: MadeEvent) => ({
  ...{ program_id: said.program, seq: said.seq, at: said.at, actor_id: said.actor.id, actor_name: said.actor.name },
  ...{ correlation_id: said.correlationId, action: said.action, revision: said.revision },
  ...{ subject_kind: said.subject.kind, subject_key: said.subject.key },
  ...{ prev_hash: entry.prevHash, entry_hash: entry.entryHash, payload: entry.payload, patch: entry.patch },
})

const print = (name: string, begun: number, { events, faults }: ChainVerification): void => {
  if (events !== EVENTS || faults.length > 0) throw new Error(`${name}: ${events} events, ${JSON.stringify(faults.slice(0, 3))}`)
  const seconds = (performance.now() - begun) / 1_000
  const round = (value: number): number => Math.round(value * 100) / 100
  process.stdout.write(`${JSON.stringify({ name, value: round(seconds), unit: `s (${Math.round(events / seconds)} events/s)` })}\n`)
}

const server = await startPostgres()
try {
  const url = await server.createDatabase()
  const db = await openDatabase({ url, dataDir: tmpdir() })
  try {
    await migrate(db)
    const programId = await transact(db, (tx) => insertPlan(tx, samplePlan('long-record'), { sample: false, now: new Date() }))
    const chain = makeChain(programId)

    const fromMemory = openChainVerifier({ programId, sha256 })
    const begun = performance.now()
    for (const { entry } of chain) fromMemory.take(entry)
    print(`verify ${EVENTS} events`, begun, fromMemory.finish())

    // The database would check every event again while it takes them: that is another figure, so its own checks rest meanwhile.
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('ALTER TABLE audit_event DISABLE TRIGGER USER')
    for (let start = 0; start < EVENTS; start += PAGE) {
      const rows = chain.slice(start, start + PAGE).map(rowOf)
      const columns = Object.keys(rows[0] ?? {}).join(', ')
      const sql = `INSERT INTO audit_event (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::audit_event, $1)`
      await client.query(sql, [JSON.stringify(rows)])
    }
    await client.query('ALTER TABLE audit_event ENABLE TRIGGER USER')
    await client.end()

    const fromStore = openChainVerifier({ programId, sha256 })
    const readBegun = performance.now()
    for (let from = 1; from <= EVENTS; from += PAGE)
      for (const entry of await listChain(db, programId, { from, limit: PAGE, patches: true })) fromStore.take(entry)
    print(`read and verify ${EVENTS} events, ${PAGE} a page`, readBegun, fromStore.finish())
  } finally {
    await db.close()
  }
} finally {
  await server.stop()
}

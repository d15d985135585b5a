import type { ChainHead } from '@gatehouse/core'
import { clientOf, type Database, type Store, type Tx } from '../open/database.ts'
import { transact } from '../transact.ts'
import { holdProgram } from './hold-program.ts'

export type CheckpointReason = 'sign_off' | 'daily' | 'manual'
/** A signed end of a program's record. */
export interface CheckpointRow extends ChainHead {
  /** ISO instant. */
  readonly at: string
  readonly reason: CheckpointReason
  readonly keyId: string
  /** DSSE envelope, JSON text. */
  readonly envelope: string
  /** When whoever keeps it outside had it; null: not yet, or nobody is named. */
  readonly deliveredAt: string | null
  /** Why the last try to deliver it failed. */
  readonly deliveryError: string | null
}
/** A checkpoint with the program that it is of. */
export interface PendingCheckpoint extends CheckpointRow {
  readonly program: { readonly id: string; readonly slug: string; readonly name: string }
}

interface Stored {
  readonly seq: number
  readonly hash: string
  readonly at: Date
  readonly reason: string
  readonly keyId: string
  readonly envelope: string
  readonly deliveredAt: Date | null
  readonly deliveryError: string | null
}
const FIELDS = {
  seq: true,
  hash: true,
  at: true,
  reason: true,
  keyId: true,
  envelope: true,
  deliveredAt: true,
  deliveryError: true,
} as const
const rowOf = ({ at, reason, deliveredAt, ...rest }: Stored): CheckpointRow => ({
  ...rest,
  at: at.toISOString(),
  // The database takes no other word.
  reason: reason as CheckpointReason,
  deliveredAt: deliveredAt?.toISOString() ?? null,
})

export interface NewCheckpoint {
  readonly programId: string
  readonly reason: CheckpointReason
  /** ISO instant. */
  readonly at: string
}
/** What signs the end of a record. It runs inside the transaction: no I/O. */
export type Seal = (end: ChainHead & { readonly slug: string }) => { readonly keyId: string; readonly envelope: string }

/**
 * Signs the end of a program's record and keeps it. Nobody writes to the program meanwhile, so that of several replicas at once one makes it
 * and the others find it: one a day, one an end of the record for the other reasons. Answers what is kept, and whether it was made now; null:
 * the program is gone, or nothing is recorded yet.
 */
export const makeCheckpoint = (
  db: Database,
  { programId, reason, at }: NewCheckpoint,
  seal: Seal,
): Promise<{ readonly checkpoint: CheckpointRow; readonly isNew: boolean } | null> =>
  transact(db, async (tx) => {
    if ((await holdProgram(tx, programId)) === null) return null
    const client = clientOf(tx)
    const [program, head] = [
      await client.program.findUniqueOrThrow({ where: { id: programId }, select: { slug: true } }),
      await client.auditHead.findUnique({ where: { programId }, select: { seq: true, hash: true } }),
    ]
    if (head === null) return null
    const kept = await findSame(tx, programId, reason, head.seq, at)
    if (kept !== null) return { checkpoint: rowOf(kept), isNew: false }
    const sealed = seal({ ...head, slug: program.slug })
    const made = await client.checkpoint.create({ data: { programId, reason, at, ...head, ...sealed }, select: FIELDS })
    return { checkpoint: rowOf(made), isNew: true }
  })

const findSame = (tx: Tx, programId: string, reason: CheckpointReason, seq: number, at: string): Promise<Stored | null> => {
  const today = `${at.slice(0, 10)}T00:00:00.000Z`
  // One from a day to come was made by a clock that was wrong: it stands for no day of now.
  const where = reason === 'daily' ? { programId, reason, OR: [{ at: { gte: today, lte: at } }, { seq }] } : { programId, reason, seq }
  return clientOf(tx).checkpoint.findFirst({ where, select: FIELDS })
}

/** A program's checkpoints, newest first. */
export const listCheckpoints = async (
  store: Store,
  programId: string,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<readonly CheckpointRow[]> => {
  const rows = await clientOf(store).checkpoint.findMany({
    where: { programId, ...(before === undefined ? {} : { seq: { lt: before } }) },
    select: FIELDS,
    orderBy: [{ seq: 'desc' }, { at: 'desc' }, { reason: 'asc' }],
    take: limit,
  })
  return rows.map(rowOf)
}

/** The checkpoint of an event, the newest where there are several; null: there is none. */
export const findCheckpoint = async (
  store: Store,
  programId: string,
  seq: number,
  reason?: CheckpointReason,
): Promise<CheckpointRow | null> => {
  const where = { programId, seq, ...(reason === undefined ? {} : { reason }) }
  const row = await clientOf(store).checkpoint.findFirst({ where, select: FIELDS, orderBy: { at: 'desc' } })
  return row && rowOf(row)
}

/**
 * Programs whose record went on since their last checkpoint and that are due for one: because of a sign-off (`sign_off`; a server that stops
 * between the two leaves one out), or because none was made this day (`daily`).
 */
export const listDueCheckpoints = async (
  store: Store,
  now: string,
): Promise<readonly { readonly programId: string; readonly reason: 'sign_off' | 'daily' }[]> =>
  await clientOf(store).$queryRaw<{ programId: string; reason: 'sign_off' | 'daily' }[]>`
    WITH latest AS (
      SELECT h.program_id, h.seq, coalesce(max(c.seq), 0) AS kept, max(c.at) FILTER (WHERE c.reason = 'daily' AND c.at <= ${now}::timestamptz) AS daily_at
      FROM audit_head h LEFT JOIN checkpoint c ON c.program_id = h.program_id GROUP BY h.program_id, h.seq
    ), due AS (
      SELECT l.*, EXISTS (SELECT 1 FROM audit_event e WHERE e.program_id = l.program_id AND e.seq > l.kept AND e.action IN ('gate.approved', 'gate.signed')) AS signed
      FROM latest l WHERE l.seq > l.kept
    )
    SELECT program_id::text AS "programId", CASE WHEN signed THEN 'sign_off' ELSE 'daily' END AS reason FROM due
    WHERE signed OR daily_at IS NULL OR daily_at < date_trunc('day', ${now}::timestamptz, 'UTC') ORDER BY program_id`

/** Checkpoints made at or after an instant that nobody outside has yet, oldest first. */
export const listUndelivered = async (store: Store, madeSince: string, limit: number): Promise<readonly PendingCheckpoint[]> => {
  const rows = await clientOf(store).checkpoint.findMany({
    where: { deliveredAt: null, at: { gte: madeSince } },
    select: { ...FIELDS, program: { select: { id: true, slug: true, name: true } } },
    orderBy: [{ at: 'asc' }, { programId: 'asc' }, { seq: 'asc' }],
    take: limit,
  })
  return rows.map(({ program, ...row }) => ({ ...rowOf(row), program }))
}

/** Notes how handing a checkpoint over went: when it was taken, or why it was not. */
export const noteDelivery = async (
  store: Store,
  programId: string,
  { seq, reason }: Pick<CheckpointRow, 'seq' | 'reason'>,
  outcome: { readonly deliveredAt: string } | { readonly error: string },
): Promise<void> => {
  const data = 'error' in outcome ? { deliveryError: outcome.error } : { deliveredAt: outcome.deliveredAt, deliveryError: null }
  await clientOf(store).checkpoint.updateMany({ where: { programId, seq, reason, deliveredAt: null }, data })
}

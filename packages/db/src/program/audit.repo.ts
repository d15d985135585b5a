import { createHash } from 'node:crypto'
import {
  type Actor,
  auditPayloadText,
  CHAIN_START,
  type ChainEntry,
  type ChainHead,
  canonicalJson,
  chainPreimage,
  type JsonValue,
  type StatePatch,
} from '@gatehouse/core'
import { clientOf, type Store, type Tx } from '../open/database.ts'

export interface AuditSubject {
  /** `gate`, `task`, `program` … */
  readonly kind: string
  readonly key: string
}
export interface AuditEntry {
  readonly programId: string
  /** null: the program itself (a scheduled reading). */
  readonly actor: Actor | null
  readonly correlationId: string
  /** `gate.signed`, `task.edited` … */
  readonly action: string
  readonly subject: AuditSubject
  /** What changed, before and after, as JSON can say it; null: nothing before, or nothing after. */
  readonly before: unknown
  readonly after: unknown
  /** ISO instant. */
  readonly at: string
  /** The program's revision that this change makes. */
  readonly revision: number
  /** What it did to the program's state, complete; null: nothing, or it is told with a later event of the same write. */
  readonly patch: StatePatch | null
}

/** Name under which the program's own actions are recorded. */
const SYSTEM = 'Gatehouse'

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

// Node has had it since 20; the compiler's list of ES2023 has not.
declare global {
  interface String {
    toWellFormed(): string
  }
}

/** As JSON keeps it, with lone surrogates replaced: what cannot be written in UTF-8 cannot be hashed either. */
const plainJson = (value: unknown): JsonValue =>
  value === null || value === undefined
    ? null
    : JSON.parse(JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? each.toWellFormed() : each)))

/** The end of a program's record. `stateFrom` null: no event carries a patch yet, so the next one must start from nothing. */
export interface AuditHeadRow extends ChainHead {
  readonly stateFrom: number | null
}

/**
 * Appends to a program's record, within the transaction of the change, and moves the program to the revision of the last event. The database
 * takes an event only where it continues the chain; see the migration `audit_chain`.
 */
export const appendAudit = async (tx: Tx, head: AuditHeadRow | null, entries: readonly AuditEntry[]): Promise<void> => {
  let { seq, hash }: Pick<AuditHeadRow, 'seq' | 'hash'> = head ?? { seq: 0, hash: CHAIN_START }
  const rows = entries.map((entry) => {
    seq += 1
    const prevHash = hash
    const { programId, actor, correlationId, action, subject, at, revision } = entry
    const carried = entry.patch === null ? null : canonicalJson(plainJson(entry.patch))
    const by = { id: actor?.userId ?? null, name: (actor?.name ?? SYSTEM).toWellFormed() }
    const payload = auditPayloadText({
      ...{ program: programId, seq, at, actor: by, correlationId, action, subject, revision },
      ...{ before: plainJson(entry.before), after: plainJson(entry.after), patch: carried === null ? null : sha256(carried) },
    })
    hash = sha256(chainPreimage({ programId, seq, prevHash, payload }))
    return {
      ...{ program_id: programId, seq, at, actor_id: by.id, actor_name: by.name, correlation_id: correlationId, action, revision },
      ...{ subject_kind: subject.kind, subject_key: subject.key, prev_hash: prevHash, entry_hash: hash, payload, patch: carried },
    }
  })
  const [[first], last] = [rows, rows.at(-1)]
  if (first === undefined || last === undefined) return
  const columns = Object.keys(first).join(', ')
  await clientOf(tx).$executeRawUnsafe(
    `WITH moved AS (UPDATE program SET revision = $2::int WHERE id = $3::uuid AND revision <> $2::int)
     INSERT INTO audit_event (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::audit_event, $1::json)`,
    ...[JSON.stringify(rows), last.revision, last.program_id],
  )
}

/** The record as it is verified and exported: in order, from `from` on, at most `limit` events. Patches only where asked for. */
export const listChain = async (
  store: Store,
  programId: string,
  { from, limit, patches }: { readonly from: number; readonly limit: number; readonly patches: boolean },
): Promise<readonly ChainEntry[]> =>
  await clientOf(store).auditEvent.findMany({
    where: { programId, seq: { gte: from } },
    select: { seq: true, prevHash: true, entryHash: true, payload: true, ...(patches ? { patch: true } : {}) },
    orderBy: { seq: 'asc' },
    take: limit,
  })

/** Where a program's record ends now; null: nothing is recorded. */
export const auditHead = async (store: Store, programId: string): Promise<(ChainHead & { readonly stateFrom: number | null }) | null> =>
  await clientOf(store).auditHead.findUnique({ where: { programId }, select: { seq: true, hash: true, stateFrom: true } })

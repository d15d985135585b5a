import type { Actor } from '@gatehouse/core'
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
}
export interface AuditEvent extends Omit<AuditEntry, 'programId' | 'actor'> {
  /** 1, 2, 3 … within the program, without holes. */
  readonly seq: number
  readonly actor: { readonly userId: string | null; readonly name: string }
}

/** Name under which the program's own actions are recorded. */
const SYSTEM = 'Gatehouse'

const jsonText = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value))

/**
 * Appends to the record of one program, in this order, within the transaction of the change and under the program's lock
 * (`writeProgram`). One statement, however many. Answers their numbers.
 */
export const appendAudits = async (
  tx: Tx,
  programId: string,
  entries: readonly Omit<AuditEntry, 'programId'>[],
): Promise<readonly number[]> => {
  if (entries.length === 0) return []
  const rows = entries.map(({ actor, correlationId, action, subject, before, after, at, revision }, ord) => ({
    ord,
    at,
    actor_id: actor?.userId ?? null,
    actor_name: actor?.name ?? SYSTEM,
    correlation_id: correlationId,
    action,
    subject_kind: subject.kind,
    subject_key: subject.key,
    before: jsonText(before),
    after: jsonText(after),
    revision,
  }))
  const written = await clientOf(tx).$queryRaw<{ seq: number }[]>`
    INSERT INTO audit_event (program_id, seq, at, actor_id, actor_name, correlation_id, action, subject_kind, subject_key, "before", "after", revision)
    SELECT ${programId}::uuid, last.seq + 1 + r.ord, r.at, r.actor_id, r.actor_name, r.correlation_id,
      r.action, r.subject_kind, r.subject_key, r."before", r."after", r.revision
    FROM (SELECT coalesce(max(seq), 0) AS seq FROM audit_event WHERE program_id = ${programId}::uuid) last,
      json_to_recordset(${JSON.stringify(rows)}::json) AS r(ord int, at timestamptz, actor_id text, actor_name text, correlation_id text,
        action text, subject_kind text, subject_key text, "before" text, "after" text, revision int)
    RETURNING seq`
  if (written.length !== rows.length) throw new Error(`${written.length} of ${rows.length} audit events were written`)
  return written.map(({ seq }) => seq).sort((a, b) => a - b)
}

/** As `appendAudits`, one event. */
export const appendAudit = async (tx: Tx, entry: AuditEntry): Promise<number> => (await appendAudits(tx, entry.programId, [entry]))[0] ?? 0

export interface AuditFilter {
  /** Only events with a smaller number: the last of the previous page. */
  readonly before?: number
  /** At most this many, newest first. */
  readonly limit: number
  readonly subject?: AuditSubject
}

/** The record of a program, newest first. */
export const listAudit = async (
  store: Store,
  programId: string,
  { before, limit, subject }: AuditFilter,
): Promise<readonly AuditEvent[]> => {
  const rows = await clientOf(store).auditEvent.findMany({
    where: {
      programId,
      ...(before === undefined ? {} : { seq: { lt: before } }),
      ...(subject === undefined ? {} : { subjectKind: subject.kind, subjectKey: subject.key }),
    },
    orderBy: { seq: 'desc' },
    take: limit,
  })
  return rows.map(({ seq, at, actorId, actorName, correlationId, action, subjectKind, subjectKey, revision, ...row }) => ({
    seq,
    at: at.toISOString(),
    actor: { userId: actorId, name: actorName },
    correlationId,
    action,
    revision,
    subject: { kind: subjectKind, key: subjectKey },
    before: row.before === null ? null : JSON.parse(row.before),
    after: row.after === null ? null : JSON.parse(row.after),
  }))
}

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

/** Appends to the record, within the transaction of the change and under the program's lock (`writeProgram`). Answers its number. */
export const appendAudit = async (tx: Tx, entry: AuditEntry): Promise<number> => {
  const { programId, actor, correlationId, action, subject, at, revision } = entry
  const [before, after] = [jsonText(entry.before), jsonText(entry.after)]
  const rows = await clientOf(tx).$queryRaw<{ seq: number }[]>`
    INSERT INTO audit_event (program_id, seq, at, actor_id, actor_name, correlation_id, action, subject_kind, subject_key, "before", "after", revision)
    SELECT ${programId}::uuid, coalesce(max(seq), 0) + 1, ${new Date(at)}, ${actor?.userId ?? null}, ${actor?.name ?? SYSTEM}, ${correlationId},
      ${action}, ${subject.kind}, ${subject.key}, ${before}, ${after}, ${revision}
    FROM audit_event WHERE program_id = ${programId}::uuid
    RETURNING seq`
  const [row] = rows
  if (row === undefined) throw new Error('the audit event was not written')
  return row.seq
}

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

import type { AuditNote } from '@gatehouse/core'
import { type AuditEntry, appendAudit, type Tx } from '@gatehouse/db'

/** Writes what a decision wants remembered, with who, when and which request. Within the transaction of the change. */
export const auditNote = (
  tx: Tx,
  programId: string,
  note: AuditNote,
  by: Pick<AuditEntry, 'actor' | 'at' | 'correlationId' | 'revision'>,
): Promise<number> => {
  const { action, subjectKind: kind, subjectKey: key, before, after } = note
  return appendAudit(tx, { programId, action, subject: { kind, key }, before, after, ...by })
}

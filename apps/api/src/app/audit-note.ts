import type { AuditNote } from '@gatehouse/core'
import { type AuditEntry, appendAudits, type Tx } from '@gatehouse/db'

type By = Pick<AuditEntry, 'actor' | 'at' | 'correlationId' | 'revision'>

/** Writes what a decision wants remembered, in this order, with who, when and which request. Within the transaction of the change. */
export const auditNotes = async (tx: Tx, programId: string, notes: readonly AuditNote[], by: By): Promise<void> => {
  const entries = notes.map(({ action, subjectKind: kind, subjectKey: key, before, after }) => ({
    ...by,
    action,
    subject: { kind, key },
    before,
    after,
  }))
  await appendAudits(tx, programId, entries)
}

/** As `auditNotes`, one note. */
export const auditNote = (tx: Tx, programId: string, note: AuditNote, by: By): Promise<void> => auditNotes(tx, programId, [note], by)

import type { AuditNote } from '@gatehouse/core'
import { clientOf, type Tx } from '../open/database.ts'
import { loadBeforeWrite } from './load-program-state.ts'
import { recordChange } from './record-change.ts'
import type { AuditBy } from './write-program.ts'

export interface RecordedIn {
  readonly programId: string
  /** The program's revision after it. */
  readonly revision: number
}

/**
 * Records in every program what happened to the whole installation, within the transaction in which it happens. Programs are held one after
 * the other by their ids, so that two that do this at once do not wait for each other crosswise.
 */
export const recordEverywhere = async (tx: Tx, by: AuditBy, note: AuditNote): Promise<readonly RecordedIn[]> => {
  const held = await clientOf(tx).$queryRaw<{ id: string }[]>`SELECT id::text AS id FROM program ORDER BY id FOR UPDATE`
  const recorded: RecordedIn[] = []
  for (const { id } of held) {
    const program = await loadBeforeWrite(tx, id)
    if (program === null) continue
    const revision = program.revision + 1
    const { action, subjectKind: kind, subjectKey: key, before, after } = note
    await recordChange(tx, id, program, [{ ...by, revision, action, subject: { kind, key }, before, after }])
    recorded.push({ programId: id, revision })
  }
  return recorded
}

import { diffStates, isEmptyPatch, type ProgramState } from '@gatehouse/core'
import { ProgramNotFound } from '../errors.ts'
import type { Tx } from '../open/database.ts'
import { type AuditEntry, appendAudit } from './audit.repo.ts'
import { loadAfterWrite, type StoredProgram } from './load-program-state.ts'

export type ChangeNote = Omit<AuditEntry, 'programId' | 'patch'>

/**
 * Records what a transaction did to a program, at its end. What changed is found by comparing the state before it with the state now, not by
 * asking whoever changed it: so the record is complete. A change without a note throws: nothing changes without an event. `before` null: the
 * program was made in this transaction. Moves the program to the revision of the last note. Answers the state before that move.
 */
export const recordChange = async (
  tx: Tx,
  programId: string,
  before: ProgramState | null,
  notes: readonly ChangeNote[],
): Promise<StoredProgram> => {
  const loaded = await loadAfterWrite(tx, programId, before)
  if (loaded === null) throw new ProgramNotFound(programId)
  const { state: after, head } = loaded
  const changed = diffStates(before, after)
  if (notes.length === 0) {
    if (isEmptyPatch(changed)) return after
    throw new Error(`a change without an event: ${JSON.stringify(changed).slice(0, 300)}`)
  }
  // A record from before there were patches begins with the whole state.
  const patch = head?.stateFrom == null ? diffStates(null, after) : changed
  const last = notes.length - 1
  const entries = notes.map((note, index) => ({ ...note, programId, patch: index < last || isEmptyPatch(patch) ? null : patch }))
  await appendAudit(tx, head, entries)
  return after
}

import { saveContingency, saveCriticalPaths, saveHead, type Tx } from '@gatehouse/db'
import type { EditedHead } from './decide-head-edit.ts'

/** All under the head's revision, which goes up with each part. */
export const saveHeadEdit = async (tx: Tx, programId: string, edited: EditedHead, expected: number): Promise<void> => {
  const revision = await saveHead(tx, programId, edited.head, expected)
  if (edited.contingency !== undefined) await saveContingency(tx, programId, edited.contingency, revision)
  if (edited.criticalPaths !== undefined) await saveCriticalPaths(tx, programId, edited.criticalPaths)
}

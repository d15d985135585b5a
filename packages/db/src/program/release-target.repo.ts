import type { Actor, CiReadState, ReleaseTarget } from '@gatehouse/core'
import { clientOf, type Tx } from '../open/database.ts'
import { newId } from '../new-id.ts'
import { newRevision, ONE_MORE, REVISION } from './conditional-save.ts'
import { insertRows } from './insert-rows.ts'

/** The target as it should be; its history is written by `recordShaChange`. */
export type ReleaseTargetRow = Omit<ReleaseTarget, 'history' | 'revision'>

const big = (id: number | null): bigint | null => (id === null ? null : BigInt(id))

/**
 * Saves the target with its workflows, in this order. `expected` is its revision, or null where the program has none yet (a target
 * that meanwhile exists is then a `ConstraintViolation`). Answers the new revision.
 */
export const saveReleaseTarget = async (tx: Tx, programId: string, target: ReleaseTargetRow, expected: number | null): Promise<number> => {
  const { releaseTarget: table, workflow } = clientOf(tx)
  const data = { repository: target.repository, repositoryId: big(target.repositoryId), sha: target.sha }
  const where = { programId }
  const save = async (revision: number): Promise<number> => {
    const rows = await table.updateManyAndReturn({ where: { programId, revision }, data: { ...data, ...ONE_MORE }, select: REVISION })
    const subject = { entity: 'release target', key: programId, expected: revision }
    return newRevision(subject, rows, () => table.findFirst({ where, select: REVISION }))
  }
  const revision =
    expected === null ? (await table.create({ data: { ...where, ...data }, select: REVISION })).revision : await save(expected)
  await workflow.deleteMany({ where })
  const rows = target.workflows.map(({ path, workflowId, required, events }, ord) => ({
    program_id: programId,
    path,
    ord,
    workflow_id: workflowId,
    required,
    events,
  }))
  await insertRows(tx, 'workflow', rows)
  return revision
}

/** Adds a chosen release SHA to the history. */
export const recordShaChange = async (
  tx: Tx,
  programId: string,
  { sha, setAt, setBy }: { readonly sha: string; readonly setAt: string; readonly setBy: Actor },
): Promise<void> => {
  const data = { programId, id: newId(), sha, setAt: new Date(setAt), setById: setBy.userId, setByName: setBy.name }
  await clientOf(tx).releaseShaChange.create({ data, select: { id: true } })
}

/** Keeps the newest reading of CI in place of the last one; null forgets it. */
export const saveCiReading = async (tx: Tx, programId: string, reading: CiReadState | null): Promise<void> => {
  const client = clientOf(tx)
  if (reading === null) {
    await client.ciReading.deleteMany({ where: { programId } })
    return
  }
  const { sha, readAt, complete, error, repositoryId, workflows } = reading
  const data = JSON.stringify({ error, repositoryId, workflows })
  await client.$executeRaw`
    INSERT INTO ci_reading (program_id, sha, read_at, complete, data)
    VALUES (${programId}::uuid, ${sha}, ${new Date(readAt)}, ${complete}, ${data}::jsonb)
    ON CONFLICT (program_id) DO UPDATE SET sha = excluded.sha, read_at = excluded.read_at, complete = excluded.complete, data = excluded.data`
}

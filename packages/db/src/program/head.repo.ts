import type { Contingency, DeclaredPath, ProgramHead } from '@gatehouse/core'
import { Prisma } from '../generated/client.ts'
import { clientOf, type Tx } from '../open/database.ts'
import { newRevision } from './conditional-save.ts'
import { insertRows } from './insert-rows.ts'

type HeadData = Prisma.ProgramUpdateManyMutationInput

const saveRow = async (tx: Tx, programId: string, data: HeadData, expected: number): Promise<number> => {
  const { program } = clientOf(tx)
  const rows = await program.updateManyAndReturn({
    where: { id: programId, headRevision: expected },
    data: { ...data, headRevision: { increment: 1 } },
    select: { headRevision: true },
  })
  const updated = rows.map(({ headRevision }) => ({ revision: headRevision }))
  return newRevision({ entity: 'program', key: programId, expected }, updated, async () => {
    const row = await program.findUnique({ where: { id: programId }, select: { headRevision: true } })
    return row && { revision: row.headRevision }
  })
}

/** Saves the head where its revision (`revisions.head`) is the expected one; answers the new one. A taken slug is a `ConstraintViolation`. */
export const saveHead = (tx: Tx, programId: string, head: ProgramHead, expected: number): Promise<number> => {
  const { slug, name, goal, cadence, prefix, first, last, startsOn, timeZone, workingDays, holidays, stepUp } = head
  const lists = { workingDays: [...workingDays], holidays: [...holidays] }
  return saveRow(tx, programId, { slug, name, goal, cadence, prefix, first, last, startsOn, timeZone, stepUp, ...lists }, expected)
}

/** Saves the contingency under the head's revision; answers the new one. */
export const saveContingency = (tx: Tx, programId: string, contingency: Contingency | null, expected: number): Promise<number> => {
  if (contingency === null) return saveRow(tx, programId, { contingency: Prisma.DbNull }, expected)
  const { from, to, tolerance, target } = contingency
  return saveRow(tx, programId, { contingency: { from, to, tolerance, target } }, expected)
}

/** Replaces the declared critical paths. */
export const saveCriticalPaths = async (tx: Tx, programId: string, paths: readonly DeclaredPath[]): Promise<void> => {
  await clientOf(tx).criticalPath.deleteMany({ where: { programId } })
  await insertRows(
    tx,
    'critical_path',
    paths.map(({ key, name, steps }, ord) => ({ program_id: programId, key, ord, name, steps })),
  )
}

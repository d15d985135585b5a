import type { Blocker } from '@gatehouse/core'
import { clientOf, type Tx } from '../open/database.ts'
import { instantOrNull, newRevision, ONE_MORE, REVISION } from './conditional-save.ts'

export type BlockerRow = Omit<Blocker, 'revision'>

const dataOf = (blocker: BlockerRow) => {
  const { taskKey, title, severity, openedBy, escalationLevel, pauseReason, resolution } = blocker
  return {
    taskKey,
    title,
    severity,
    escalationLevel,
    pauseReason,
    resolution,
    openedAt: new Date(blocker.openedAt),
    openedById: openedBy.userId,
    openedByName: openedBy.name,
    pausedAt: instantOrNull(blocker.pausedAt),
    pausedMs: BigInt(blocker.pausedMs),
    resolvedAt: instantOrNull(blocker.resolvedAt),
  }
}

export const insertBlocker = async (tx: Tx, programId: string, blocker: BlockerRow): Promise<void> => {
  await clientOf(tx).blocker.create({ data: { programId, key: blocker.key, ...dataOf(blocker) }, select: REVISION })
}

/** Saves a blocker at its expected revision; answers the new one. */
export const saveBlocker = async (tx: Tx, programId: string, blocker: BlockerRow, expected: number): Promise<number> => {
  const { blocker: table } = clientOf(tx)
  const where = { programId, key: blocker.key }
  const data = { ...dataOf(blocker), ...ONE_MORE }
  const rows = await table.updateManyAndReturn({ where: { ...where, revision: expected }, data, select: REVISION })
  return newRevision({ entity: 'blocker', key: blocker.key, expected }, rows, () => table.findFirst({ where, select: REVISION }))
}

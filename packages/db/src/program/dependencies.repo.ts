import type { DependencyKind, PlanDependency } from '@gatehouse/core'
import { clientOf, type Tx } from '../open/database.ts'
import { deleted, newRevision, nextOrd, ONE_MORE, REVISION } from './conditional-save.ts'

/** What names a dependency in its program. */
export interface DependencyKey {
  readonly from: string
  readonly to: string
  readonly kind: DependencyKind
}

const keyText = ({ from, to, kind }: DependencyKey): string => `${from}>${to} (${kind})`

/** Adds a dependency after the last one. `listed`: in the plan's own list rather than on its successor. Both ends must exist. */
export const insertDependency = async (
  tx: Tx,
  programId: string,
  { from, to, kind, lag, note, listed }: PlanDependency & { readonly listed: boolean },
): Promise<void> => {
  const { dependency } = clientOf(tx)
  const ord = nextOrd(await dependency.aggregate({ where: { programId }, _max: { ord: true } }))
  await dependency.create({ data: { programId, from, to, kind, lag, note, listed, ord }, select: REVISION })
}

/** Changes kind, lag or note of a dependency at its expected revision; answers the new one. */
export const saveDependency = async (
  tx: Tx,
  programId: string,
  dependencyKey: DependencyKey,
  { kind, lag, note }: Pick<PlanDependency, 'kind' | 'lag' | 'note'>,
  expected: number,
): Promise<number> => {
  const { dependency } = clientOf(tx)
  const where = { programId, from: dependencyKey.from, to: dependencyKey.to, kind: dependencyKey.kind }
  const data = { kind, lag, note, ...ONE_MORE }
  const rows = await dependency.updateManyAndReturn({ where: { ...where, revision: expected }, data, select: REVISION })
  const subject = { entity: 'dependency', key: keyText(dependencyKey), expected }
  return newRevision(subject, rows, () => dependency.findFirst({ where, select: REVISION }))
}

export const deleteDependency = async (tx: Tx, programId: string, { from, to, kind }: DependencyKey, expected: number): Promise<void> => {
  const { dependency } = clientOf(tx)
  const where = { programId, from, to, kind }
  const { count } = await dependency.deleteMany({ where: { ...where, revision: expected } })
  const subject = { entity: 'dependency', key: keyText({ from, to, kind }), expected }
  await deleted(subject, count, () => dependency.findFirst({ where, select: REVISION }))
}

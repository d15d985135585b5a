import type { PlanOwner } from '@gatehouse/core'
import { clientOf, type Tx } from '../open/database.ts'
import { deleted, newRevision, nextOrd, ONE_MORE, REVISION } from './conditional-save.ts'

/** Adds a handle after the last one, bound to nobody. */
export const insertOwner = async (tx: Tx, programId: string, { handle, name, signsAs }: PlanOwner): Promise<void> => {
  const { owner } = clientOf(tx)
  const ord = nextOrd(await owner.aggregate({ where: { programId }, _max: { ord: true } }))
  await owner.create({ data: { programId, handle, name, signsAs: [...signsAs], ord }, select: REVISION })
}

const saveRow = async (
  tx: Tx,
  programId: string,
  handle: string,
  data: { readonly name: string; readonly signsAs: string[] } | { readonly userId: string | null },
  expected: number,
): Promise<number> => {
  const { owner } = clientOf(tx)
  const where = { programId, handle }
  const rows = await owner.updateManyAndReturn({
    where: { ...where, revision: expected },
    data: { ...data, ...ONE_MORE },
    select: REVISION,
  })
  return newRevision({ entity: 'owner', key: handle, expected }, rows, () => owner.findFirst({ where, select: REVISION }))
}

/** Saves name and sign-off roles of the owner behind a handle; answers the new revision. */
export const saveOwner = (tx: Tx, programId: string, { handle, name, signsAs }: PlanOwner, expected: number): Promise<number> =>
  saveRow(tx, programId, handle, { name, signsAs: [...signsAs] }, expected)

/** Binds a handle to an account, or to nobody (null); answers the new revision. An unknown account is a `ConstraintViolation`. */
export const bindOwner = (tx: Tx, programId: string, handle: string, userId: string | null, expected: number): Promise<number> =>
  saveRow(tx, programId, handle, { userId }, expected)

export const deleteOwner = async (tx: Tx, programId: string, handle: string, expected: number): Promise<void> => {
  const { owner } = clientOf(tx)
  const { count } = await owner.deleteMany({ where: { programId, handle, revision: expected } })
  await deleted({ entity: 'owner', key: handle, expected }, count, () =>
    owner.findFirst({ where: { programId, handle }, select: REVISION }),
  )
}

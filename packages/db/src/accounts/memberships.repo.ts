import type { Role } from '@gatehouse/core'
import { clientOf, type Store, type Tx } from '../open/database.ts'
import { deleted, newRevision, ONE_MORE, REVISION } from '../program/conditional-save.ts'
import { isUuid, nameOf, type ProgramRef } from '../program/program-ref.ts'

/** What an account may act as in a program. */
export interface ProgramAccess {
  readonly programId: string
  readonly slug: string
  readonly revision: number
  readonly sample: boolean
  /** Empty: no member (an instance admin may still be let in). */
  readonly roles: readonly Role[]
  /** Handles of the plan that are bound to the account. */
  readonly handles: readonly string[]
}

/** One statement for every request on a program: does it exist, at which revision, and as what may this account act. */
export const findAccess = async (store: Store, ref: ProgramRef, userId: string): Promise<ProgramAccess | null> => {
  if ('id' in ref && !isUuid(ref.id)) return null
  const sql = `
    SELECT p.id::text AS "programId", p.slug, p.revision, p.is_sample AS sample, coalesce(m.roles, '{}') AS roles,
      coalesce((SELECT array_agg(o.handle ORDER BY o.ord) FROM owner o WHERE o.program_id = p.id AND o.user_id = $2), '{}') AS handles
    FROM program p LEFT JOIN membership m ON m.program_id = p.id AND m.user_id = $2
    WHERE ${'id' in ref ? 'p.id = $1::uuid' : 'p.slug = $1'}`
  const rows = await clientOf(store).$queryRawUnsafe<ProgramAccess[]>(sql, nameOf(ref), userId)
  return rows[0] ?? null
}

export interface Member {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly handles: readonly string[]
  readonly disabled: boolean
  readonly sample: boolean
  readonly revision: number
}

/** By name. */
export const listMembers = (store: Store, programId: string): Promise<readonly Member[]> =>
  clientOf(store).$queryRaw<Member[]>`
    SELECT u.id AS "userId", u.name, u.email, m.roles, m.revision, u.disabled_at IS NOT NULL AS disabled, u.is_sample AS sample,
      coalesce((SELECT array_agg(o.handle ORDER BY o.ord) FROM owner o WHERE o.program_id = m.program_id AND o.user_id = u.id), '{}') AS handles
    FROM membership m JOIN user_account u ON u.id = m.user_id
    WHERE m.program_id = ${programId}::uuid ORDER BY u.name, u.id`

/** Adds a member. One that is already is a `ConstraintViolation`; so are no roles and unknown ones. */
export const insertMembership = async (tx: Tx, programId: string, userId: string, roles: readonly Role[]): Promise<void> => {
  await clientOf(tx).membership.create({ data: { programId, userId, roles: [...roles] }, select: REVISION })
}

/** Saves a member's roles at the expected revision; answers the new one. */
export const saveMembership = async (
  tx: Tx,
  programId: string,
  userId: string,
  roles: readonly Role[],
  expected: number,
): Promise<number> => {
  const { membership } = clientOf(tx)
  const where = { programId, userId }
  const data = { roles: [...roles], ...ONE_MORE }
  const rows = await membership.updateManyAndReturn({ where: { ...where, revision: expected }, data, select: REVISION })
  return newRevision({ entity: 'membership', key: userId, expected }, rows, () => membership.findFirst({ where, select: REVISION }))
}

/** Removes a member at the expected revision. Handles stay bound: unbind them where wanted. */
export const deleteMembership = async (tx: Tx, programId: string, userId: string, expected: number): Promise<void> => {
  const { membership } = clientOf(tx)
  const where = { programId, userId }
  const { count } = await membership.deleteMany({ where: { ...where, revision: expected } })
  await deleted({ entity: 'membership', key: userId, expected }, count, () => membership.findFirst({ where, select: REVISION }))
}

import type { Role } from '@gatehouse/core'
import { StaleRevision } from '../errors.ts'
import { clientOf, type Store, type Tx } from '../open/database.ts'
import { isUuid, type ProgramRef } from './program-ref.ts'

export interface ProgramSummary {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly goal: string
  readonly sample: boolean
  readonly revision: number
  readonly createdAt: string
  /** Of the asking account in this program; empty when it asks for all. */
  readonly roles: readonly Role[]
  readonly gates: number
  readonly gatesSigned: number
}

/** Programs in which an account has a role, or every program (`'all'`, for instance admins). By name. */
export const listPrograms = async (store: Store, whose: { readonly userId: string } | 'all'): Promise<readonly ProgramSummary[]> => {
  const userId = whose === 'all' ? null : whose.userId
  const rows = await clientOf(store).$queryRaw<(Omit<ProgramSummary, 'createdAt'> & { readonly createdAt: Date })[]>`
    SELECT p.id::text AS id, p.slug, p.name, p.goal, p.is_sample AS sample, p.revision, p.created_at AS "createdAt",
      coalesce(m.roles, '{}') AS roles, count(g.key)::int AS gates, (count(g.key) FILTER (WHERE g.state = 'SignedOff'))::int AS "gatesSigned"
    FROM program p
    LEFT JOIN membership m ON m.program_id = p.id AND m.user_id = ${userId}
    LEFT JOIN gate g ON g.program_id = p.id
    WHERE ${userId}::text IS NULL OR m.user_id IS NOT NULL
    GROUP BY p.id, m.roles ORDER BY p.name, p.slug`
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

/** The program's id and revision, without the rest; null when there is none. One row by its key. */
export const programRevision = async (
  store: Store,
  ref: ProgramRef,
): Promise<{ readonly id: string; readonly revision: number } | null> => {
  if ('id' in ref && !isUuid(ref.id)) return null
  const rows =
    'slug' in ref
      ? await clientOf(store).$queryRaw<
          { id: string; revision: number }[]
        >`SELECT id::text AS id, revision FROM program WHERE slug = ${ref.slug}`
      : await clientOf(store).$queryRaw<
          { id: string; revision: number }[]
        >`SELECT id::text AS id, revision FROM program WHERE id = ${ref.id}::uuid`
  return rows[0] ?? null
}

/** Adds one to the program's revision where it is the expected one. `writeProgram` does this by itself. */
export const bumpRevision = async (store: Store, programId: string, expected: number): Promise<number> => {
  const rows = await clientOf(store).$queryRaw<{ revision: number }[]>`
    UPDATE program SET revision = revision + 1 WHERE id = ${programId}::uuid AND revision = ${expected} RETURNING revision`
  if (rows[0] !== undefined) return rows[0].revision
  const current = await programRevision(store, { id: programId })
  throw new StaleRevision('program', programId, expected, current?.revision ?? null)
}

/**
 * Deletes a program with everything in it, its sign-offs and audit events included: the one case in which their triggers let rows
 * go. Use with `transact`, not `writeProgram`. False when there was none.
 */
export const deleteProgram = async (tx: Tx, programId: string): Promise<boolean> => {
  const client = clientOf(tx)
  // Ends with this transaction; names the only program whose written-once rows may go.
  await client.$executeRaw`SELECT set_config('gatehouse.deleting_program', ${programId}, true)`
  const { count } = await client.program.deleteMany({ where: { id: programId } })
  return count > 0
}

import { clientOf, type Store } from '../open/database.ts'
import { newId } from '../new-id.ts'
import { isUuid } from '../program/program-ref.ts'
import type { UserAccount } from './users.repo.ts'

export type TokenScope = 'read' | 'write' | 'evidence'

export interface ApiTokenRow {
  readonly id: string
  readonly userId: string
  readonly name: string
  /** First characters, to tell tokens apart. */
  readonly hint: string
  readonly scopes: readonly TokenScope[]
  /** null: every program that its account may see. */
  readonly programId: string | null
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

const FIELDS = {
  id: true,
  userId: true,
  name: true,
  hint: true,
  scopes: true,
  programId: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
} as const

type Stored = Omit<ApiTokenRow, 'scopes'> & { readonly scopes: readonly string[] }
// The schema's check allows no other scopes.
const asRow = <R extends Stored>(row: R): R & ApiTokenRow => row as R & ApiTokenRow

export interface NewApiToken extends Pick<ApiTokenRow, 'userId' | 'name' | 'hint' | 'scopes' | 'programId' | 'expiresAt'> {
  /** SHA-256 of the token in lower-case hex. */
  readonly tokenHash: string
  readonly now: Date
}

export const insertApiToken = async (store: Store, token: NewApiToken): Promise<ApiTokenRow> => {
  const { userId, name, hint, scopes, programId, expiresAt, tokenHash, now } = token
  const data = { id: newId(now), userId, name, hint, scopes: [...scopes], programId, expiresAt, tokenHash, createdAt: now }
  return asRow(await clientOf(store).apiToken.create({ data, select: FIELDS }))
}

/** The token with its account; null when unknown, revoked, expired, or the account is disabled. */
export const findApiToken = async (
  store: Store,
  tokenHash: string,
  now: Date,
): Promise<(ApiTokenRow & { readonly user: UserAccount }) | null> => {
  const row = await clientOf(store).apiToken.findUnique({ where: { tokenHash }, select: { ...FIELDS, user: true } })
  if (row === null || row.revokedAt !== null || row.user.disabledAt !== null) return null
  return row.expiresAt !== null && row.expiresAt <= now ? null : asRow(row)
}

/** Newest first, revoked ones included. */
export const listApiTokens = async (store: Store, userId: string): Promise<readonly ApiTokenRow[]> => {
  const rows = await clientOf(store).apiToken.findMany({ where: { userId }, orderBy: { createdAt: 'desc' }, select: FIELDS })
  return rows.map(asRow)
}

/** Revokes an account's own token. False when there is none that still holds. */
export const revokeApiToken = async (store: Store, userId: string, id: string, now: Date): Promise<boolean> => {
  if (!isUuid(id)) return false
  const { count } = await clientOf(store).apiToken.updateMany({ where: { id, userId, revokedAt: null }, data: { revokedAt: now } })
  return count > 0
}

/** Notes a use; not more often than the caller wants to write. */
export const touchApiToken = async (store: Store, id: string, now: Date): Promise<void> => {
  await clientOf(store).apiToken.updateMany({ where: { id }, data: { lastUsedAt: now } })
}

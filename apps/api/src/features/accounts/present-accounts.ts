import type { ApiTokenRow, UserAccount } from '@gatehouse/db'

export const presentAccount = (row: UserAccount) => ({
  id: row.id,
  name: row.name,
  email: row.email,
  isAdmin: row.isAdmin,
  isSample: row.isSample,
  disabledAt: row.disabledAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

/** `programSlug`: of the program that it is bound to, if any. */
export const presentToken = (row: ApiTokenRow, programSlug: string | null) => ({
  id: row.id,
  name: row.name,
  hint: row.hint,
  scopes: [...row.scopes],
  programSlug,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
})

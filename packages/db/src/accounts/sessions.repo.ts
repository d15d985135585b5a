import { clientOf, type Store } from '../open/database.ts'
import type { UserAccount } from './users.repo.ts'

export interface SessionRow {
  readonly id: string
  readonly userId: string
  readonly expiresAt: Date
  readonly createdAt: Date
  readonly ipAddress: string | null
  readonly userAgent: string | null
}

const FIELDS = { id: true, userId: true, expiresAt: true, createdAt: true, ipAddress: true, userAgent: true } as const

/** The session of a token with its account; null when there is none, it has expired or the account is disabled. */
export const findSessionByToken = async (
  store: Store,
  token: string,
  now: Date,
): Promise<(SessionRow & { readonly user: UserAccount }) | null> => {
  const row = await clientOf(store).session.findUnique({ where: { token }, select: { ...FIELDS, user: true } })
  if (row === null || row.expiresAt <= now || row.user.disabledAt !== null) return null
  return row
}

export const listSessions = (store: Store, userId: string, now: Date): Promise<readonly SessionRow[]> =>
  clientOf(store).session.findMany({ where: { userId, expiresAt: { gt: now } }, orderBy: { createdAt: 'desc' }, select: FIELDS })

/** Ends one session of an account, or all of them. Answers how many. */
export const deleteSessions = async (store: Store, userId: string, id?: string): Promise<number> => {
  const { count } = await clientOf(store).session.deleteMany({ where: id === undefined ? { userId } : { userId, id } })
  return count
}

import { newId } from '../new-id.ts'
import { clientOf, type Store } from '../open/database.ts'

/** The way to log in that better-auth calls a local password. */
const PROVIDER = 'credential'

/** Sets an account's password by its hash (made by better-auth), in the transaction that makes the account or by itself. */
export const savePassword = async (store: Store, userId: string, hash: string, now: Date): Promise<void> => {
  const { account } = clientOf(store)
  const { count } = await account.updateMany({ where: { userId, providerId: PROVIDER }, data: { password: hash, updatedAt: now } })
  if (count > 0) return
  const data = { id: newId(now), accountId: userId, providerId: PROVIDER, userId, password: hash, createdAt: now, updatedAt: now }
  await account.create({ data, select: { id: true } })
}

/** null: the account has no password. */
export const findPasswordHash = async (store: Store, userId: string): Promise<string | null> => {
  const row = await clientOf(store).account.findFirst({ where: { userId, providerId: PROVIDER }, select: { password: true } })
  return row?.password ?? null
}

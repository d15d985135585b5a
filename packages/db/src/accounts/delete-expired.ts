import { clientOf, type Store } from '../open/database.ts'

const DAY_MS = 86_400_000

/** Removes what has had its time: ended sessions and verifications, login attempts and kept answers older than a day. For a timer. */
export const deleteExpired = async (store: Store, now: Date): Promise<void> => {
  const client = clientOf(store)
  const yesterday = new Date(now.getTime() - DAY_MS)
  await client.session.deleteMany({ where: { expiresAt: { lte: now } } })
  await client.verification.deleteMany({ where: { expiresAt: { lte: now } } })
  await client.loginAttempt.deleteMany({ where: { at: { lte: yesterday } } })
  await client.idempotencyKey.deleteMany({ where: { createdAt: { lte: yesterday } } })
}

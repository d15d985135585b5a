import { newId } from '../new-id.ts'
import { clientOf, type Store } from '../open/database.ts'

/**
 * Records an attempt and answers how many there were for the subject (an account name, a peer address) since an instant, this one
 * included. Record before the password is looked at: of a crowd of guesses at once, only as many as allowed then see a low count.
 */
export const recordLoginAttempt = async (store: Store, subject: string, now: Date, since: Date): Promise<number> => {
  const { loginAttempt } = clientOf(store)
  await loginAttempt.create({ data: { id: newId(now), subject, at: now }, select: { id: true } })
  return loginAttempt.count({ where: { subject, at: { gt: since } } })
}

/** Forgets a subject's attempts, after it logged in. */
export const clearLoginAttempts = async (store: Store, subject: string): Promise<void> => {
  await clientOf(store).loginAttempt.deleteMany({ where: { subject } })
}

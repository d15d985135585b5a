import { clientOf, type Store } from '../open/database.ts'

/** Takes one recorded attempt back: it was no failure. */
export const uncountLoginAttempt = async (store: Store, subject: string, at: Date): Promise<void> => {
  const { loginAttempt } = clientOf(store)
  const row = await loginAttempt.findFirst({ where: { subject, at }, select: { id: true } })
  if (row !== null) await loginAttempt.deleteMany({ where: { id: row.id } })
}

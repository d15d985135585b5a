import type { Prisma } from './generated/client.ts'
import { clientOf, type Database, insideOf, makeTx, type Tx } from './open/database.ts'
import { isRetriable, namedError } from './sql-errors.ts'

/**
 * Runs `work` in one transaction: all of it is saved or nothing. On Postgres it is tried once more after a serialisation failure
 * or a deadlock, so `work` must do nothing outside of `tx`. Do not read through `db` inside: the embedded database has one
 * connection and would wait for itself.
 */
export const transact = <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> => {
  const { prisma, work: openWork, log } = insideOf(db)
  const attempt = (): Promise<T> =>
    prisma.$transaction(async (client: Prisma.TransactionClient) => {
      const result = await work(makeTx(client))
      // COMMIT of a transaction in which a statement failed is a silent rollback: ask, so that nothing lost is acknowledged.
      await client.$executeRaw`SELECT 1`
      return result
    })
  return openWork.run(async () => {
    try {
      return await attempt().catch((error: unknown) => {
        if (!isRetriable(error)) throw error
        log.warn({ error: String(error) }, 'a transaction collided with another one and is tried again')
        return attempt()
      })
    } catch (error) {
      throw namedError(error)
    }
  })
}

/** A transaction where the caller has none, or the caller's own. */
export const within = <T>(store: Database | Tx, work: (tx: Tx) => Promise<T>): Promise<T> =>
  'kind' in store ? transact(store, work) : work(store)

export { clientOf }

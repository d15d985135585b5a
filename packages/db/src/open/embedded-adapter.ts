import type { PGlite, Transaction as PGliteTransaction } from '@electric-sql/pglite'
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'

/**
 * The published adapter with two mends: `executeScript` waits for its script and reports its failure, and a COMMIT that fails is
 * an error (the adapter swallows it, which would acknowledge a write that was lost).
 */
export const embeddedAdapterFactory = (pglite: PGlite): SqlMigrationAwareDriverAdapterFactory => {
  const outcomes = new WeakMap<object, Promise<unknown>>()
  const watched = new Proxy(pglite, {
    get: (target, property) => {
      if (property === 'transaction') {
        return (work: (tx: PGliteTransaction) => Promise<unknown>) => {
          const outcome: Promise<unknown> = target.transaction((tx) => {
            outcomes.set(tx, outcome)
            return work(tx)
          })
          return outcome
        }
      }
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const factory = new PrismaPGlite(watched) as unknown as SqlMigrationAwareDriverAdapterFactory
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect()
      adapter.executeScript = async (script) => void (await pglite.exec(script))
      const start = adapter.startTransaction.bind(adapter)
      adapter.startTransaction = async (level) => reportFailedCommit(await start(level), outcomes)
      return adapter
    },
    connectToShadowDb: () => factory.connectToShadowDb(),
  }
}

const reportFailedCommit = (tx: Transaction, outcomes: WeakMap<object, Promise<unknown>>): Transaction => {
  const { client } = tx as unknown as { readonly client: object }
  const commit = tx.commit.bind(tx)
  tx.commit = async () => {
    const outcome = outcomes.get(client)
    await commit()
    await outcome
  }
  return tx
}

/** An adapter whose statements all run in the given transaction. */
export const adapterWithin = async (tx: PGliteTransaction): Promise<SqlDriverAdapter> => {
  const adapter = await (new PrismaPGlite(tx as unknown as PGlite) as unknown as SqlMigrationAwareDriverAdapterFactory).connect()
  adapter.executeScript = async (script) => void (await tx.exec(script))
  return adapter
}

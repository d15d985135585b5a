import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../migrate/migrate.ts'
import type { Database } from '../open/database.ts'
import { openDatabase } from '../open/open-database.ts'
import { openTestDatabase } from './open-test-database.ts'
import { startPostgres } from './start-postgres.ts'

/** A migrated database of each kind, for tests that must hold on both. */
export const KINDS: readonly Database['kind'][] = ['embedded', 'postgres']

export interface TestDatabases {
  readonly embedded: Database
  readonly postgres: Database
  /** A second process's view of the same Postgres. */
  openReplica(): Promise<Database>
  close(): Promise<void>
}

export const openTestDatabases = async (): Promise<TestDatabases> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-db-'))
  const server = await startPostgres()
  const url = await server.createDatabase()
  const [embedded, postgres] = await Promise.all([openTestDatabase(), openDatabase({ url, dataDir })])
  await migrate(postgres)
  const replicas: Database[] = []
  return {
    embedded,
    postgres,
    openReplica: async () => {
      const replica = await openDatabase({ url, dataDir })
      replicas.push(replica)
      return replica
    },
    close: async () => {
      await Promise.all([embedded, postgres, ...replicas].map((db) => db.close()))
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

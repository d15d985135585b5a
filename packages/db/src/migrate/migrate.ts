import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseIsNewer, MigrationFailed } from '../errors.ts'
import { type Database, insideOf } from '../open/database.ts'
import type { Driver } from '../open/driver.ts'
import { applyMigrations, type Migration } from './schema-engine.ts'

const FOLDER = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url))

/** The migrations that this program knows, oldest first. */
export const readMigrations = async (folder: string = FOLDER): Promise<readonly Migration[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(names.sort().map(async (name) => ({ name, sql: await readFile(join(folder, name, 'migration.sql'), 'utf8') })))
}

const appliedNames = async (driver: Driver): Promise<readonly string[]> => {
  const [table] = await driver.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "exists"`)
  if (table?.['exists'] !== true) return []
  const rows = await driver.query(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
  )
  return rows.map((row) => String(row['migration_name']))
}

const newest = (names: readonly string[]): string => names.at(-1) ?? 'none'

const refuseNewer = (known: readonly Migration[], applied: readonly string[]): void => {
  const knownNames = known.map(({ name }) => name)
  if (applied.every((name) => knownNames.includes(name))) return
  throw new DatabaseIsNewer(newest(knownNames), newest(applied))
}

/**
 * Brings the database to this program's version: all missing migrations in one transaction, or none. Replicas that start together
 * take turns. Answers the names that were applied. Throws `DatabaseIsNewer` or `MigrationFailed`.
 */
export const migrate = async (db: Database, folder?: string): Promise<readonly string[]> => {
  const { driver, log } = insideOf(db)
  const known = await readMigrations(folder)
  refuseNewer(known, await appliedNames(driver))
  let firstFailure: unknown = null
  const applied = await driver
    .migrateAlone((connection) => {
      const runScript = connection.executeScript.bind(connection)
      // After a failure the engine tries to note it in the broken transaction and reports that: keep the cause.
      connection.executeScript = (script) =>
        runScript(script).catch((error: unknown) => {
          firstFailure ??= error
          throw error
        })
      return applyMigrations(connection, known)
    })
    .catch((error: unknown) => {
      const cause = firstFailure ?? error
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new MigrationFailed(`The database could not be migrated, and nothing was changed: ${reason}`, { cause })
    })
  if (applied.length > 0) log.info({ applied }, 'database migrated')
  return applied
}

/** Names of known migrations that the database lacks: empty when it is ready to serve. Throws when it cannot be reached, and `DatabaseIsNewer`. */
export const pendingMigrations = async (db: Database, folder?: string): Promise<readonly string[]> => {
  const [known, applied] = await Promise.all([readMigrations(folder), appliedNames(insideOf(db).driver)])
  refuseNewer(known, applied)
  return known.map(({ name }) => name).filter((name) => !applied.includes(name))
}

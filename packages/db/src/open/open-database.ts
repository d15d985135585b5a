import { resolve } from 'node:path'
import { PrismaClient } from '../generated/client.ts'
import { lockDataDirectory } from './data-directory-lock.ts'
import { countWork, type Database, makeDatabase } from './database.ts'
import type { Driver, Log } from './driver.ts'
import { embeddedDriver, openEmbeddedFiles } from './embedded-driver.ts'
import { openPostgres } from './postgres-driver.ts'

export interface OpenOptions {
  /** A Postgres URL. Absent: the embedded database under `dataDir`. */
  readonly url?: string | undefined
  /** Made where needed. The embedded database lives in its `pg` folder. */
  readonly dataDir: string
  readonly log?: Log | undefined
}

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

const WAIT_MS = 120_000

/** Puts the common face on a driver. `release` runs after it is closed. */
export const databaseOn = (driver: Driver, log: Log = quiet, release: () => Promise<void> = async () => undefined): Database => {
  const prisma = new PrismaClient({
    adapter: driver.adapterFactory,
    log: [],
    errorFormat: 'minimal',
    // Writers of one program queue: the last of many may wait a while, and must not fail for it.
    transactionOptions: { maxWait: WAIT_MS, timeout: WAIT_MS },
  })
  return makeDatabase({ driver, prisma, log, work: countWork() }, release)
}

/**
 * Opens the database; migrate before using it. The embedded one is opened under an exclusive lock of the data directory.
 * Throws `DataDirectoryInUse` or `DatabaseUnusable`.
 */
export const openDatabase = async ({ url, dataDir, log = quiet }: OpenOptions): Promise<Database> => {
  if (url !== undefined && url !== '') return databaseOn(await openPostgres(url, log), log)
  const lock = await lockDataDirectory(resolve(dataDir))
  try {
    const driver = await embeddedDriver(await openEmbeddedFiles(resolve(dataDir)))
    return databaseOn(driver, log, () => lock.release())
  } catch (error) {
    await lock.release()
    throw error
  }
}

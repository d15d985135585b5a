import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Driver, Row } from './driver.ts'
import { adapterWithin, embeddedAdapterFactory } from './embedded-adapter.ts'

/**
 * Opens the files under `dataDir/pg`, whose lock the caller holds. They are first made beside it and renamed when whole, so
 * that a first start that was killed leaves nothing half made.
 */
export const openEmbeddedFiles = async (dataDir: string): Promise<PGlite> => {
  const files = join(dataDir, 'pg')
  if (!existsSync(join(files, 'PG_VERSION'))) {
    const beginnings = join(dataDir, 'pg.initialising')
    await rm(beginnings, { recursive: true, force: true })
    const first = await PGlite.create(beginnings)
    await first.close()
    await rename(beginnings, files)
  }
  return PGlite.create(files)
}

/** A PGlite that is open, behind the common face. */
export const embeddedDriver = async (pglite: PGlite): Promise<Driver> => {
  // The adapter reads and writes instants without their offset.
  await pglite.exec(`SET TIME ZONE 'UTC'`)
  const version = await pglite.query<{ server_version: string }>('SHOW server_version')
  return {
    kind: 'embedded',
    serverVersion: version.rows[0]?.server_version ?? 'unknown',
    adapterFactory: embeddedAdapterFactory(pglite),
    query: async (sql, parameters = []) => (await pglite.query<Row>(sql, [...parameters])).rows,
    migrateAlone: (work) => pglite.transaction(async (tx) => work(await adapterWithin(tx))),
    listen: async (channel, handler) => {
      const stop = await pglite.listen(channel, handler)
      return async () => {
        if (!pglite.closed) await stop()
      }
    },
    close: async () => {
      if (!pglite.closed) await pglite.close()
    },
  }
}

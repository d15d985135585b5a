/**
 * Writes apps/api/openapi.json from the routes as the server registers them; with `--check` it writes nothing and fails when the file
 * differs.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, openDatabase } from '@gatehouse/db'
import { buildApp } from './app/build-app.ts'
import { createLogger } from './app/create-logger.ts'
import { readConfig } from './config/read-config.ts'

const FILE = new URL('../openapi.json', import.meta.url)

const describeApi = async (): Promise<string> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-openapi-'))
  const db = await openDatabase({ dataDir })
  try {
    await migrate(db)
    const app = await buildApp({
      config: readConfig({ GATEHOUSE_DATA_DIR: dataDir }),
      db,
      clock: () => new Date().toISOString(),
      log: createLogger('silent'),
    })
    await app.ready()
    const text = `${JSON.stringify(app.swagger(), null, 2)}\n`
    await app.close()
    return text
  } finally {
    await db.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const text = await describeApi()
if (process.argv.includes('--check')) {
  const present = await readFile(FILE, 'utf8').catch(() => '')
  if (present !== text) {
    process.stderr.write('apps/api/openapi.json is not what the routes say. Run `pnpm openapi` and commit the file.\n')
    process.exitCode = 1
  }
} else {
  await writeFile(FILE, text)
}

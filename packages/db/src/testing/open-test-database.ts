import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { migrate, readMigrations } from '../migrate/migrate.ts'
import type { Database } from '../open/database.ts'
import { embeddedDriver } from '../open/embedded-driver.ts'
import { databaseOn } from '../open/open-database.ts'

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/gatehouse', import.meta.url))

/** The template depends on the migrations and on PGlite's version, nothing else. */
const templatePath = async (): Promise<string> => {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const hash = createHash('sha256').update(await readFile(join(dirname(entry), '../package.json')))
  for (const { name, sql } of await readMigrations()) hash.update(`${name}\n${sql}\n`)
  return join(CACHE, `template-${hash.digest('hex').slice(0, 16)}.tar`)
}

const makeTemplate = async (path: string): Promise<Buffer> => {
  const pglite = await PGlite.create()
  const db = databaseOn(await embeddedDriver(pglite))
  await migrate(db)
  const dump = Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer())
  await db.close()
  await mkdir(CACHE, { recursive: true })
  // Test files run in parallel: each writes its own and renames, the last one wins with the same content.
  const part = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(part, dump)
  await rename(part, path)
  return dump
}

let template: Promise<Buffer> | null = null
const readTemplate = async (): Promise<Buffer> => {
  const path = await templatePath()
  return readFile(path).catch(() => makeTemplate(path))
}

/** A fresh, empty, migrated database in memory, from a template that is made once. Close it. */
export const openTestDatabase = async (): Promise<Database> => {
  const bytes = await (template ??= readTemplate())
  const pglite = await PGlite.create({ loadDataDir: new Blob([new Uint8Array(bytes)]) })
  return databaseOn(await embeddedDriver(pglite))
}

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DatabaseIsNewer, DatabaseUnusable, MigrationFailed } from '../errors.ts'
import { type Database, insideOf } from '../open/database.ts'
import { openDatabase } from '../open/open-database.ts'
import { type PostgresServer, startPostgres } from '../testing/start-postgres.ts'
import { diffWithDatamodel } from './diff-with-datamodel.ts'
import { migrate, pendingMigrations, readMigrations } from './migrate.ts'

const PRISMA = fileURLToPath(new URL('../../../../prisma/', import.meta.url))

let scratch: string
let server: PostgresServer
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'gatehouse-migrate-'))
  server = await startPostgres()
}, 120_000)
afterAll(async () => {
  await server.stop()
  await rm(scratch, { recursive: true, force: true })
})

let folders = 0
/** A folder with this program's migrations and the given ones. */
const folderWith = async (extra: Readonly<Record<string, string>>): Promise<string> => {
  const folder = join(scratch, `migrations-${folders++}`)
  await cp(join(PRISMA, 'migrations'), folder, { recursive: true })
  for (const [name, sql] of Object.entries(extra)) {
    await mkdir(join(folder, name))
    await writeFile(join(folder, name, 'migration.sql'), sql)
  }
  return folder
}
const tableExists = async (db: Database, table: string): Promise<boolean> => {
  const [row] = await insideOf(db).driver.query('SELECT to_regclass($1) IS NOT NULL AS found', [table])
  return row?.['found'] === true
}

const KINDS: readonly [Database['kind'], () => Promise<Database>][] = [
  ['embedded', async () => openDatabase({ dataDir: await mkdtemp(join(scratch, 'data-')) })],
  ['postgres', async () => openDatabase({ url: await server.createDatabase(), dataDir: scratch })],
]

describe.each(KINDS)('migrations on %s', (kind, open) => {
  it('apply once, one after the other, and say what is missing', async () => {
    const known = (await readMigrations()).map(({ name }) => name)
    const db = await open()
    expect(db.kind).toBe(kind)
    expect(await pendingMigrations(db)).toEqual(known)
    expect(await migrate(db)).toEqual(known)
    expect(await pendingMigrations(db)).toEqual([])
    expect(await migrate(db)).toEqual([])
    const later = await folderWith({ '20990101000000_more': 'CREATE TABLE "more" ("id" INTEGER);' })
    expect(await pendingMigrations(db, later)).toEqual(['20990101000000_more'])
    expect(await migrate(db, later)).toEqual(['20990101000000_more'])
    await db.close()
  })

  it('refuse a database that is newer, naming both versions', async () => {
    const db = await open()
    await migrate(db, await folderWith({ '20990101000000_future': 'CREATE TABLE "future" ("id" INTEGER);' }))
    const error = await migrate(db).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(DatabaseIsNewer)
    expect(error).toMatchObject({ newestKnown: (await readMigrations()).at(-1)?.name, newestApplied: '20990101000000_future' })
    await db.close()
  })

  it('change nothing when one fails, and apply once it is mended', async () => {
    const db = await open()
    const broken = await folderWith({
      '20990101000000_half': 'CREATE TABLE "half" ("id" INTEGER); SELECT no_such_function();',
    })
    const error = await migrate(db, broken).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(MigrationFailed)
    expect(String(error)).toContain('no_such_function')
    expect(await tableExists(db, 'half')).toBe(false)
    expect(await tableExists(db, 'program')).toBe(false)
    const mended = await folderWith({ '20990101000000_half': 'CREATE TABLE "half" ("id" INTEGER);' })
    expect(await migrate(db, mended)).toHaveLength((await readMigrations()).length + 1)
    await db.close()
  })
})

describe('migrations', () => {
  it('make exactly what the datamodel says', async () => {
    const datamodel = await readFile(join(PRISMA, 'schema.prisma'), 'utf8')
    expect(await diffWithDatamodel(datamodel)).toBe('')
    const drifted = datamodel.replace('model InstanceSetting {', 'model InstanceSetting {\n  note String?')
    expect(await diffWithDatamodel(drifted)).toContain('ADD COLUMN     "note" TEXT')
  })

  it('are applied by one of several replicas that start at once', async () => {
    const url = await server.createDatabase()
    const replicas = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ url, dataDir: scratch })))
    const applied = await Promise.all(replicas.map((replica) => migrate(replica)))
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
    await Promise.all(replicas.map((replica) => replica.close()))
  })
})

describe('a server that cannot be used', () => {
  it('is told in a sentence without its password', async () => {
    const error = await openDatabase({ url: 'postgres://somebody:pass-word@127.0.0.1:1/none', dataDir: scratch }).catch(
      (caught: unknown) => caught,
    )
    expect(error).toBeInstanceOf(DatabaseUnusable)
    expect(String(error)).toContain('ECONNREFUSED')
    expect(String(error)).not.toContain('pass-word')
  })
})

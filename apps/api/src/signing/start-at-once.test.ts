import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newSigningKey, readSigner } from '@gatehouse/bundle'
import { type Database, listChain, listSigningKeys, migrate, openDatabase } from '@gatehouse/db'
import { type PostgresServer, startPostgres } from '@gatehouse/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLogger } from '../app/create-logger.ts'
import { createMetrics } from '../app/metrics.ts'
import { readConfig } from '../config/read-config.ts'
import { createLiveHub } from '../live/live-hub.ts'
import { aProgram, startTestApp } from '../testing/index.ts'
import { openSigning, type Signing } from './open-signing.ts'

const [FIRST, LATER] = ['2026-02-20T08:00:00.000Z', '2026-03-20T08:00:00.000Z'] as const
let root: string
let server: PostgresServer
let replicas: readonly Database[]
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatehouse-keys-'))
  server = await startPostgres()
  const url = await server.createDatabase()
  replicas = await Promise.all([0, 1, 2].map((at) => openDatabase({ url, dataDir: join(root, String(at)) })))
  await migrate(replicas[0] as Database)
})
afterAll(async () => {
  await Promise.all(replicas.map((db) => db.close()))
  await server.stop()
  await rm(root, { recursive: true, force: true })
})

/** Every replica at once, each with a data directory of its own. */
const startAll = (now: string, settings: Record<string, string> = {}): Promise<PromiseSettledResult<Signing>[]> =>
  Promise.allSettled(
    replicas.map((db, at) =>
      openSigning({
        ...{ config: readConfig({ GATEHOUSE_DATA_DIR: join(root, String(at)), ...settings }), db, clock: () => now },
        ...{ live: createLiveHub(db, createLogger('silent')), metrics: createMetrics(), onError: () => undefined },
      }),
    ),
  )

it('servers that share a Postgres and start at once end up with one key, and change it once', async () => {
  const [db] = replicas as [Database]
  const started = await startAll(FIRST)
  const serving = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value.signer.publicKey.keyId] : []))
  expect(serving).toHaveLength(1)
  const own = serving[0] ?? ''
  expect((await listSigningKeys(db)).map(({ keyId }) => keyId)).toEqual([own])
  for (const each of started) if (each.status === 'rejected') expect(String(each.reason)).toContain(own)

  const given = newSigningKey()
  const test = await startTestApp({
    db,
    config: { signing: readConfig({ GATEHOUSE_SIGNING_KEY: given, GATEHOUSE_LOST_SIGNING_KEY: own }).signing },
  })
  const { id } = await aProgram(test)
  await test.app.close()
  const next = newSigningKey()
  const changed = await startAll(LATER, { GATEHOUSE_SIGNING_KEY: next, GATEHOUSE_PREVIOUS_SIGNING_KEY: given })
  expect(changed.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
  expect((await listSigningKeys(db)).map(({ keyId }) => keyId)).toEqual(
    [next, given].map((pem) => readSigner(pem).publicKey.keyId).concat(own),
  )
  const told = await listChain(db, id, { from: 1, limit: 100, patches: false })
  expect(told.filter(({ payload }) => payload.includes('"key.rotated"'))).toHaveLength(1)
}, 120_000)

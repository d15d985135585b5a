import { createHash, generateKeyPairSync } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newSigningKey, readSigner } from '@gatehouse/bundle'
import { type Database, listSigningKeys } from '@gatehouse/db'
import { openTestDatabase } from '@gatehouse/db/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../app/create-logger.ts'
import { createMetrics } from '../app/metrics.ts'
import { readConfig } from '../config/read-config.ts'
import { createLiveHub } from '../live/live-hub.ts'
import { keyFileOf } from './key-file.ts'
import { openSigning, type Signing } from './open-signing.ts'
import { SigningKeyUnusable } from './signing-key-unusable.ts'

const NOW = '2026-02-25T06:30:00.000Z'
let dataDir: string
let db: Database
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-keys-'))
  db = await openTestDatabase()
})
afterEach(async () => {
  await db.close()
  await rm(dataDir, { recursive: true, force: true })
})

const open = (settings: Record<string, string> = {}, folder = dataDir): Promise<Signing> =>
  openSigning({
    ...{ config: readConfig({ GATEHOUSE_DATA_DIR: folder, ...settings }), db, clock: () => NOW, metrics: createMetrics() },
    ...{ live: createLiveHub(db, createLogger('silent')), onError: () => undefined },
  })
const keyIdOf = (pem: string): string => readSigner(pem).publicKey.keyId
/** Why a start is refused: the sentence that the operator reads. */
const refusal = async (opening: Promise<unknown>): Promise<string> => {
  const error: unknown = await opening.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(SigningKeyUnusable)
  return (error as Error).message
}

describe('the key of the data directory', () => {
  it('is made at the first start for the owner alone, and is the same at the next', async () => {
    const first = await open()
    const path = keyFileOf(dataDir)
    expect([(await stat(path)).mode & 0o777, (await stat(join(dataDir, 'keys'))).mode & 0o777]).toEqual([0o600, 0o700])
    expect(await readdir(join(dataDir, 'keys'))).toEqual(['signing-key.pem'])
    const second = await open()
    expect(second.signer.publicKey.pem).toBe(first.signer.publicKey.pem)
    const { keyId, pem } = first.signer.publicKey
    expect(await listSigningKeys(db)).toEqual([{ keyId, publicKey: pem, createdAt: NOW, retiredAt: null, rotation: null }])
    const der = Buffer.from(pem.replaceAll(/-----.*-----|\n/g, ''), 'base64')
    expect(keyId).toBe(createHash('sha256').update(der).digest('hex'))
  })

  it('is one key for all who start at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => open()))
    expect(new Set(made.map(({ signer }) => signer.publicKey.keyId)).size).toBe(1)
    expect(await listSigningKeys(db)).toHaveLength(1)
  })

  it('is refused where others may read it or put another in its place, and is not named in the refusal', async () => {
    await open()
    const pem = await readFile(keyFileOf(dataDir), 'utf8')
    for (const mode of [0o640, 0o604, 0o660]) {
      await chmod(keyFileOf(dataDir), mode)
      const message = await refusal(open())
      expect(message).toContain('can be read by others')
      expect(message).not.toContain(pem.split('\n')[1] ?? '')
    }
    await chmod(keyFileOf(dataDir), 0o600)
    await chmod(join(dataDir, 'keys'), 0o770)
    expect(await refusal(open())).toContain('chmod 700')
  })

  it('is refused when it is not an Ed25519 key', async () => {
    await open()
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (const text of ['nonsense', privateKey.export({ type: 'pkcs8', format: 'pem' })]) {
      await writeFile(keyFileOf(dataDir), text)
      expect(await refusal(open())).toContain(keyFileOf(dataDir))
    }
  })
})

describe('a given key', () => {
  it('is used, and nothing is written to the data directory', async () => {
    const pem = newSigningKey()
    expect((await open({ GATEHOUSE_SIGNING_KEY: pem })).signer.publicKey.keyId).toBe(keyIdOf(pem))
    expect(await readdir(dataDir)).toEqual([])
  })

  it('is refused when it is not Ed25519, or the database was signed with another', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const rsa = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(await refusal(open({ GATEHOUSE_SIGNING_KEY: rsa }))).toContain('GATEHOUSE_SIGNING_KEY')
    const [first, second] = [newSigningKey(), newSigningKey()]
    await open({ GATEHOUSE_SIGNING_KEY: first })
    const message = await refusal(open({ GATEHOUSE_SIGNING_KEY: second }))
    for (const part of [keyIdOf(first), keyIdOf(second), 'GATEHOUSE_SIGNING_KEY_FILE']) expect(message).toContain(part)
    // A second machine that made a key of its own is refused just so.
    expect(await refusal(open())).toContain(keyIdOf(first))
    expect(await listSigningKeys(db)).toHaveLength(1)
  })
})

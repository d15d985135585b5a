import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Envelope, newSigningKey, openRotation, readPublicKey, readSigner } from '@gatehouse/bundle'
import { type Database, listChain, prismaOf } from '@gatehouse/db'
import { openTestDatabase } from '@gatehouse/db/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../config/read-config.ts'
import { keyFileOf } from '../../signing/key-file.ts'
import { aLead, anAdmin, anonymous, aProgram, databaseDigest, startTestApp, TEST_SIGNING_KEY, type TestApp } from '../../testing/index.ts'

const KEYS = '/api/v1/signing-keys'
let dataDir: string
let db: Database
const open: TestApp[] = []
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-keys-'))
  db = await openTestDatabase()
})
afterEach(async () => {
  for (const test of open.splice(0)) await test.close()
  await db.close()
  await rm(dataDir, { recursive: true, force: true })
})

/** A server whose key is in its data directory, or is given. */
const start = async (settings: Record<string, string> = {}): Promise<TestApp> => {
  const { signing } = readConfig(settings)
  const test = await startTestApp({ db, config: { dataDir, signing } })
  open.push(test)
  return test
}
const idOf = (pem: string): string => readSigner(pem).publicKey.keyId
const keysOf = async (test: TestApp) =>
  (await anonymous(test).get(KEYS)).json() as { keyId: string; publicKey: string; retiredAt: string | null; rotation: string | null }[]
/** The last event of a program's record. */
const lastEvent = async (programId: string) => {
  const chain = await listChain(db, programId, { from: 1, limit: 1_000, patches: false })
  return JSON.parse(chain.at(-1)?.payload ?? '{}')
}

describe('the public keys', () => {
  it('are read by anybody, as a list and as a file', async () => {
    const test = await start({ GATEHOUSE_SIGNING_KEY: TEST_SIGNING_KEY })
    const [key, ...others] = (await anonymous(test).get(KEYS)).json()
    const { keyId, pem } = readSigner(TEST_SIGNING_KEY).publicKey
    expect(others).toEqual([])
    expect(key).toEqual({
      ...{ keyId, publicKey: pem, createdAt: test.clock(), retiredAt: null, rotation: null },
      fingerprint: keyId.replaceAll(/(.{4})(?=.)/g, '$1 '),
    })
    const file = await anonymous(test).get(`${KEYS}/${keyId}/public-key.pem`)
    expect([file.statusCode, file.body]).toEqual([200, pem])
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="gatehouse-[0-9a-f]{12}\.pem"$/)
    expect((await anonymous(test).get(`${KEYS}/${'0'.repeat(64)}/public-key.pem`)).statusCode).toBe(404)
    expect((await anonymous(test).get(`${KEYS}/x/public-key.pem`)).statusCode).toBe(400)
  })
})

describe('an administrator who changes the key', () => {
  it('gets a new one that the old one vouches for, on the record of every program; the old one is gone', async () => {
    const test = await start()
    const [admin, programs] = [await anAdmin(test), [await aProgram(test), await aProgram(test)]]
    const before = await readFile(keyFileOf(dataDir), 'utf8')
    const answer = await admin.post(`${KEYS}/rotate`)
    expect([answer.statusCode, answer.json().retiredAt]).toEqual([200, null])
    const [present, old] = await keysOf(test)
    expect([present?.keyId, old?.keyId]).toEqual([answer.json().keyId, idOf(before)])
    const rotation = openRotation(JSON.parse(old?.rotation ?? '{}') as Envelope, readPublicKey(old?.publicKey ?? ''))
    expect(rotation).toMatchObject({ newKey: { keyId: present?.keyId }, at: test.clock() })

    expect(test.app.shell.signer.publicKey.keyId).toBe(present?.keyId)
    expect(await readdir(join(dataDir, 'keys'))).toEqual(['signing-key.pem'])
    const after = await readFile(keyFileOf(dataDir), 'utf8')
    expect(idOf(after)).toBe(present?.keyId)

    for (const { id } of programs) {
      expect(await lastEvent(id)).toMatchObject({
        ...{ action: 'key.rotated', actor: { id: admin.userId, name: 'Ada Admin' }, subject: { kind: 'signing_key', key: present?.keyId } },
        ...{ before: { keyId: old?.keyId }, after: { keyId: present?.keyId, publicKey: present?.publicKey, rotation: old?.rotation } },
      })
    }
    for (const pem of [before, after]) {
      const secret = pem.split('\n')[1] ?? ''
      expect(secret.length).toBeGreaterThan(40)
      expect(test.logText()).not.toContain(secret)
      const stored = await prismaOf(db).$queryRaw<
        { text: string }[]
      >`SELECT coalesce(string_agg(k::text, ''), '') AS text FROM signing_key k`
      expect(stored[0]?.text).not.toContain(secret)
    }
    // The next start finds the new key.
    expect((await start()).app.shell.signer.publicKey.keyId).toBe(present?.keyId)
  })

  it('is refused where the settings give the key, and nobody else may try', async () => {
    const given = await start({ GATEHOUSE_SIGNING_KEY: TEST_SIGNING_KEY })
    const [admin, lead] = [await anAdmin(given), await aLead(given)]
    const before = await databaseDigest(db)
    const answer = await admin.post(`${KEYS}/rotate`)
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'signing_key_given'])
    expect((await lead.post(`${KEYS}/rotate`)).statusCode).toBe(403)
    expect((await anonymous(given).post(`${KEYS}/rotate`)).statusCode).toBe(401)
    expect(await databaseDigest(db)).toBe(before)
  })

  it('does it once when several ask at once, one after the other', async () => {
    const test = await start()
    const admin = await anAdmin(test)
    const answers = await Promise.all(Array.from({ length: 4 }, () => admin.post(`${KEYS}/rotate`)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
    const keys = await keysOf(test)
    expect([keys.length, keys.filter(({ retiredAt }) => retiredAt === null).length]).toEqual([5, 1])
    expect(idOf(await readFile(keyFileOf(dataDir), 'utf8'))).toBe(keys[0]?.keyId)
  })

  it('leaves the present key in force when the change cannot be recorded', async () => {
    const test = await start()
    const admin = await anAdmin(test)
    const before = test.app.shell.signer.publicKey.keyId
    await prismaOf(db).$executeRawUnsafe(`ALTER TABLE audit_event ADD CONSTRAINT no_more CHECK (action <> 'key.rotated')`)
    expect((await admin.post(`${KEYS}/rotate`)).statusCode).toBe(500)
    expect([test.app.shell.signer.publicKey.keyId, (await keysOf(test))[0]?.keyId]).toEqual([before, before])
    expect(await readdir(join(dataDir, 'keys'))).toEqual(['signing-key.pem'])
  })

  it('reaches a replica that shares the data directory', async () => {
    const test = await start()
    const admin = await anAdmin(test)
    const other = await start()
    const { keyId } = (await admin.post(`${KEYS}/rotate`)).json()
    await expect.poll(() => other.app.shell.signer.publicKey.keyId).toBe(keyId)
  })
})

describe('a change of keys by the settings', () => {
  const [first, second, third] = [newSigningKey(), newSigningKey(), newSigningKey()]

  it('is vouched for by the key before it, and happens once', async () => {
    const test = await start({ GATEHOUSE_SIGNING_KEY: first })
    const program = await aProgram(test)
    const changed = { GATEHOUSE_SIGNING_KEY: second, GATEHOUSE_PREVIOUS_SIGNING_KEY: first }
    const again = [await start(changed), await start(changed)]
    expect(again.map(({ app }) => app.shell.signer.publicKey.keyId)).toEqual([idOf(second), idOf(second)])
    const keys = await keysOf(test)
    expect(keys.map(({ keyId }) => keyId)).toEqual([idOf(second), idOf(first)])
    const rotation = openRotation(JSON.parse(keys[1]?.rotation ?? '{}') as Envelope, readSigner(first).publicKey)
    expect(rotation?.newKey.keyId).toBe(idOf(second))
    expect(await lastEvent(program.id)).toMatchObject({ action: 'key.rotated', actor: { id: null, name: 'Gatehouse' } })
    // Back to a retired key there is no way.
    await expect(start({ GATEHOUSE_SIGNING_KEY: first, GATEHOUSE_PREVIOUS_SIGNING_KEY: second })).rejects.toThrow('was retired at')
  })

  it('from the key of the data directory to a given one takes that file as the one before', async () => {
    const own = (await start()).app.shell.signer.publicKey.keyId
    const before = await readFile(keyFileOf(dataDir), 'utf8')
    const test = await start({ GATEHOUSE_SIGNING_KEY: second, GATEHOUSE_PREVIOUS_SIGNING_KEY: before })
    expect((await keysOf(test)).map(({ keyId }) => keyId)).toEqual([idOf(second), own])
  })

  it('without the key before it is refused, unless that one is said to be lost; the record says so', async () => {
    const test = await start({ GATEHOUSE_SIGNING_KEY: first })
    const program = await aProgram(test)
    await expect(start({ GATEHOUSE_SIGNING_KEY: second, GATEHOUSE_PREVIOUS_SIGNING_KEY: third })).rejects.toThrow(
      'GATEHOUSE_LOST_SIGNING_KEY',
    )
    await expect(start({ GATEHOUSE_SIGNING_KEY: second, GATEHOUSE_LOST_SIGNING_KEY: idOf(third) })).rejects.toThrow(idOf(first))
    await start({ GATEHOUSE_SIGNING_KEY: second, GATEHOUSE_LOST_SIGNING_KEY: idOf(first) })
    expect((await keysOf(test)).map(({ keyId, rotation }) => [keyId, rotation])).toEqual([
      [idOf(second), null],
      [idOf(first), null],
    ])
    expect(await lastEvent(program.id)).toMatchObject({ action: 'key.lost', before: { keyId: idOf(first) }, after: { rotation: null } })
    // The setting may stay: it names the lost key, not the present one.
    const later = await start({ GATEHOUSE_SIGNING_KEY: second, GATEHOUSE_LOST_SIGNING_KEY: idOf(first) })
    expect(await keysOf(later)).toHaveLength(2)
  })
})

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type BundleReport, newSigningKey, readPublicKey, readSigner, verifyBundle } from '@gatehouse/bundle'
import { canonicalEvidence, type Evidence, plainDetails } from '@gatehouse/core'
import { type Database, insertEvidence, newId, saveStoredFile, writeProgram } from '@gatehouse/db'
import { openTestDatabase } from '@gatehouse/db/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  aLead,
  anonymous,
  anOwner,
  aReviewer,
  aStranger,
  aViewer,
  PASSWORD,
  type Persona,
  startTestApp,
  type TestApp,
  TEST_SIGNING_KEY,
} from '../../testing/index.ts'

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

let dataDir: string
let db: Database
let test: TestApp
let lead: Persona
const more: TestApp[] = []
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-bundle-'))
  db = await openTestDatabase()
  test = await startTestApp({ db, config: { dataDir } })
  lead = await aLead(test)
})
afterEach(async () => {
  for (const each of [...more.splice(0), test]) await each.close()
  await db.close()
  await rm(dataDir, { recursive: true, force: true })
})

const urlOf = (by: Persona): string => `/api/v1/programs/${by.program.slug}/bundle`
const download = async (by: Persona): Promise<Buffer> => {
  const answer = await by.get(urlOf(by))
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, ''])
  return answer.rawPayload
}
/** As an auditor does it: with the key that the server publishes. */
const verify = async (bundle: Buffer): Promise<BundleReport> => {
  const [key] = (await anonymous(test).get('/api/v1/signing-keys')).json()
  return verifyBundle(Readable.from([bundle]), { key: readPublicKey(key.publicKey) })
}
const attach = (by: Persona, title: string) =>
  by.post(`/api/v1/programs/${by.program.slug}/evidence`, {
    body: { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title, url: `https://ci.test/${encodeURIComponent(title)}` },
  })
interface SeenGate {
  readonly revision: number
  readonly frozen: unknown
}
const gateCommand = async (by: Persona, command: string, body: (gate: SeenGate) => object = () => ({})): Promise<void> => {
  const gate: SeenGate = (await by.get(`/api/v1/programs/${by.program.slug}/gates/G1`)).json()
  const url = `/api/v1/programs/${by.program.slug}/gates/G1/${command}`
  const answer = await by.post(url, { ifMatch: gate.revision, body: body(gate) })
  expect([command, answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([command, 200, ''])
}
const finishTask = async (by: Persona, key: string) => {
  const { revision } = (await by.get(`/api/v1/programs/${by.program.slug}/tasks/${key}`)).json()
  await by.patch(`/api/v1/programs/${by.program.slug}/tasks/${key}`, { ifMatch: revision, body: { status: 'done' } })
}

/** Evidence with an uploaded file, on the record. */
const attachFile = async (name: string, bytes: Buffer): Promise<Evidence['file']> => {
  const { sha256: digest, size, mediaType } = await test.app.shell.files.put(Readable.from([bytes]), { maxBytes: 100_000_000 })
  const file = { sha256: digest, size, name, mediaType }
  const at = test.clock()
  const actor = { userId: lead.userId, name: lead.name }
  const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'artifact', title: name, url: null, reference: name } as const
  const said = { ...proof, sha: null, producedAt: null, details: plainDetails('artifact'), file }
  const piece: Omit<Evidence, 'revision'> = {
    ...{ ...said, id: newId(), attachedAt: at, attachedBy: actor, withdrawnAt: null, withdrawReason: '' },
    ...{ digest: sha256(canonicalEvidence(said)), observation: null, replaces: null },
  }
  const by = { actor, at, correlationId: newId() }
  await writeProgram(db, { id: lead.program.id }, by, async (tx, _state, record) => {
    await saveStoredFile(tx, lead.program.id, file, { actor, at })
    await insertEvidence(tx, lead.program.id, piece)
    record({ action: 'evidence.attached', subjectKind: 'evidence', subjectKey: piece.id, before: null, after: { title: name, file } })
  })
  test.app.shell.boards.forget(lead.program.id)
  return file
}
const storedAt = (digest: string): string => join(dataDir, 'files', digest.slice(0, 2), digest.slice(2))

describe('the bundle of a program', () => {
  it('holds all its proof and its whole record, and an auditor finds nothing wrong with it', async () => {
    const [owner, reviewer, viewer] = [
      await anOwner(test, lead.program),
      await aReviewer(test, lead.program),
      await aViewer(test, lead.program),
    ]
    await attach(owner, 'Build log')
    const { item } = (await attach(owner, 'Wrong log')).json()
    await owner.post(`/api/v1/programs/${lead.program.slug}/evidence/${item.id}/withdraw`, {
      ifMatch: item.revision,
      body: { reason: 'Of another commit' },
    })
    const file = await attachFile('report.bin', Buffer.alloc(300_000, 'proof'))
    await finishTask(lead, 'T1')
    await gateCommand(owner, 'submit')
    await gateCommand(reviewer, 'approve', ({ frozen }) => ({ seen: frozen }))

    const answer = await viewer.get(urlOf(viewer))
    expect(answer.headers).toMatchObject({
      'content-type': 'application/x-tar',
      'cache-control': 'private, no-cache',
      'content-disposition': expect.stringMatching(new RegExp(`^attachment; filename="${lead.program.slug}-\\d+-bundle\\.tar"$`)),
    })
    expect(answer.headers['content-encoding']).toBeUndefined()
    const report = await verify(answer.rawPayload)
    expect(report.faults).toEqual([])
    expect(report.checked).toMatchObject({ evidence: 3, signOffs: 1 })
    const board = (await viewer.get(`/api/v1/programs/${lead.program.slug}/board`)).json()
    expect(report.about).toMatchObject({
      ...{ programId: lead.program.id, revision: board.program.revision, verdict: board.verdict.word, releaseSha: '1'.repeat(40) },
      head: { seq: report.checked.events },
    })
    expect(answer.rawPayload.includes(`evidence/files/${file?.sha256}`)).toBe(true)
    expect(answer.rawPayload.includes('Of another commit')).toBe(true)
  })

  it('is refused by whoever has another key, and after one byte was changed', async () => {
    const bundle = await download(lead)
    const other = readSigner(newSigningKey()).publicKey
    const foreign = await verifyBundle(Readable.from([bundle]), { key: other })
    expect(foreign.faults.map(({ code }) => code)).toContain('wrong_key')
    const changed = Buffer.from(bundle)
    changed[700] = (bundle[700] ?? 0) ^ 1
    expect((await verify(changed)).faults.map(({ item }) => item)).toContain('board.json')
  })

  it('is the same bytes each time, on every replica and after a restart, until something changes', async () => {
    await attach(lead, 'Build log')
    const first = await download(lead)
    test.clock.advance({ minutes: 10 })
    expect((await download(lead)).equals(first)).toBe(true)
    const replica = await startTestApp({ db, config: { dataDir }, now: test.clock() })
    more.push(replica)
    const again = await replica.app.inject({ url: urlOf(lead), headers: { host: 'gatehouse.test', cookie: lead.cookie } })
    expect(again.rawPayload.equals(first)).toBe(true)
    expect(again.headers.etag).toBe((await lead.get(urlOf(lead))).headers.etag)

    // Time alone: the period ends.
    test.clock.advance({ days: 1 })
    const later = await download(lead)
    expect(later.equals(first)).toBe(false)
    expect((await verify(later)).ok).toBe(true)
    await attach(lead, 'Another log')
    expect((await download(lead)).equals(later)).toBe(false)
  })

  it('is not sent again to whoever has it, and a HEAD reads no files', async () => {
    await attachFile('report.bin', Buffer.from('proof'))
    const first = await lead.get(urlOf(lead))
    const etag = String(first.headers.etag)
    const unchanged = await lead.get(urlOf(lead), { headers: { 'if-none-match': etag } })
    expect([unchanged.statusCode, unchanged.body]).toEqual([304, ''])
    const head = await test.app.inject({ method: 'HEAD', url: urlOf(lead), headers: { host: 'gatehouse.test', cookie: lead.cookie } })
    expect([head.statusCode, head.headers.etag, head.body]).toEqual([200, etag, ''])
    await attach(lead, 'Build log')
    expect((await lead.get(urlOf(lead), { headers: { 'if-none-match': etag } })).statusCode).toBe(200)
  })

  it('is of one moment while others write', async () => {
    await attach(lead, 'log 0')
    const writing = (async () => {
      for (let at = 1; at <= 15; at += 1) expect((await attach(lead, `log ${at}`)).statusCode).toBe(201)
    })()
    const bundles: Buffer[] = []
    for (let at = 0; at < 5; at += 1) bundles.push(await download(lead))
    await writing
    for (const bundle of bundles) expect((await verify(bundle)).faults).toEqual([])
  })

  it('is the same 404 for strangers as a program that does not exist', async () => {
    const stranger = await aStranger(test)
    const [real, unreal] = [await stranger.get(urlOf(lead)), await stranger.get('/api/v1/programs/no-such-program/bundle')]
    expect(real.statusCode).toBe(404)
    expect({ ...real.json(), requestId: '' }).toEqual({ ...unreal.json(), requestId: '' })
  })

  it('holds none of the secrets that were used to make it', async () => {
    const planted = await aViewer(test, lead.program, { password: PASSWORD })
    const made = await lead.post('/api/v1/tokens', { body: { name: 'CI', scopes: ['read', 'evidence'] } })
    const { token } = made.json()
    await test.app.inject({
      ...{ method: 'POST', url: `/api/v1/programs/${lead.program.slug}/evidence` },
      headers: { host: 'gatehouse.test', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      payload: { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'By token', url: 'https://ci.test/1' },
    })
    const bundle = await download(lead)
    expect(bundle.includes('By token')).toBe(true)
    const secrets = [
      token,
      PASSWORD,
      lead.cookie.split('=')[1] ?? '',
      planted.cookie.split('=')[1] ?? '',
      TEST_SIGNING_KEY.split('\n')[1] ?? '',
    ]
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20)
      expect([bundle.includes(secret), test.logText().includes(secret)]).toEqual([false, false])
    }
  })
})

describe('a bundle that cannot be made', () => {
  it('because files are gone names each of them before the first byte', async () => {
    const files = [await attachFile('one.bin', Buffer.from('one')), await attachFile('two.bin', Buffer.from('two'))]
    for (const file of files) await rm(storedAt(file?.sha256 ?? ''))
    const answer = await lead.get(urlOf(lead))
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'bundle_incomplete'])
    expect(
      answer
        .json()
        .issues.map(({ path }: { path: string }) => path)
        .sort(),
    ).toEqual(files.map((file) => `evidence/files/${file?.sha256}`).sort())
    expect(answer.json().issues[0].message).toMatch(/^(one|two)\.bin /)
  })

  it('because a file was altered is broken off, and says so to whoever runs the server', async () => {
    const bytes = Buffer.alloc(400_000, 'proof')
    const file = await attachFile('report.bin', bytes)
    await writeFile(storedAt(file?.sha256 ?? ''), Buffer.alloc(400_000, 'forged'))
    await test.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = test.app.server.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}${urlOf(lead)}`, { headers: { cookie: lead.cookie } })
    await expect(answer.arrayBuffer()).rejects.toThrow()
    await expect.poll(() => test.logText()).toContain('a bundle was broken off')
    expect(test.logText()).toContain(file?.sha256)
    expect((await anonymous(test).get('/metrics')).body).toContain('gatehouse_bundles_total{outcome="failed"} 1')
    expect((await lead.get('/healthz')).statusCode).toBe(200)
  })

  it('to its end because the reader left is not read to its end either', async () => {
    const file = await attachFile('large.bin', Buffer.alloc(60_000_000, 'proof'))
    let opened = 0
    let read = 0
    const { files } = test.app.shell
    const watched = {
      ...files,
      open: async (digest: string) => {
        const stream = await files.open(digest)
        opened += 1
        stream?.on('data', (chunk: Buffer) => {
          read += chunk.length
        })
        return stream
      },
    }
    Object.assign(test.app.shell, { files: watched })
    await test.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = test.app.server.address() as AddressInfo
    const request = get({ port, host: '127.0.0.1', path: urlOf(lead), headers: { cookie: lead.cookie } })
    const [response] = await once(request, 'response')
    await once(response, 'readable')
    response.read(1)
    request.destroy()
    await expect.poll(async () => (await anonymous(test).get('/metrics')).body).toContain('gatehouse_bundles_total{outcome="left"} 1')
    expect(opened).toBe(1)
    expect(read).toBeLessThan(file?.size ?? 0)
  })
})

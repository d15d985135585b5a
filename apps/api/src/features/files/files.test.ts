import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { prismaOf } from '@gatehouse/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepFiles } from '../../files/release-files.ts'
import {
  aLead,
  anOwner,
  aProgram,
  aStranger,
  aViewer,
  databaseDigest,
  type Persona,
  startTestApp,
  type TestApp,
  withToken,
} from '../../testing/index.ts'

const MB = 1_000_000
const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

let test: TestApp
let lead: Persona
let owner: Persona
beforeAll(async () => {
  const limits = { files: { store: { kind: 'disk', folder: 'files' }, maxBytes: MB } } as const
  test = await startTestApp({ config: limits })
  lead = await aLead(test)
  owner = await anOwner(test, lead.program)
})
afterAll(() => test.close())

const filesUrl = (slug = lead.program.slug): string => `/api/v1/programs/${slug}/files`
const upload = (by: Persona, data: string | Buffer | Readable, name = 'report.txt', more: Record<string, string> = {}, slug?: string) =>
  test.app.inject({
    method: 'POST',
    url: `${filesUrl(slug)}?name=${encodeURIComponent(name)}`,
    payload: data,
    headers: {
      ...{ host: 'gatehouse.test', origin: 'http://gatehouse.test', cookie: by.cookie, 'content-type': 'application/octet-stream' },
      ...more,
    },
  })
const rows = () => prismaOf(test.db).storedFile.findMany({ where: { programId: lead.program.id }, orderBy: { uploadedAt: 'asc' } })

describe('an upload', () => {
  it('is answered with its digest and what it is, and noted with who did it; nothing of the program changes', async () => {
    const revision = (await lead.get(`/api/v1/programs/${lead.program.slug}`)).headers['etag']
    const answer = await upload(owner, '{"tests": 12}', 'report.json')
    expect([answer.statusCode, answer.json()]).toEqual([
      201,
      { sha256: sha256('{"tests": 12}'), size: 13, name: 'report.json', mediaType: 'application/json' },
    ])
    expect(await rows()).toMatchObject([{ sha256: sha256('{"tests": 12}'), uploadedById: owner.userId, uploadedByName: owner.name }])
    expect((await lead.get(`/api/v1/programs/${lead.program.slug}`)).headers['etag']).toBe(revision)
  })

  it('of bytes that are there already is the same file under its first name', async () => {
    await upload(owner, 'twice', 'first.txt')
    const again = await upload(lead, 'twice', 'second.txt')
    expect([again.statusCode, again.json().name]).toEqual([201, 'first.txt'])
    expect((await rows()).filter((row) => row.sha256 === sha256('twice'))).toMatchObject([{ uploadedById: owner.userId }])
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\reports\\june.pdf', 'june.pdf'],
    ['a\r\nSet-Cookie: x=1\u0000.txt', 'aSet-Cookie: x=1.txt'],
    ['invoice\u202Etxt.exe', 'invoicetxt.exe'],
    ['  two   words.md ', 'two words.md'],
    ['..', 'file'],
    ['folder/', 'file'],
    [`${'é'.repeat(300)}.pdf`, `${'é'.repeat(196)}.pdf`],
    ['<img src=x onerror=alert(1)>.html', '<img src=x onerror=alert(1)>.html'],
  ])('called %j is named %j', async (given, name) => {
    const answer = await upload(owner, `for ${given}`, given)
    expect([answer.statusCode, answer.json().name]).toEqual([201, name])
  })

  it('over the limit is a 413 that names it, whether its length is told or not, and leaves nothing', async () => {
    const before = await databaseDigest(test.db)
    const large = randomBytes(MB + 1)
    const told = await upload(owner, large)
    const untold = await upload(owner, Readable.from([large.subarray(0, 600_000), large.subarray(600_000)]), 'x', {
      'transfer-encoding': 'chunked',
    })
    for (const answer of [told, untold]) {
      expect([answer.statusCode, answer.json().code]).toEqual([413, 'payload_too_large'])
      expect(answer.json().detail).toContain('at most 1 MB')
    }
    expect(await test.app.shell.files.has(sha256(large))).toBe(false)
    expect(await databaseDigest(test.db)).toBe(before)
    expect((await upload(owner, large.subarray(1))).statusCode).toBe(201)
  })

  it('of nothing, without a name, of another content type or over an unknown field is refused', async () => {
    const before = await databaseDigest(test.db)
    expect((await upload(owner, '')).statusCode).toBe(400)
    expect((await upload(owner, 'x', '')).statusCode).toBe(400)
    for (const type of [
      'application/json',
      'text/plain',
      'multipart/form-data; boundary=x',
      'image/png',
      'application/x-www-form-urlencoded',
    ]) {
      const answer = await upload(owner, '{"a":1}', 'x', { 'content-type': type })
      expect([type, answer.statusCode, answer.json().detail]).toEqual([type, 415, expect.stringContaining('application/octet-stream')])
    }
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('is open to a token that may attach evidence, and to nobody who only reads', async () => {
    const token = async (scopes: string[]): Promise<string> =>
      (await owner.post('/api/v1/tokens', { body: { name: scopes.join(), scopes } })).json().token
    const send = async (scopes: string[]) =>
      withToken(test, await token(scopes)).post(`${filesUrl()}?name=x`, {
        body: 'by token',
        headers: { 'content-type': 'application/octet-stream' },
      })
    expect((await send(['evidence'])).statusCode).toBe(201)
    expect((await send(['read'])).statusCode).toBe(403)
    expect((await upload(await aViewer(test, lead.program), 'x')).statusCode).toBe(403)
    expect((await upload(owner, 'x', 'x', { origin: 'https://evil.test' })).statusCode).toBe(403)
  })

  it('is not mixed up by an Idempotency-Key: other bytes are another file', async () => {
    const once = { 'idempotency-key': 'the-same' }
    expect((await upload(owner, 'one', 'x', once)).json().sha256).toBe(sha256('one'))
    expect((await upload(owner, 'two', 'x', once)).json().sha256).toBe(sha256('two'))
  })

  it('to a store that fails is told as "not now", counted, and its reason is in the log only', async () => {
    const { files } = test.app.shell
    const put = files.put
    Object.assign(files, { put: () => Promise.reject(new Error('no space left on device')) })
    const answer = await upload(owner, 'x')
    Object.assign(files, { put })
    expect([answer.statusCode, answer.json().code, answer.headers['retry-after']]).toEqual([503, 'unavailable', '30'])
    expect(answer.body).not.toContain('no space')
    expect((await lead.get('/metrics')).body).toContain('gatehouse_file_store_errors_total 1')
    expect(test.logText()).toContain('no space left on device')
  })
})

describe('a file', () => {
  const get = (by: Persona, digest: string, headers: Record<string, string> = {}) =>
    by.get(`${filesUrl(by.program.slug)}/${digest}`, { headers })

  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>', 'text/plain; charset=utf-8'],
    ['a page that begins late', '\ufeff \n<p>x</p><script>alert(1)</script>', 'text/plain; charset=utf-8'],
    ['a drawing', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'text/plain; charset=utf-8'],
    ['a style sheet of XML', '<?xml-stylesheet href="x.xsl"?><x/>', 'text/plain; charset=utf-8'],
    ['a script', 'alert(1)', 'text/plain; charset=utf-8'],
    ['JSON', '{"a":1}', 'application/json'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'image/png'],
    ['a program', Buffer.from('7f454c460201', 'hex'), 'application/octet-stream'],
    ['text of 16 bits', Buffer.from('<html>', 'utf16le'), 'application/octet-stream'],
  ])('that is %s is a download that runs nowhere', async (_what, data, type) => {
    const { sha256: digest } = (await upload(owner, data, 'naïve “x”.svg')).json()
    const answer = await get(owner, digest)
    expect([answer.statusCode, answer.rawPayload.equals(Buffer.from(data as string))]).toEqual([200, true])
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${digest}"`,
      'content-disposition': `attachment; filename="na_ve _x_.svg"; filename*=UTF-8''na%C3%AFve%20%E2%80%9Cx%E2%80%9D.svg`,
    })
  })

  it('is sent in part, or not again, when asked so', async () => {
    const { sha256: digest } = (await upload(owner, 'one two three')).json()
    const part = await get(owner, digest, { range: 'bytes=4-6' })
    expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([206, 'two', 'bytes 4-6/13'])
    expect((await get(owner, digest, { range: 'bytes=-5' })).body).toBe('three')
    expect((await get(owner, digest, { range: 'bytes=8-' })).body).toBe('three')
    const beyond = await get(owner, digest, { range: 'bytes=13-20' })
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, 'bytes */13'])
    for (const odd of ['bytes=6-4', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-'])
      expect([odd, (await get(owner, digest, { range: odd })).statusCode]).toEqual([odd, 200])
    expect((await get(owner, digest, { range: 'bytes=4-6', 'if-range': '"another"' })).statusCode).toBe(200)
    const known = await get(owner, digest, { 'if-none-match': `"${digest}"` })
    expect([known.statusCode, known.body]).toEqual([304, ''])
  })

  it('is there for the members of its program only: to others it is as if there were none', async () => {
    const { sha256: digest } = (await upload(owner, 'ours alone')).json()
    const elsewhere = await aLead(test, await aProgram(test))
    const answers = [await get(elsewhere, digest), await get(elsewhere, sha256('nothing at all'))]
    expect(answers.map((answer) => answer.statusCode)).toEqual([404, 404])
    expect({ ...answers[0]!.json(), requestId: '' }).toEqual({ ...answers[1]!.json(), requestId: '' })
    expect((await (await aStranger(test)).get(`${filesUrl()}/${digest}`)).statusCode).toBe(404)
    // Uploading the bytes there is what makes it theirs, under their own name.
    await upload(elsewhere, 'ours alone', 'theirs.txt', {}, elsewhere.program.slug)
    expect((await get(elsewhere, digest)).headers['content-disposition']).toContain('theirs.txt')
    expect((await get(owner, digest)).headers['content-disposition']).toContain('report.txt')
  })

  it('by anything but a digest is a bad request', async () => {
    for (const name of ['..%2f..%2fetc%2fpasswd', 'A'.repeat(64), 'a'.repeat(63)])
      expect([name, (await lead.get(`${filesUrl()}/${name}`)).statusCode]).toEqual([name, 400])
  })
})

describe('sweeping', () => {
  const day = 24 * 3_600_000
  const sweep = (after: number) => sweepFiles(test.app.shell, new Date(Date.parse(test.clock()) + after).toISOString())
  const has = (digest: string) => test.app.shell.files.has(digest)
  const known = async (digest: string): Promise<boolean> => (await rows()).some((row) => row.sha256 === digest)
  const nameIt = (digest: string) =>
    prismaOf(test.db).evidence.create({
      data: {
        ...{
          programId: lead.program.id,
          gateKey: 'G1',
          requirementKey: 'G1.1',
          type: 'artifact',
          title: 'Report',
          reference: 'report',
          fileSha256: digest,
        },
        ...{ digest, attachedAt: new Date(), attachedById: owner.userId, attachedByName: owner.name, withdrawnAt: new Date() },
      },
    })

  it('takes what nothing has named for a day, and nothing that evidence names, even withdrawn', async () => {
    const { sha256: unnamed } = (await upload(owner, 'never attached')).json()
    const { sha256: named } = (await upload(owner, 'attached and withdrawn')).json()
    await nameIt(named)
    await sweep(day - 1_000)
    expect([await has(unnamed), await known(unnamed)]).toEqual([true, true])
    await sweep(day + 1_000)
    expect([await has(unnamed), await known(unnamed)]).toEqual([false, false])
    expect([await has(named), await known(named)]).toEqual([true, true])
  })

  it('leaves the bytes while another program has them', async () => {
    const elsewhere = await aLead(test, await aProgram(test))
    const { sha256: digest } = (await upload(owner, 'in both')).json()
    test.clock.advance({ hours: 30 })
    await upload(elsewhere, 'in both', 'x', {}, elsewhere.program.slug)
    await sweep(0)
    expect([await known(digest), await has(digest)]).toEqual([false, true])
    expect((await elsewhere.delete(`/api/v1/programs/${elsewhere.program.slug}`)).statusCode).toBe(204)
    expect(await has(digest)).toBe(false)
  })

  it('starts counting again when a file is uploaded again', async () => {
    const { sha256: digest } = (await upload(owner, 'again')).json()
    test.clock.advance({ hours: 30 })
    await upload(owner, 'again')
    await sweep(0)
    expect([await known(digest), await has(digest)]).toEqual([true, true])
  })

  it('goes on while the same bytes come in: whatever is on record has its bytes', async () => {
    const data = randomBytes(2_000)
    await upload(owner, data)
    test.clock.advance({ hours: 30 })
    const answers = await Promise.all([upload(owner, data), sweep(0), upload(owner, data), sweep(0), upload(lead, data)])
    const last = answers.filter((answer) => answer !== undefined).map((answer) => answer.statusCode)
    expect(last.every((status) => status === 201 || status === 503)).toBe(true)
    expect(await has(sha256(data))).toBe(await known(sha256(data)))
  })
})

import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { limitSlowBodies } from '../../app/limit-slow-bodies.ts'
import { anOwner, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

const MB = 1_000_000
let test: TestApp
let owner: Persona
let origin: string
beforeAll(async () => {
  test = await startTestApp({ config: { files: { store: { kind: 'disk', folder: 'files' }, maxBytes: 40 * MB } } })
  owner = await anOwner(test)
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => test.close())

const filesUrl = (): string => `/api/v1/programs/${owner.program.slug}/files`
const headers = () => ({ cookie: owner.cookie, origin, 'content-type': 'application/octet-stream' })
/** `size` bytes in pieces of 64 kB, none of them kept. */
const streamOf = (size: number, seen?: (piece: Uint8Array) => void): ReadableStream<Uint8Array> => {
  let sent = 0
  return new ReadableStream({
    pull: (controller) => {
      const piece = new Uint8Array(Math.min(65_536, size - sent)).fill(sent % 251)
      sent += piece.length
      seen?.(piece)
      if (piece.length > 0) controller.enqueue(piece)
      if (sent >= size) controller.close()
    },
  })
}
const uploadStream = (size: number, seen?: (piece: Uint8Array) => void, signal?: AbortSignal) =>
  fetch(`${origin}${filesUrl()}?name=big.bin`, {
    method: 'POST',
    headers: headers(),
    body: streamOf(size, seen),
    duplex: 'half',
    ...(signal === undefined ? {} : { signal }),
  } as RequestInit)
const filesOnDisk = async (): Promise<string[]> => {
  const entries = await readdir(join(test.app.shell.config.dataDir, 'files'), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()))

describe('an upload over a socket', () => {
  it('of unknown length comes in and goes out again as it was', async () => {
    const hash = createHash('sha256')
    const answer = await uploadStream(30 * MB, (piece) => hash.update(piece))
    const stored = (await answer.json()) as { sha256: string; size: number }
    expect([answer.status, stored.size, stored.sha256]).toEqual([201, 30 * MB, hash.digest('hex')])
    const back = createHash('sha256')
    const download = await fetch(`${origin}${filesUrl()}/${stored.sha256}`, { headers: { cookie: owner.cookie } })
    for await (const piece of download.body as unknown as AsyncIterable<Uint8Array>) back.update(piece)
    expect([download.headers.get('content-length'), back.digest('hex')]).toEqual([String(30 * MB), stored.sha256])
  }, 30_000)

  it('over the limit gets its answer, although not all of it was sent', async () => {
    const before = await filesOnDisk()
    const leave = new AbortController()
    const answer = await uploadStream(60 * MB, undefined, leave.signal)
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([413, expect.stringContaining('40 MB')])
    leave.abort()
    expect(await filesOnDisk()).toEqual(before)
  }, 30_000)

  it('that breaks off leaves nothing and is no failure of the server', async () => {
    const before = await filesOnDisk()
    const { port, host } = new URL(origin)
    const socket = connect(Number(port), '127.0.0.1')
    const lines = [`POST ${filesUrl()}?name=x HTTP/1.1`, `host: ${host}`, 'content-length: 1000000']
    socket.write([...lines, ...Object.entries(headers()).map(([name, value]) => `${name}: ${value}`), '', 'the first bytes'].join('\r\n'))
    await vi.waitFor(async () => expect(await filesOnDisk()).toHaveLength(before.length + 1))
    socket.destroy()
    await vi.waitFor(async () => expect(await filesOnDisk()).toEqual(before))
    expect(test.logText()).not.toMatch(/request failed|store of files failed/)
    expect(await (await fetch(`${origin}/metrics`)).text()).toMatch(/gatehouse_server_errors_total 0/)
  })
})

describe('a body that does not end', () => {
  it('is cut off after its time, an upload is not', async () => {
    const app = fastify({ requestTimeout: 0 })
    limitSlowBodies(app, { arrival: 150, rest: 150 })
    app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
    app.post('/json', () => 'taken')
    app.post('/file', { config: { isUpload: true } }, async (request) => {
      for await (const piece of request.body as AsyncIterable<Buffer>) void piece
      return 'taken'
    })
    app.post('/refused', { config: { isUpload: true } }, (_request, reply) => reply.code(403).send('no'))
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const begin = (path: string, type: string): Socket => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: 10\r\n\r\n{`)
      return socket
    }
    const file = begin('/file', 'application/octet-stream')
    let answer = ''
    file.on('data', (data) => {
      answer += String(data)
    })
    await closed(begin('/json', 'application/json'))
    await new Promise((resolve) => setTimeout(resolve, 200))
    file.write('123456789')
    await vi.waitFor(() => expect(answer).toContain('taken'))
    file.destroy()
    // Answered and still sending: not for long either.
    const refused = begin('/refused', 'application/octet-stream')
    refused.resume()
    await closed(refused)
    await app.close()
  })
})

/**
 * A loopback store that speaks as much of S3 as keeping files needs: objects in one bucket (path style), put, get with Range, head, delete,
 * and uploads in parts. Every request must be signed (version 4) over the very bytes that came. What is put is kept in a folder. There is
 * a maintained S3 server for Java and for Docker, and none for Node alone.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { appendFile, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type S3Credentials, signatureFault } from './check-signature.ts'

export interface S3Stub {
  readonly url: string
  readonly bucket: string
  readonly credentials: S3Credentials
  /** `PUT files/ab…`, with the query; only requests that were carried out. */
  readonly requests: string[]
  /** The next requests are answered with these statuses instead of being carried out. */
  faults: number[]
  /** Keys of all objects, sorted. */
  keys(): Promise<readonly string[]>
  /** Uploads in parts that were begun and neither completed nor aborted. */
  unfinished(): number
  close(): Promise<void>
}
interface Upload {
  readonly key: string
  readonly begun: Date
  readonly parts: Map<number, { readonly etag: string; readonly size: number }>
}
interface Asked {
  readonly method: string
  readonly key: string
  readonly query: URLSearchParams
  readonly range: string | undefined
  readonly body: Buffer
}
interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | number>>
  readonly xml?: string
  readonly file?: { readonly path: string; readonly start: number; readonly end: number }
}

const SMALLEST_PART = 5 * 1_024 * 1_024
const fault = (status: number, code: string): Answer => ({ status, xml: `<Error><Code>${code}</Code><Message>${code}</Message></Error>` })
const nameOf = (key: string): string => Buffer.from(key, 'utf8').toString('hex')
const etagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export const startS3Stub = async (): Promise<S3Stub> => {
  const root = await mkdtemp(join(tmpdir(), 's3-stub-'))
  const uploads = new Map<string, Upload>()
  const bucket = 'gatehouse-files'
  const credentials = { accessKeyId: 'AKIDSTUB', secretAccessKey: randomUUID(), region: 'eu-test-1' }
  const objectPath = (key: string): string => join(root, nameOf(key))
  const partPath = (id: string, part: number): string => join(root, `part-${id}-${part}`)

  const getObject = async ({ method, key, range }: Asked): Promise<Answer> => {
    const path = objectPath(key)
    const size = await stat(path).then(
      (found) => found.size,
      () => null,
    )
    if (size === null) return fault(404, 'NoSuchKey')
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
    const [start, end] = from === undefined ? [0, size - 1] : [Number(from), Math.min(Number(to), size - 1)]
    const part: Record<string, string> = from === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }
    const headers = { 'content-length': end - start + 1, ...part }
    return { status: from === undefined ? 200 : 206, headers, ...(method === 'HEAD' || size === 0 ? {} : { file: { path, start, end } }) }
  }

  const complete = async (id: string, upload: Upload, body: string): Promise<Answer> => {
    const listed = [...body.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
      number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
      etag: (/<ETag>(.*?)</.exec(part)?.[1] ?? '').replaceAll('&quot;', '"'),
    }))
    const isKnown = listed.every(({ number, etag }) => upload.parts.get(number)?.etag === etag)
    if (!isKnown || listed.length !== upload.parts.size) return fault(400, 'InvalidPart')
    if (listed.slice(0, -1).some(({ number }) => (upload.parts.get(number)?.size ?? 0) < SMALLEST_PART)) return fault(400, 'EntityTooSmall')
    const whole = partPath(id, 0)
    for (const { number } of listed) await appendFile(whole, await readFile(partPath(id, number)))
    await rename(whole, objectPath(upload.key))
    await dropUpload(id)
    return { status: 200, xml: `<CompleteMultipartUploadResult><Key>${upload.key}</Key></CompleteMultipartUploadResult>` }
  }
  const dropUpload = async (id: string): Promise<void> => {
    for (const part of uploads.get(id)?.parts.keys() ?? []) await rm(partPath(id, part), { force: true })
    uploads.delete(id)
  }

  const carryOutUpload = async (id: string, { method, query, body }: Asked): Promise<Answer> => {
    const upload = uploads.get(id)
    if (upload === undefined) return fault(404, 'NoSuchUpload')
    if (method === 'POST') return complete(id, upload, body.toString('utf8'))
    if (method === 'DELETE') {
      await dropUpload(id)
      return { status: 204 }
    }
    const part = Number(query.get('partNumber'))
    await writeFile(partPath(id, part), body)
    upload.parts.set(part, { etag: etagOf(body), size: body.length })
    return { status: 200, headers: { etag: etagOf(body) } }
  }
  const listUploads = (): Answer => {
    const rows = [...uploads].map(
      ([id, { key, begun }]) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${begun.toISOString()}</Initiated></Upload>`,
    )
    return { status: 200, xml: `<ListMultipartUploadsResult>${rows.join('')}</ListMultipartUploadsResult>` }
  }

  const carryOut = async (asked: Asked): Promise<Answer> => {
    const { method, key, query, body } = asked
    const id = query.get('uploadId')
    if (id !== null) return carryOutUpload(id, asked)
    if (key === '') return method === 'GET' && query.has('uploads') ? listUploads() : fault(501, 'NotImplemented')
    if (method === 'POST' && query.has('uploads')) {
      const begun = randomUUID()
      uploads.set(begun, { key, begun: new Date(), parts: new Map() })
      return { status: 200, xml: `<InitiateMultipartUploadResult><UploadId>${begun}</UploadId></InitiateMultipartUploadResult>` }
    }
    if (method === 'PUT') {
      await writeFile(objectPath(key), body)
      return { status: 200, headers: { etag: etagOf(body) } }
    }
    if (method === 'DELETE') {
      await rm(objectPath(key), { force: true })
      return { status: 204 }
    }
    return method === 'GET' || method === 'HEAD' ? getObject(asked) : fault(501, 'NotImplemented')
  }

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const { method = '', url = '', headers } = request
    const body = await bodyOf(request)
    const status = stub.faults.shift()
    if (status !== undefined) return fault(status, 'InternalError')
    const refused = signatureFault({ method, url, headers, body }, credentials, Date.now())
    if (refused !== null) return fault(refused === 'XAmzContentSHA256Mismatch' ? 400 : 403, refused)
    const { pathname, searchParams } = new URL(url, 'http://stub')
    const [, name, ...rest] = decodeURIComponent(pathname).split('/')
    if (name !== bucket) return fault(404, 'NoSuchBucket')
    const key = rest.join('/')
    stub.requests.push(`${method} ${key}${url.includes('?') ? url.slice(url.indexOf('?')) : ''}`)
    return carryOut({ method, key, query: searchParams, range: headers.range, body })
  }
  const reply = (response: ServerResponse, { status, headers, xml, file }: Answer, isHead: boolean): void => {
    response.writeHead(status, { ...(xml === undefined ? {} : { 'content-type': 'application/xml' }), ...headers })
    if (file !== undefined) createReadStream(file.path, { start: file.start, end: file.end }).pipe(response)
    else response.end(isHead || xml === undefined ? undefined : `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`)
  }

  const server = createServer((request, response) => {
    answerTo(request).then(
      (answer) => reply(response, answer, request.method === 'HEAD'),
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stub: S3Stub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ bucket, credentials, requests: [], faults: [] },
    keys: async () =>
      (await readdir(root))
        .filter((name) => !name.startsWith('part-'))
        .map((name) => Buffer.from(name, 'hex').toString('utf8'))
        .sort(),
    unfinished: () => uploads.size,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await rm(root, { recursive: true, force: true })
    },
  }
  return stub
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { formatBytes } from './format-bytes.ts'
import { uploadFile } from './upload-file.ts'

const STORED = { sha256: 'ab'.repeat(32), size: 5, name: 'notes.txt', mediaType: 'text/plain' }

/** As much of XMLHttpRequest as an upload uses; a test plays the server. */
class FakeRequest {
  static last: FakeRequest
  readonly upload: { onprogress?: (event: { loaded: number }) => void } = {}
  readonly headers: Record<string, string> = {}
  line = ''
  body: unknown = null
  status = 0
  responseText = ''
  onload = (): void => undefined
  onerror = (): void => undefined
  onabort = (): void => undefined
  constructor() {
    FakeRequest.last = this
  }
  open(method: string, url: string): void {
    this.line = `${method} ${url}`
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value
  }
  send(body: unknown): void {
    this.body = body
  }
  abort(): void {
    this.onabort()
  }
  answer(status: number, text: string): void {
    this.status = status
    this.responseText = text
    this.onload()
  }
}
const FILE = new File(['hello'], 'nötes & more.txt')

describe('uploadFile', () => {
  beforeEach(() => vi.stubGlobal('XMLHttpRequest', FakeRequest))
  afterEach(() => vi.unstubAllGlobals())

  it('sends the bytes themselves under the file’s name, and tells how far it is', async () => {
    const sent: number[] = []
    const upload = uploadFile('credity12', FILE, { onProgress: (bytes) => sent.push(bytes) })
    const request = FakeRequest.last
    expect(request.line).toBe('POST /api/v1/programs/credity12/files?name=n%C3%B6tes+%26+more.txt')
    expect([request.headers['content-type'], request.body]).toEqual(['application/octet-stream', FILE])
    request.upload.onprogress?.({ loaded: 3 })
    request.answer(201, JSON.stringify(STORED))
    expect([await upload, sent]).toEqual([STORED, [3]])
  })

  it('rejects with the server’s problem, with offline, and with a cut answer', async () => {
    const refused = uploadFile('p', FILE)
    FakeRequest.last.answer(413, JSON.stringify({ code: 'payload_too_large', detail: 'At most 256 MB.', issues: [], requestId: 'r1' }))
    await expect(refused).rejects.toMatchObject({ code: 'payload_too_large', status: 413, detail: 'At most 256 MB.' })
    const lost = uploadFile('p', FILE)
    FakeRequest.last.onerror()
    await expect(lost).rejects.toMatchObject({ code: 'offline' })
    const cut = uploadFile('p', FILE)
    FakeRequest.last.answer(201, '{"sha256":')
    await expect(cut).rejects.toMatchObject({ code: 'unreadable_answer' })
  })

  it('ends when its signal is aborted, before or while it runs', async () => {
    const control = new AbortController()
    const running = uploadFile('p', FILE, { signal: control.signal })
    control.abort()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    await expect(uploadFile('p', FILE, { signal: control.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_000, '1.0 kB'],
    [9_949, '9.9 kB'],
    [9_950, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [256_000_000, '256 MB'],
    [1_500_000_000, '1.5 GB'],
  ])('%i is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
})

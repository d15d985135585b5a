import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, utimes, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { setImmediate as breathe } from 'node:timers/promises'
import { type S3Stub, startS3Stub } from '@gatehouse/testing/s3-stub'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDiskStore } from './disk-store.ts'
import { FileTooLarge, type FileStore } from './file-store.ts'
import { createS3Store } from './s3-store.ts'

const MB = 1_000_000
const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
async function* pieces(data: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(data)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

let root: string
let stub: S3Stub | null
let store: FileStore
/** How many files the store keeps, and how many are on this disk meanwhile. */
let kept: () => Promise<number>
const spooled = async (): Promise<number> => (await filesBelow(join(root, 'incoming'))).length

const disk = async (): Promise<void> => {
  store = createDiskStore(root)
  kept = async () => (await filesBelow(root)).length - (await spooled())
}
const s3 = async (): Promise<void> => {
  const started = await startS3Stub()
  stub = started
  store = createS3Store(s3Config(started), join(root, 'incoming'))
  kept = async () => (await started.keys()).length
}
const s3Config = ({ url, bucket, credentials }: S3Stub) => ({ kind: 's3', endpoint: url, bucket, ...credentials }) as const

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatehouse-files-'))
  stub = null
})
afterEach(async () => {
  await stub?.close()
  await rm(root, { recursive: true, force: true })
})

describe.each([
  ['disk', disk],
  ['an S3-compatible store', s3],
])('files on %s', (_name, open) => {
  beforeEach(open)

  it('come back as they went in, under their digest', async () => {
    const put = await store.put(pieces('one two three'), { maxBytes: MB })
    expect(put).toEqual({ sha256: sha256('one two three'), size: 13, mediaType: 'text/plain' })
    expect(await store.has(put.sha256)).toBe(true)
    expect(await text((await store.open(put.sha256))!)).toBe('one two three')
    expect(await text((await store.open(put.sha256, { start: 4, end: 6 }))!)).toBe('two')
    expect([await kept(), await spooled()]).toEqual([1, 0])
  })

  it('are not there when nobody put them, and are gone once removed', async () => {
    const nobody = sha256('nobody')
    expect([await store.has(nobody), await store.open(nobody)]).toEqual([false, null])
    const { sha256: digest } = await store.put(pieces('x'), { maxBytes: MB })
    await store.remove(digest)
    await store.remove(digest)
    expect([await store.has(digest), await store.open(digest), await kept()]).toEqual([false, null, 0])
  })

  it('are one file when their bytes are the same, however many come at once', async () => {
    const data = randomBytes(300_000)
    const puts = await Promise.all(Array.from({ length: 12 }, (_, index) => store.put(pieces(data, 10_000 + index), { maxBytes: MB })))
    expect(new Set(puts.map((put) => put.sha256))).toEqual(new Set([sha256(data)]))
    expect([await kept(), await spooled()]).toEqual([1, 0])
    expect(sha256(await buffer((await store.open(sha256(data)))!))).toBe(sha256(data))
  })

  it('may have the limit and not a byte more; reading stops there and nothing stays', async () => {
    expect((await store.put(pieces('a'.repeat(1_000)), { maxBytes: 1_000 })).size).toBe(1_000)
    let read = 0
    const endless = (async function* () {
      for (;;) {
        read += 100
        yield Buffer.alloc(100)
      }
    })()
    await expect(store.put(endless, { maxBytes: 1_000 })).rejects.toThrow(FileTooLarge)
    expect(read).toBe(1_100)
    expect([await kept(), await spooled()]).toEqual([1, 0])
  })

  it('leave nothing when the sender breaks off', async () => {
    const broken = (async function* () {
      yield Buffer.from('the first half')
      throw new Error('connection reset')
    })()
    await expect(store.put(broken, { maxBytes: MB })).rejects.toThrow('connection reset')
    expect([await kept(), await spooled()]).toEqual([0, 0])
  })

  it('of 300 MB pass through without being held in memory', async () => {
    const size = 300 * MB
    const chunk = randomBytes(100_000)
    const hash = createHash('sha256')
    let highest = 0
    const memory = (): number => process.memoryUsage().rss
    const before = memory()
    const many = (async function* () {
      for (let sent = 0; sent < size; sent += chunk.length) {
        hash.update(chunk)
        yield chunk
        if (sent % (5 * MB) === 0) await breathe()
        highest = Math.max(highest, memory())
      }
    })()
    const put = await store.put(many, { maxBytes: size })
    expect([put.size, put.sha256]).toEqual([size, hash.digest('hex')])
    const back = createHash('sha256')
    for await (const part of (await store.open(put.sha256))!) {
      back.update(part as Buffer)
      highest = Math.max(highest, memory())
    }
    expect(back.digest('hex')).toBe(put.sha256)
    // The S3 server of the test is in this process too, with a part of 16 MB in hand for each of both.
    expect(highest - before).toBeLessThan(stub === null ? 100 * MB : 200 * MB)
    expect(await spooled()).toBe(0)
  }, 60_000)

  it('that a died process left half sent are removed, those that are being sent are not', async () => {
    await mkdir(join(root, 'incoming'), { recursive: true })
    const [left, running] = [join(root, 'incoming', 'left'), join(root, 'incoming', 'running')]
    await writeFile(left, 'half')
    await writeFile(running, 'half')
    const anHourAgo = new Date(Date.now() - 3_600_000)
    await utimes(left, anHourAgo, anHourAgo)
    await store.tidy()
    expect(await filesBelow(join(root, 'incoming'))).toEqual([running])
  })

  it('can be tried out, and that leaves nothing', async () => {
    await store.check()
    expect([await kept(), await spooled()]).toEqual([0, 0])
  })

  it('are named by digests only: a name that leads elsewhere is refused', async () => {
    for (const name of ['../../etc/passwd', 'a'.repeat(63), `${'a'.repeat(63)}/`, 'A'.repeat(64)])
      await expect((async () => store.open(name))()).rejects.toThrow('64 hexadecimal digits')
  })
})

describe('files on disk', () => {
  beforeEach(disk)

  it('are for the server’s user alone', async () => {
    const { sha256: digest } = await store.put(pieces('secret'), { maxBytes: MB })
    const path = join(root, digest.slice(0, 2), digest.slice(2))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(join(root, digest.slice(0, 2)))).mode & 0o777).toBe(0o700)
  })

  it('that cannot be written are told at the start, with the folder and what to do', async () => {
    const path = join(root, 'a-file')
    await writeFile(path, '')
    await expect(createDiskStore(path).check()).rejects.toThrow(/Files cannot be kept in .*a-file.*GATEHOUSE_DATA_DIR/)
  })
})

describe('files in an S3-compatible store', () => {
  beforeEach(s3)

  it('go in parts when they are large, and survive a server that fails once', async () => {
    const data = randomBytes(33 * MB)
    const put = async () => store.put(pieces(data, 100_000), { maxBytes: 100 * MB })
    stub!.faults = [503]
    await put()
    expect(stub!.requests.filter((line) => line.includes('partNumber'))).toHaveLength(2)
    expect([await stub!.keys(), stub!.unfinished()]).toEqual([[`files/${sha256(data)}`], 0])
    const asked = stub!.requests.length
    await put()
    // The same bytes again: looked up, not sent.
    expect(stub!.requests.slice(asked)).toEqual([expect.stringContaining(`HEAD files/${sha256(data)}`)])
  }, 30_000)

  it('leave no parts when the store fails for good', async () => {
    const data = randomBytes(33 * MB)
    const isPart = (line: string): boolean => line.includes('partNumber=1')
    const requests = stub!.requests
    requests.push = (line) => {
      // From the first part on everything fails, for as often as the client tries again.
      if (isPart(line)) stub!.faults = [500, 500, 500]
      return Array.prototype.push.call(requests, line)
    }
    await expect(store.put(pieces(data, 100_000), { maxBytes: 100 * MB })).rejects.toThrow()
    expect([await stub!.keys(), stub!.unfinished(), await spooled()]).toEqual([[], 0, 0])
  }, 30_000)

  it('are refused at the start when the key, the bucket or the address is wrong, and the key is not told', async () => {
    const right = s3Config(stub!)
    for (const wrong of [{ secretAccessKey: 'not-the-secret' }, { bucket: 'another-bucket' }, { endpoint: 'http://127.0.0.1:1' }]) {
      const failed = await createS3Store({ ...right, ...wrong }, root)
        .check()
        .catch((error: unknown) => error)
      expect([wrong, (failed as Error).name]).toEqual([wrong, 'FileStoreUnusable'])
      expect(String(failed)).not.toContain(wrong.secretAccessKey ?? right.secretAccessKey)
    }
  }, 30_000)
})

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FileTooLarge, type KeptFile } from './file-store.ts'
import { SNIFFED_BYTES, sniffMediaType } from './sniff-media-type.ts'

/** An upload in full on this machine's disk, not yet under its digest. Whoever gets it moves or removes it. */
export interface SpooledFile extends KeptFile {
  readonly path: string
}

/** Nobody sends this long without a byte: requests end earlier. Other processes may share the folder, so age decides, not the start. */
const LEFT_BEHIND_MS = 15 * 60_000

/** Small chunks are written together: an upload in 100-byte pieces would be one system call each. */
const WRITE_BYTES = 256 * 1_024

const measure = async (
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
  write: (chunk: Uint8Array) => Promise<unknown>,
): Promise<KeptFile> => {
  const hash = createHash('sha256')
  let head = new Uint8Array(0)
  let size = 0
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  const flush = async (): Promise<void> => {
    if (waitingBytes > 0) await write(Buffer.concat(waiting))
    waiting = []
    waitingBytes = 0
  }
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > maxBytes) throw new FileTooLarge(maxBytes)
    hash.update(chunk)
    if (head.length < SNIFFED_BYTES) head = Buffer.concat([head, chunk.subarray(0, SNIFFED_BYTES - head.length)])
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes >= WRITE_BYTES) await flush()
  }
  await flush()
  return { sha256: hash.digest('hex'), size, mediaType: sniffMediaType(head) }
}

/** Writes the bytes to a file of their own in `folder`, mode 0600, and has the disk confirm them. Leaves nothing when that fails. */
export const spoolFile = async (folder: string, bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<SpooledFile> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, randomUUID())
  const file = await open(path, 'wx', 0o600)
  try {
    const kept = await measure(bytes, maxBytes, (chunk) => file.writeFile(chunk))
    await file.sync()
    return { ...kept, path }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/** Removes the files in `folder` that nobody has written to for a quarter of an hour: what died processes left. */
export const removeLeftBehind = async (folder: string, now: number): Promise<void> => {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const name of names) {
    const path = join(folder, name)
    // Gone meanwhile: its upload ended.
    const age = await stat(path).then(
      ({ mtimeMs }) => now - mtimeMs,
      () => 0,
    )
    if (age > LEFT_BEHIND_MS) await rm(path, { force: true })
  }
}

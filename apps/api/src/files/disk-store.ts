import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, constants, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { type ByteRange, type FileStore, FileStoreUnusable, requireDigest } from './file-store.ts'
import { removeLeftBehind, spoolFile } from './spool-file.ts'

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** After it a power cut cannot take back that a file is in the folder. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const openStream = async (path: string, range: ByteRange | undefined): Promise<Readable | null> => {
  const file = await open(path, constants.O_RDONLY).catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  // The stream closes the file. From a handle rather than a path, so that a removed file is told now and not midway.
  return file === null ? null : createReadStream('', { fd: file, ...range })
}

const tryOut = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `check-${randomUUID()}`)
  try {
    await writeFile(path, path, { mode: 0o600 })
    if ((await readFile(path, 'utf8')) !== path) throw new Error('what was written is not what is read')
  } finally {
    await rm(path, { force: true })
  }
}

/** Keeps files below `root`: `ab/cdef…` by digest, uploads that run in `incoming/`. Folders are made when first needed. */
export const createDiskStore = (root: string): FileStore => {
  const incoming = join(root, 'incoming')
  const pathOf = (sha256: string): string => join(root, requireDigest(sha256).slice(0, 2), sha256.slice(2))
  return {
    put: async (bytes, { maxBytes }) => {
      const { path, ...kept } = await spoolFile(incoming, bytes, maxBytes)
      const target = pathOf(kept.sha256)
      try {
        await mkdir(dirname(target), { recursive: true, mode: 0o700 })
        // Over a file of the same digest too: the bytes are the same, and whoever reads the old one keeps it until the end.
        await rename(path, target)
        await syncFolder(dirname(target))
      } catch (error) {
        await rm(path, { force: true })
        throw error
      }
      return kept
    },
    open: (sha256, range) => openStream(pathOf(sha256), range),
    has: (sha256) =>
      access(pathOf(sha256)).then(
        () => true,
        (error: unknown) => {
          if (isMissing(error)) return false
          throw error
        },
      ),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    check: () =>
      tryOut(incoming).catch((error: unknown) => {
        throw new FileStoreUnusable(
          `Files cannot be kept in ${root}: ${String(error)}. Give the server's user the right to write there, or set another GATEHOUSE_DATA_DIR.`,
        )
      }),
    tidy: () => removeLeftBehind(incoming, Date.now()),
  }
}

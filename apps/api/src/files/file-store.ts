/**
 * Where the bytes of uploaded files are. A file is known by the SHA-256 of its bytes: the same content is kept once, whoever uploads it,
 * and what is kept under a digest never changes. Who may see a file, and what it is called, is the database's business (`stored_file`).
 */
import type { Readable } from 'node:stream'

/** What a store found out about the bytes while it took them. */
export interface KeptFile {
  /** 64 hexadecimal digits, lower case. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  /** As the first bytes tell; see `sniffMediaType`. */
  readonly mediaType: string
}
/** Bytes `start` to `end`, both included, counted from 0. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface FileStore {
  /**
   * Takes the bytes as they come, never all of them into memory. After `FileTooLarge`, or when `bytes` fails midway, nothing is kept.
   * `bytes` is not read to its end then, and not destroyed either.
   */
  put(bytes: AsyncIterable<Uint8Array>, limit: { readonly maxBytes: number }): Promise<KeptFile>
  /** The bytes, or a part of them; null: there is no such file. Whoever opens it reads it to the end or destroys it. */
  open(sha256: string, range?: ByteRange): Promise<Readable | null>
  has(sha256: string): Promise<boolean>
  /** Removes the bytes; nothing happens when they are gone already. */
  remove(sha256: string): Promise<void>
  /** Throws `FileStoreUnusable` unless files can be written, read and removed. */
  check(): Promise<void>
  /** Removes what uploads left behind whose process died. */
  tidy(): Promise<void>
}

/** More bytes than the limit. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge'
  readonly maxBytes: number
  constructor(maxBytes: number) {
    super(`The file is larger than ${maxBytes} bytes`)
    this.maxBytes = maxBytes
  }
}

/** Files cannot be kept where the settings say. The text says why and what to do; it holds no secret. */
export class FileStoreUnusable extends Error {
  override readonly name = 'FileStoreUnusable'
}

const DIGEST = /^[0-9a-f]{64}$/

/** Guards whatever becomes part of a path or a key. */
export const requireDigest = (sha256: string): string => {
  if (!DIGEST.test(sha256)) throw new Error('a file is named by 64 hexadecimal digits in lower case')
  return sha256
}

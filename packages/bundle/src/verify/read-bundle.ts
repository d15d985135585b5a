import { createHash, type Hash } from 'node:crypto'
import type { JsonValue } from '@gatehouse/core'
import { type ArchiveEntry, readArchive } from '../archive/read-archive.ts'
import { FILES, SHA256 } from '../bundle-layout.ts'
import { utf8Of } from '../statement/statement.ts'
import { readCanonicalJson } from '../statement/strict-json.ts'
import { type BoardFile, readBoardFile } from './board-file.ts'
import type { BundleFaultCode, FaultList } from './fault.ts'
import { type ChainReading, readChain } from './read-chain.ts'

export interface BundleReading {
  readonly folder: string | null
  /** SHA-256 and size of each file, by path. */
  readonly files: ReadonlyMap<string, { readonly digest: string; readonly size: number }>
  readonly board: BoardFile | null
  /** Rows of evidence by the path of their file. */
  readonly evidence: ReadonlyMap<string, JsonValue>
  readonly chain: ChainReading | null
  /** Text of SHA256SUMS and of the envelope; null: missing, or no text. */
  readonly sums: string | null
  readonly envelope: string | null
}

/** Most bytes of a file that is held as a whole. Uploaded files, the page and the chain are not. */
const MAX_HELD = { board: 512 * 1024 * 1024, evidence: 4 * 1024 * 1024, sums: 256 * 1024 * 1024, envelope: 1024 * 1024 } as const

/** Reads the archive from its first byte to its last, once. `wanted`: numbers of events whose hashes are to be known. */
export const readBundle = async (
  source: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<number>,
  faultList: FaultList,
): Promise<BundleReading> => {
  const { report } = faultList
  const files = new Map<string, { readonly digest: string; readonly size: number }>()
  const evidence = new Map<string, JsonValue>()
  let board: BoardFile | null = null
  let chain: ChainReading | null = null
  let sums: string | null = null
  let envelope: string | null = null

  const takePart = async ({ path, size }: ArchiveEntry, bytes: AsyncIterable<Uint8Array>): Promise<void> => {
    const hold = (most: number, code: BundleFaultCode) => holdText(path, size, bytes, most, (message) => report(code, path, message))
    if (path === FILES.board) {
      const value = readDocument(await hold(MAX_HELD.board, 'board_malformed'), path, 'board_malformed', faultList)
      if (value !== undefined) board = readBoardFile(value, faultList)
    } else if (path === FILES.chain) {
      const seqs = board === null ? wanted : new Set([...wanted, board.head.seq])
      chain = await readChain(bytes, { programId: board?.programId ?? null, wanted: seqs }, faultList)
    } else if (path === FILES.sums) sums = await hold(MAX_HELD.sums, 'sums_malformed')
    else if (path === FILES.envelope) envelope = await hold(MAX_HELD.envelope, 'envelope_malformed')
    else if (/^evidence\/[^/]+\.json$/.test(path)) {
      const value = readDocument(await hold(MAX_HELD.evidence, 'evidence_malformed'), path, 'evidence_malformed', faultList)
      if (value !== undefined) evidence.set(path, value)
    }
  }
  const folder = await readArchive(source, {
    report: (item, message) => report('archive_malformed', item, message),
    take: async (entry) => {
      const hash = createHash('sha256')
      const bytes = hashing(entry.bytes(), hash)
      await takePart(entry, bytes)
      for await (const _rest of hashing(entry.bytes(), hash));
      const digest = hash.digest('hex')
      files.set(entry.path, { digest, size: entry.size })
      const name = entry.path.split('/').at(-1) ?? ''
      if (entry.path.startsWith('evidence/files/') && SHA256.test(name) && name !== digest)
        report('file_changed', entry.path, 'Its bytes are not those that it is named for.')
    },
  })
  return { folder, files, board, evidence, chain, sums, envelope }
}

const hashing = async function* (bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncIterable<Uint8Array> {
  for await (const piece of bytes) {
    hash.update(piece)
    yield piece
  }
}

const holdText = async (
  path: string,
  size: number,
  bytes: AsyncIterable<Uint8Array>,
  most: number,
  refuse: (message: string) => void,
): Promise<string | null> => {
  if (size > most) {
    refuse(`It is larger than any ${path} that is written here.`)
    return null
  }
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  const text = utf8Of(Buffer.concat(pieces))
  if (text === null) refuse('It is not text in UTF-8.')
  return text
}

/** The value of a file that holds one line of canonical JSON; undefined: it cannot be read. */
const readDocument = (text: string | null, path: string, code: BundleFaultCode, { report }: FaultList): JsonValue | undefined => {
  if (text === null) return undefined
  const reading = readCanonicalJson(text.endsWith('\n') ? text.slice(0, -1) : text)
  if (reading.ok && text.endsWith('\n')) return reading.value
  if (reading.ok) report('json_not_canonical', path, 'It does not end with a line end.')
  else report(reading.code === 'json_malformed' ? code : reading.code, path, reading.message)
  return reading.ok ? reading.value : undefined
}

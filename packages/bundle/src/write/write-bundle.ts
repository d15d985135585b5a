import { createHash } from 'node:crypto'
import { CHAIN_START, canonicalJson, type JsonValue } from '@gatehouse/core'
import { END_OF_ARCHIVE, paddingAfter, tarHeader } from '../archive/tar.ts'
import {
  BUNDLE_FORMAT,
  BUNDLE_TYPE,
  byLetters,
  CHAIN_HEADER,
  commitName,
  evidencePath,
  FILES,
  filePath,
  folderOf,
  SAFE_NAME,
  SHA256,
} from '../bundle-layout.ts'
import { envelopeText } from '../signing/dsse.ts'
import type { Signer } from '../signing/keys.ts'
import { sealStatement } from '../statement/statement.ts'
import { BundleInputInvalid, type BundleFile, type BundleInput } from './bundle-input.ts'

/** Lines of the chain are sent in pieces of about this many characters. */
const PIECE = 65_536

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')

/**
 * Writes a bundle as a tar archive: the same input and key always give the same bytes. It streams: neither a file nor the chain is held in memory.
 * Throws `BundleInputInvalid`, which names what is wrong, also after a part was sent, when a file turns out not to be what its digest says.
 */
export const writeBundle = async function* (input: BundleInput, signer: Signer): AsyncIterable<Uint8Array> {
  const { evidence, files } = checkInput(input)
  const folder = folderOf(input.slug)
  const sums = new Map<string, string>()
  const writeText = function* (path: string, text: string, isSummed = true): Iterable<Uint8Array> {
    const bytes = utf8(text)
    if (isSummed) sums.set(path, sha256(text))
    yield tarHeader(folder, path, bytes.length)
    yield bytes
    yield new Uint8Array(paddingAfter(bytes.length))
  }
  yield* writeText(FILES.board, `${canonicalJson(boardDocument(input))}\n`)
  for (const { id, row } of evidence) yield* writeText(evidencePath(id), `${canonicalJson(row)}\n`)
  for (const file of files) {
    sums.set(filePath(file.sha256), file.sha256)
    yield tarHeader(folder, filePath(file.sha256), file.size)
    yield* checkedBytes(file)
    yield new Uint8Array(paddingAfter(file.size))
  }
  const chain = await measureChain(input)
  sums.set(FILES.chain, chain.digest)
  yield tarHeader(folder, FILES.chain, chain.size)
  yield* sameChain(input, chain.digest)
  yield new Uint8Array(paddingAfter(chain.size))
  yield* writeText(FILES.page, input.indexHtml)
  const list = sumsText(sums)
  yield* writeText(FILES.sums, list, false)
  yield* writeText(FILES.envelope, envelopeText(sealStatement(bundleStatement(input, sha256(list)), [signer])), false)
  yield END_OF_ARCHIVE
}

const checkInput = (input: BundleInput): Pick<BundleInput, 'evidence' | 'files'> => {
  if (!SAFE_NAME.test(input.slug)) throw new BundleInputInvalid('slug', 'this cannot be the name of a folder')
  const evidence = input.evidence.toSorted((a, b) => byLetters(a.id, b.id))
  evidence.forEach(({ id }, at) => {
    if (!SAFE_NAME.test(id)) throw new BundleInputInvalid(`evidence ${id}`, 'this cannot be the name of a file')
    if (id === evidence[at - 1]?.id) throw new BundleInputInvalid(evidencePath(id), 'it is given twice')
  })
  for (const { sha256: digest } of input.files)
    if (!SHA256.test(digest)) throw new BundleInputInvalid(filePath(digest), 'this is no SHA-256')
  const files = [...new Map(input.files.map((file) => [file.sha256, file])).values()].toSorted((a, b) => byLetters(a.sha256, b.sha256))
  return { evidence, files }
}

const boardDocument = ({
  slug,
  program,
  revision,
  repository,
  releaseSha,
  verdict,
  computedAt,
  head,
  board,
  goNoGo,
}: BundleInput): JsonValue => ({
  format: BUNDLE_FORMAT,
  program: { id: program.id, slug, name: program.name },
  revision,
  release: { repository, sha: releaseSha },
  verdict,
  computedAt,
  head: { seq: head.seq, hash: head.hash },
  board,
  goNoGo,
})

const bundleStatement = (input: BundleInput, sumsDigest: string) => {
  const { slug, program, revision, repository, releaseSha, verdict, computedAt, head } = input
  const sums = { name: FILES.sums, digest: { sha256: sumsDigest } }
  const commit = releaseSha === null ? [] : [{ name: commitName(repository, releaseSha), digest: { gitCommit: releaseSha } }]
  return {
    subject: [sums, ...commit],
    predicateType: BUNDLE_TYPE,
    predicate: { program: program.id, slug, revision, head: { seq: head.seq, hash: head.hash }, verdict, computedAt },
  }
}

/** What `sha256sum -c` reads, sorted by path. */
const sumsText = (sums: ReadonlyMap<string, string>): string =>
  [...sums]
    .toSorted(([a], [b]) => byLetters(a, b))
    .map(([path, digest]) => `${digest}  ${path}\n`)
    .join('')

const checkedBytes = async function* ({ sha256: digest, size, open }: BundleFile): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256')
  let seen = 0
  for await (const piece of open()) {
    seen += piece.length
    if (seen > size) break
    hash.update(piece)
    yield piece
  }
  if (seen !== size) throw new BundleInputInvalid(filePath(digest), `it does not have the ${size} bytes that it was stored with`)
  if (hash.digest('hex') !== digest)
    throw new BundleInputInvalid(filePath(digest), 'its bytes do not have its digest: the store was altered')
}

const chainPieces = async function* (input: BundleInput): AsyncIterable<Uint8Array> {
  let text = CHAIN_HEADER
  let last = { seq: 0, hash: CHAIN_START }
  for await (const { seq, prevHash, entryHash, payload } of input.events()) {
    if (/[\t\r\n]/.test(payload)) throw new BundleInputInvalid(FILES.chain, `event ${seq} is not one line`)
    text += `${seq}\t${prevHash}\t${entryHash}\t${payload}\n`
    last = { seq, hash: entryHash }
    if (text.length < PIECE) continue
    yield utf8(text)
    text = ''
  }
  if (last.seq !== input.head.seq || last.hash !== input.head.hash)
    throw new BundleInputInvalid(FILES.chain, `it ends with event ${last.seq}, which is not the head that was given (${input.head.seq})`)
  yield utf8(text)
}

const measureChain = async (input: BundleInput): Promise<{ readonly size: number; readonly digest: string }> => {
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of chainPieces(input)) {
    size += piece.length
    hash.update(piece)
  }
  return { size, digest: hash.digest('hex') }
}

const sameChain = async function* (input: BundleInput, digest: string): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256')
  for await (const piece of chainPieces(input)) {
    hash.update(piece)
    yield piece
  }
  if (hash.digest('hex') !== digest) throw new BundleInputInvalid(FILES.chain, 'it was another one at the second reading')
}

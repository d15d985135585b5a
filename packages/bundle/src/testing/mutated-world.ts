/** One true bundle and the ways of breaking it, for the tests that must see every one of them refused. */
import { minutesBefore, NOW } from '@gatehouse/core/testing'
import { expect, it } from 'vitest'
import { END_OF_ARCHIVE, tarHeader } from '../archive/tar.ts'
import { type Checkpoint, sealCheckpoint } from '../statement/checkpoint.ts'
import { type GivenCheckpoint, verifyBundle } from '../verify/verify-bundle.ts'
import { aBundleInput, aChain, aSigner, chainOf, PICTURE, PROGRAM_ID, packBundle, REPORT, SECTION, sha256 } from './a-bundle.ts'
import { change, FOLDER, type Part, packPart, takeApart } from './mutate.ts'

export const signer = aSigner()
export const stranger = aSigner()
export const picture = `evidence/files/${sha256(PICTURE)}`
export const section = `evidence/files/${sha256(SECTION)}`
export const report = `evidence/files/${sha256(REPORT)}`
export const ENVELOPE = 'board.dsse.json'
export const SIGNED_GATE = 'board.json gate G1'
export const SIGN_OFF = 'board.json gate G1 sign-off sign-1'
export const event = (seq: number): string => `audit-chain.tsv event ${seq}`

export const archive = await packBundle(aBundleInput(), signer)
export const parts = takeApart(archive)

export const inPieces = async function* (bytes: Buffer, size = 700): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
export const verify = (bytes: Buffer, checkpoints: readonly GivenCheckpoint[] = []) =>
  verifyBundle(inPieces(bytes), { key: signer.publicKey, checkpoints })

/** A checkpoint of the bundle's last event, kept outside since an hour after it. */
export const aCheckpoint = (over: Partial<Checkpoint> = {}, by = signer): readonly GivenCheckpoint[] => {
  const { head } = aBundleInput()
  const checkpoint = { programId: PROGRAM_ID, slug: 'sample', ...head, at: minutesBefore(NOW, -60), reason: 'daily', ...over }
  return [{ name: 'kept.json', envelope: sealCheckpoint(checkpoint, by) }]
}

/** Other lines in the chain; the first is event 1. */
export const changeLines = (of: readonly Part[], to: (lines: string[]) => readonly string[]): readonly Part[] =>
  change(of, 'audit-chain.tsv', (text) => {
    const [header = '', ...lines] = text.trimEnd().split('\n')
    return `${[header, ...to(lines)].join('\n')}\n`
  })
/** The story told otherwise, with all hashes made anew. */
export const rewriteChain = (of: readonly Part[], to: (payloads: readonly string[]) => readonly string[]): readonly Part[] =>
  changeLines(of, () =>
    chainOf(to(aChain().map(({ payload }) => payload))).map(({ seq, prevHash, entryHash, payload }) =>
      [seq, prevHash, entryHash, payload].join('\t'),
    ),
  )

/** A header that says something of its own, with a right check sum. */
export const headerWith = (path: string, size: number, write: (header: Buffer) => void): Buffer => {
  const header = Buffer.from(tarHeader(FOLDER, path, size))
  write(header)
  header.fill(' ', 148, 156)
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
    'latin1',
  )
  return header
}
/** The bundle with another header before one of its files. */
export const withHeader = (path: string, write: (header: Buffer) => void): Buffer =>
  Buffer.concat([
    ...parts.map((part) => (part.path === path ? packPart(part, headerWith(path, part.bytes.length, write)) : packPart(part))),
    END_OF_ARCHIVE,
  ])
/** The bundle with one more entry before its envelope, whose header is made by `write`. */
export const withEntry = (path: string, write: (header: Buffer) => void, bytes = Buffer.alloc(0)): Buffer => {
  const entry = packPart({ path, bytes }, headerWith(path, bytes.length, write))
  const envelope = packPart(parts.at(-1) as Part)
  return Buffer.concat([...parts.slice(0, -1).map((part) => packPart(part)), entry, envelope, END_OF_ARCHIVE])
}

export type Mutation = readonly [what: string, make: () => Buffer, faults: readonly string[], checkpoints?: readonly GivenCheckpoint[]]

/** Each must be refused with these faults, all of them and no others: code and item. */
export const refuseEach = (mutations: readonly Mutation[]): void => {
  for (const [what, make, faults, checkpoints] of mutations)
    it(what, async () => {
      const report = await verify(make(), checkpoints)
      expect(report.faults.map(({ code, item }) => `${code} ${item}`)).toEqual(faults)
      expect(report.ok).toBe(false)
    })
}

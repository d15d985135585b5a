/** Taking a bundle apart, changing it, and putting it together again as somebody would who wants it to pass. */
import { canonicalJson, type JsonValue } from '@gatehouse/core'
import { BLOCK, END_OF_ARCHIVE, paddingAfter, readClaim, tarHeader } from '../archive/tar.ts'
import { envelopeText, sealEnvelope } from '../signing/dsse.ts'
import type { Signer } from '../signing/keys.ts'
import { sha256 } from './a-bundle.ts'

export interface Part {
  readonly path: string
  readonly bytes: Buffer
}
export const FOLDER = 'sample-bundle'

export const takeApart = (archive: Buffer): readonly Part[] => {
  const parts: Part[] = []
  for (let at = 0; archive[at] !== 0; ) {
    const { name, size } = readClaim(archive.subarray(at, at + BLOCK))
    parts.push({ path: name, bytes: archive.subarray(at + BLOCK, at + BLOCK + size) })
    at += BLOCK + size + paddingAfter(size)
  }
  return parts
}
export const packPart = ({ path, bytes }: Part, header = tarHeader(FOLDER, path, bytes.length)): Buffer =>
  Buffer.concat([header, bytes, new Uint8Array(paddingAfter(bytes.length))])
export const putTogether = (parts: readonly Part[]): Buffer => Buffer.concat([...parts.map((part) => packPart(part)), END_OF_ARCHIVE])

export const bytesAt = (parts: readonly Part[], path: string): Buffer => {
  const part = parts.find((each) => each.path === path)
  if (part === undefined) throw new Error(`the bundle has no ${path}`)
  return part.bytes
}
export const textAt = (parts: readonly Part[], path: string): string => bytesAt(parts, path).toString('utf8')

/** Other bytes in one file. */
export const change = (parts: readonly Part[], path: string, to: (text: string) => string): readonly Part[] => {
  const text = textAt(parts, path)
  if (to(text) === text) throw new Error(`${path} was not changed`)
  return parts.map((part) => (part.path === path ? { path, bytes: Buffer.from(to(text), 'utf8') } : part))
}
export const changeJson = (parts: readonly Part[], path: string, to: (value: Record<string, never>) => unknown): readonly Part[] =>
  change(parts, path, (text) => `${canonicalJson(to(JSON.parse(text)) as JsonValue)}\n`)
/** One bit of one byte, in the middle. */
export const flip = (parts: readonly Part[], path: string, at = Math.floor(bytesAt(parts, path).length / 2)): readonly Part[] =>
  parts.map((part) =>
    part.path === path ? { path, bytes: Buffer.from(part.bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))) } : part,
  )
export const without = (parts: readonly Part[], path: string): readonly Part[] => parts.filter((part) => part.path !== path)
export const insertBefore = (parts: readonly Part[], next: string, part: Part): readonly Part[] => {
  const at = parts.findIndex(({ path }) => path === next)
  return parts.toSpliced(at, 0, part)
}

/** SHA256SUMS made anew, over what is there. */
export const sumAnew = (parts: readonly Part[]): readonly Part[] => {
  const lines = parts
    .filter(({ path }) => path !== 'SHA256SUMS' && path !== 'board.dsse.json')
    .map(({ path, bytes }) => ({ path, line: `${sha256(bytes)}  ${path}\n` }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const bytes = Buffer.from(lines.map(({ line }) => line).join(''))
  return parts.map((part) => (part.path === 'SHA256SUMS' ? { ...part, bytes } : part))
}

export interface StatementJson {
  _type: string
  predicateType: string
  subject: { name: string; digest: Record<string, string> }[]
  predicate: Record<string, JsonValue>
}
export const statementIn = (parts: readonly Part[]): StatementJson =>
  JSON.parse(Buffer.from(JSON.parse(textAt(parts, 'board.dsse.json')).payload, 'base64').toString('utf8'))

/** An envelope around any payload. */
export const sealAnew = (
  parts: readonly Part[],
  payload: string,
  signers: readonly Signer[],
  type = 'application/vnd.in-toto+json',
): readonly Part[] =>
  parts.map((part) =>
    part.path === 'board.dsse.json'
      ? { ...part, bytes: Buffer.from(envelopeText(sealEnvelope(type, Buffer.from(payload), signers))) }
      : part,
  )

/** Sums and statement made anew for what is there, changed further where wanted, and signed. */
export const signAnew = (
  parts: readonly Part[],
  signer: Signer,
  to: (statement: StatementJson) => void = () => undefined,
): readonly Part[] => {
  const summed = sumAnew(parts)
  const statement = statementIn(parts)
  const [subject] = statement.subject
  if (subject !== undefined) subject.digest = { sha256: sha256(bytesAt(summed, 'SHA256SUMS')) }
  to(statement)
  return sealAnew(summed, canonicalJson(statement as unknown as JsonValue), [signer])
}

import { z } from 'zod'
import type { KeptHead } from './verify-record.ts'

/** What a checkpoint says of itself. Its signature is not looked at: a browser has no key that was pinned from outside. */
const statement = z.object({
  predicateType: z.literal('urn:gatehouse:checkpoint:v1'),
  subject: z.tuple([z.object({ name: z.literal('audit-chain'), digest: z.object({ sha256: z.string() }) })]),
  predicate: z.object({
    program: z.string(),
    slug: z.string(),
    seq: z.int().min(1),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    at: z.string(),
    reason: z.string(),
  }),
})
const envelope = z.object({ payloadType: z.literal('application/vnd.in-toto+json'), payload: z.base64() })

/** Checkpoints are half a kilobyte; a file that is much larger is none. */
const MOST_BYTES = 64 * 1024

export type ReadCheckpoint =
  | { readonly ok: true; readonly head: KeptHead; readonly at: string }
  /** `why` is one sentence. */
  | { readonly ok: false; readonly file: string; readonly why: string }

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
const textOf = (base64: string): string => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  return new TextDecoder().decode(bytes)
}

/** The head of a record that a checkpoint file names, or why the file is no checkpoint. */
export const readCheckpointFile = async (file: File): Promise<ReadCheckpoint> => {
  const no = (why: string): ReadCheckpoint => ({ ok: false, file: file.name, why })
  if (file.size > MOST_BYTES) return no('It is far larger than a checkpoint.')
  const outer = envelope.safeParse(jsonOf(await file.text()))
  if (!outer.success) return no('It is not a signed envelope in JSON.')
  const inner = statement.safeParse(jsonOf(textOf(outer.data.payload)))
  if (!inner.success) return no('It is a signed envelope of something else than a checkpoint.')
  const { predicate, subject } = inner.data
  if (subject[0].digest.sha256 !== predicate.hash) return no('It names two different hashes for the same event.')
  return {
    ok: true,
    head: { seq: predicate.seq, hash: predicate.hash, programId: predicate.program, from: { file: file.name } },
    at: predicate.at,
  }
}

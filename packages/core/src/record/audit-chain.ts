import { canonicalJson, type JsonValue } from '../evidence/canonical-json.ts'

/** First line of what is hashed: keeps these hashes from being mistaken for hashes of anything else. */
export const AUDIT_DOMAIN = 'gatehouse.audit.v1'
/** `prevHash` of a program's first event. */
export const CHAIN_START = '0'.repeat(64)

/** What an event says. Its text is canonical JSON, kept and hashed as text. */
export interface AuditPayload {
  /** The program's id. */
  readonly program: string
  /** 1, 2, 3 … within the program, without holes. */
  readonly seq: number
  /** ISO instant, UTC, by the server's clock. The order is that of `seq`, never of this. */
  readonly at: string
  readonly actor: { readonly id: string | null; readonly name: string }
  readonly correlationId: string
  readonly action: string
  readonly subject: { readonly kind: string; readonly key: string }
  readonly before: JsonValue
  readonly after: JsonValue
  /** The program's revision that the change made. */
  readonly revision: number
  /** SHA-256 of the text of the `StatePatch` that goes with it; null: it changed nothing of the program's state. */
  readonly patch: string | null
}
export const auditPayloadText = (payload: AuditPayload): string => canonicalJson(payload as unknown as JsonValue)

export interface ChainLink {
  readonly programId: string
  readonly seq: number
  readonly prevHash: string
  readonly payload: string
}
/** The text whose SHA-256, in UTF-8 and lower-case hex, is an event's hash: five lines without a line end after the last. */
export const chainPreimage = ({ programId, seq, prevHash, payload }: ChainLink): string =>
  `${AUDIT_DOMAIN}\n${programId}\n${seq}\n${prevHash}\n${payload}`

export interface ChainEntry {
  readonly seq: number
  readonly prevHash: string
  readonly entryHash: string
  readonly payload: string
  /** Text of the patch, where the reader has it; undefined: not looked at. */
  readonly patch?: string | null
}
/** The end of a chain as it was at some time, kept somewhere else. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}
/** `edited`: an event does not have its own hash. `missing`, `reordered`: by number. `unlinked`: it follows another event than it says.
 *  `misfiled`: the text belongs to another program or number. `patch_changed`: the change is not the one that was recorded.
 *  `truncated`, `rewritten`: a head kept elsewhere is beyond the end, or another event. */
export type ChainFaultCode = 'edited' | 'missing' | 'reordered' | 'unlinked' | 'misfiled' | 'patch_changed' | 'truncated' | 'rewritten'
export interface ChainFault {
  readonly code: ChainFaultCode
  readonly seq: number
  /** One sentence. */
  readonly message: string
}
export interface ChainVerification {
  readonly events: number
  /** Of what was read; null: no event. */
  readonly head: ChainHead | null
  /** Empty: nothing was altered. At most `MAX_FAULTS`. */
  readonly faults: readonly ChainFault[]
}
export interface VerifyOptions {
  readonly programId: string
  /** SHA-256 of a text in UTF-8, lower-case hex. */
  readonly sha256: (text: string) => string
  /** Heads that were kept elsewhere: each must be in the chain. */
  readonly checkpoints?: readonly ChainHead[]
}
export const MAX_FAULTS = 100

/** Follows a chain event by event, for those who read it in pages. */
export const openChainVerifier = ({ programId, sha256, checkpoints = [] }: VerifyOptions) => {
  const faults: ChainFault[] = []
  const wanted = new Map(checkpoints.map((head) => [head.seq, head.hash]))
  let head: ChainHead = { seq: 0, hash: CHAIN_START }
  let highest = 0
  let events = 0
  const report = (code: ChainFaultCode, seq: number, message: string): void => {
    if (faults.length < MAX_FAULTS) faults.push({ code, seq, message })
  }
  const take = (entry: ChainEntry): void => {
    const { seq, prevHash, entryHash, payload, patch } = entry
    events += 1
    if (seq <= highest) report('reordered', seq, `Event ${seq} stands after event ${head.seq}.`)
    else if (seq > highest + 1)
      report(
        'missing',
        highest + 1,
        seq === highest + 2 ? `Event ${highest + 1} is missing.` : `Events ${highest + 1} to ${seq - 1} are missing.`,
      )
    if (sha256(chainPreimage({ programId, seq, prevHash, payload })) !== entryHash)
      report('edited', seq, `Event ${seq} does not have the hash that it was recorded under: it was altered.`)
    else if (prevHash !== head.hash && seq === head.seq + 1)
      report('unlinked', seq, `Event ${seq} was recorded after another event ${head.seq} than the one that is here.`)
    const said = readPayload(payload)
    if (said?.program !== programId || said.seq !== seq)
      report('misfiled', seq, `What event ${seq} says is about another program or number.`)
    else if (patch !== undefined && said.patch !== (patch === null ? null : sha256(patch)))
      report('patch_changed', seq, `The change that goes with event ${seq} is not the one that was recorded.`)
    const kept = wanted.get(seq)
    if (kept !== undefined && kept !== entryHash)
      report('rewritten', seq, `A checkpoint names another event ${seq}: the record was rewritten.`)
    highest = Math.max(highest, seq)
    head = { seq, hash: entryHash }
  }
  const finish = (): ChainVerification => {
    for (const seq of wanted.keys())
      if (seq > highest) report('truncated', seq, `A checkpoint names event ${seq}; the record ends at ${highest}: its end was cut off.`)
    return { events, head: events === 0 ? null : head, faults }
  }
  return { take, finish }
}

const readPayload = (text: string): Pick<AuditPayload, 'program' | 'seq' | 'patch'> | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as AuditPayload) : null
  } catch {
    return null
  }
}

/** The same for a chain that is at hand as a whole. */
export const verifyAuditChain = (entries: Iterable<ChainEntry>, options: VerifyOptions): ChainVerification => {
  const verifier = openChainVerifier(options)
  for (const entry of entries) verifier.take(entry)
  return verifier.finish()
}

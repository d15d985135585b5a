import { createHash } from 'node:crypto'
import { type ChainHead, type ChainVerification, type JsonValue, openChainVerifier } from '@gatehouse/core'
import { CHAIN_HEADER, FILES, SHA256 } from '../bundle-layout.ts'
import { utf8Of } from '../statement/statement.ts'
import { objectOf, readStrictJson, textOf } from '../statement/strict-json.ts'
import type { FaultList } from './fault.ts'

/** A decision, as the chain tells it. */
export interface ToldDecision {
  readonly seq: number
  readonly action: string
  /** Key of the gate, or number of the go/no-go, that it is about. */
  readonly subjectKey: string | null
  readonly actorId: string | null
  /** What changed, with the digests that were signed. */
  readonly after: { readonly [key: string]: JsonValue } | null
}
export interface ChainReading {
  readonly events: number
  /** null: no event. */
  readonly head: ChainHead | null
  /** Highest revision of the program that an event made. */
  readonly revision: number
  /** Hash of each event that was asked for. */
  readonly hashes: ReadonlyMap<number, string>
  /** Decisions on gates, by correlation id. */
  readonly decisions: ReadonlyMap<string, readonly ToldDecision[]>
  /** Waivers, votes and what was decided on them, in their order. */
  readonly judgements: readonly ToldDecision[]
  /** Every key that the gate with this key has had: what was recorded of it before a renaming names it otherwise. */
  namesOf(gateKey: string | null): ReadonlySet<string | null>
}
/** An event holds one change; what is longer was made to exhaust the reader. */
const MAX_LINE = 64 * 1024 * 1024
const DECISIONS = new Set(['gate.approved', 'gate.signed', 'gate.returned'])
const JUDGEMENTS = new Set(['waiver.granted', 'waiver.revoked', 'go_no_go.voted', 'go_no_go.decided'])

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
export const eventItem = (seq: number): string => `${FILES.chain} event ${seq}`

/** Lines without their ends; the last is what follows the last line end, null when a line is too long. */
const linesOf = async function* (
  bytes: AsyncIterable<Uint8Array>,
): AsyncIterable<{ readonly line: Buffer | null; readonly isEnded: boolean }> {
  let held: Buffer[] = []
  let length = 0
  for await (const piece of bytes) {
    let rest = Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      yield { line: Buffer.concat([...held, rest.subarray(0, end)]), isEnded: true }
      held = []
      length = 0
      rest = rest.subarray(end + 1)
    }
    length += rest.length
    if (length > MAX_LINE) {
      yield { line: null, isEnded: false }
      return
    }
    // The reader may use its piece again.
    if (rest.length > 0) held.push(Buffer.from(rest))
  }
  yield { line: Buffer.concat(held), isEnded: false }
}

interface Line {
  readonly seq: number
  readonly prevHash: string
  readonly entryHash: string
  readonly payload: string
}
const lineOf = (text: string): Line | null => {
  const [seq = '', prevHash = '', entryHash = '', payload, ...more] = text.split('\t')
  if (!/^[1-9]\d{0,14}$/.test(seq) || !SHA256.test(prevHash) || !SHA256.test(entryHash) || payload === undefined || more.length > 0)
    return null
  return { seq: Number(seq), prevHash, entryHash, payload }
}

/** Follows the chain line by line. `wanted`: numbers of the events whose hashes are to be known. */
export const readChain = async (
  bytes: AsyncIterable<Uint8Array>,
  { programId, wanted }: { readonly programId: string | null; readonly wanted: ReadonlySet<number> },
  { report }: FaultList,
): Promise<ChainReading> => {
  let verifier: ReturnType<typeof openChainVerifier> | null = null
  const hashes = new Map<number, string>()
  const decisions = new Map<string, ToldDecision[]>()
  const judgements: ToldDecision[] = []
  const renames: Rename[] = []
  let revision = 0
  let number = 0
  for await (const { line, isEnded } of linesOf(bytes)) {
    number += 1
    const text = line === null ? null : utf8Of(line)
    if (!isEnded) {
      if (text !== '' || number === 1)
        report('audit_malformed', `${FILES.chain} line ${number}`, 'Its last line has no end, or is no line of text.')
      break
    }
    if (number === 1) {
      if (`${text}\n` !== CHAIN_HEADER)
        report('audit_malformed', `${FILES.chain} line 1`, 'It does not begin with the names of its four columns.')
      continue
    }
    const event = text === null ? null : lineOf(text)
    if (event === null) {
      report('audit_malformed', `${FILES.chain} line ${number}`, 'This line is not a number, two hashes and a text.')
      continue
    }
    const payload = readPayload(event, report)
    verifier ??= openChainVerifier({ programId: programId ?? textOf(payload?.program) ?? '', sha256 })
    verifier.take(event)
    if (wanted.has(event.seq)) hashes.set(event.seq, event.entryHash)
    if (typeof payload?.revision === 'number') revision = Math.max(revision, payload.revision)
    keepDecision({ decisions, judgements }, event.seq, payload)
    if (payload?.action === 'gate.renamed')
      renames.push({ from: textOf(objectOf(payload.before)?.key), to: textOf(objectOf(payload.after)?.key) })
  }
  const { events, head, faults }: ChainVerification = verifier?.finish() ?? { events: 0, head: null, faults: [] }
  for (const { code, seq, message } of faults) report(`audit_${code}`, eventItem(seq), message)
  return { events, head, revision, hashes, decisions, judgements, namesOf: (gateKey) => namesOf(renames, gateKey) }
}

const readPayload = ({ seq, payload }: Line, report: FaultList['report']): { readonly [key: string]: JsonValue } | null => {
  // Not its form: what was recorded before there was a chain is as it was written then, and is hashed so.
  const reading = readStrictJson(payload)
  if (!reading.ok) {
    report(reading.code === 'json_malformed' ? 'audit_malformed' : reading.code, eventItem(seq), `What the event says: ${reading.message}`)
    return null
  }
  return objectOf(reading.value)
}

interface Rename {
  readonly from: string | null
  readonly to: string | null
}
const namesOf = (renames: readonly Rename[], gateKey: string | null): ReadonlySet<string | null> => {
  const names = new Set([gateKey])
  let name = gateKey
  for (const { from, to } of renames.toReversed()) {
    if (to !== name) continue
    name = from
    names.add(name)
  }
  return names
}

interface Kept {
  readonly decisions: Map<string, ToldDecision[]>
  readonly judgements: ToldDecision[]
}
const keepDecision = ({ decisions, judgements }: Kept, seq: number, payload: { readonly [key: string]: JsonValue } | null): void => {
  const action = textOf(payload?.action)
  const correlationId = textOf(payload?.correlationId)
  if (payload === null || action === null || correlationId === null || !(DECISIONS.has(action) || JUDGEMENTS.has(action))) return
  const subjectKey = textOf(objectOf(payload.subject)?.key)
  const told = { seq, action, subjectKey, actorId: textOf(objectOf(payload.actor)?.id), after: objectOf(payload.after) }
  const others = decisions.get(correlationId)
  if (JUDGEMENTS.has(action)) judgements.push(told)
  else if (others === undefined) decisions.set(correlationId, [told])
  else others.push(told)
}

import type { ChainHead } from '@gatehouse/core'
import { FILES } from '../bundle-layout.ts'
import type { Envelope } from '../signing/dsse.ts'
import type { PublicKey } from '../signing/keys.ts'
import { type Checkpoint, openCheckpoint } from '../statement/checkpoint.ts'
import { checkBoard, checkStatement } from './check-agreement.ts'
import { checkEnvelope } from './check-envelope.ts'
import { checkEvidence } from './check-evidence.ts'
import { checkGoNoGo, checkWaivers } from './check-judgements.ts'
import { checkSignOffs } from './check-sign-offs.ts'
import { checkSums } from './check-sums.ts'
import { type BundleFault, type FaultList, openFaultList } from './fault.ts'
import { type BundleReading, readBundle } from './read-bundle.ts'
import { eventItem } from './read-chain.ts'

export interface GivenCheckpoint {
  /** How the report names it: a file, or where it came from. */
  readonly name: string
  /** null: what was given is no envelope. */
  readonly envelope: Envelope | null
}
export interface VerifyBundleOptions {
  /** From outside of the bundle: who must have signed it. */
  readonly key: PublicKey
  /** Keys that were replaced since. Checkpoints may be signed by them; a bundle may not. */
  readonly olderKeys?: readonly PublicKey[]
  /** Ends of the record that were kept outside: each must be in the bundle's. */
  readonly checkpoints?: readonly GivenCheckpoint[]
}
export interface BundleReport {
  /** Nothing is wrong. */
  readonly ok: boolean
  /** What the bundle says that it is; to be believed only where `ok`. null: it cannot be told. */
  readonly about: {
    readonly programId: string
    readonly slug: string
    readonly revision: number
    readonly verdict: string
    readonly releaseSha: string | null
    readonly computedAt: string
    readonly head: ChainHead
  } | null
  /** How many of each were looked at. */
  readonly checked: {
    readonly files: number
    readonly events: number
    readonly evidence: number
    readonly signOffs: number
    readonly checkpoints: number
  }
  /** All of them, in the order in which they were found; at most 1,000. */
  readonly faults: readonly BundleFault[]
}

/**
 * Verifies a bundle from its bytes alone: archive, signature, every file, every event, every sign-off. Nothing in the bundle is believed before the
 * given key vouches for it. Streams; needs memory for the board and one event. Throws only what the source throws.
 */
export const verifyBundle = async (
  source: AsyncIterable<Uint8Array>,
  { key, olderKeys = [], checkpoints = [] }: VerifyBundleOptions,
): Promise<BundleReport> => {
  const list = openFaultList()
  const known = checkpoints.flatMap(({ name, envelope }) => {
    const checkpoint = envelope === null ? null : (openByAny(envelope, [key, ...olderKeys]) ?? null)
    if (checkpoint === null) list.report('checkpoint_invalid', name, 'It is no checkpoint that the key, and nobody else, signed.')
    return checkpoint === null ? [] : [{ name, checkpoint }]
  })
  const reading = await readBundle(source, new Set(known.map(({ checkpoint }) => checkpoint.seq)), list)
  checkSums(reading, list)
  const statement = reading.envelope === null ? null : checkEnvelope(reading.envelope, key, list)
  if (statement !== null) checkStatement(statement, reading, list)
  checkBoard(reading, list)
  checkEvidence(reading, list)
  const signOffs = checkSignOffs(reading, list)
  checkWaivers(reading, list)
  checkGoNoGo(reading, list)
  for (const { name, checkpoint } of known) checkCheckpoint(name, checkpoint, reading, list)
  const { files, chain, evidence, board } = reading
  return {
    ok: list.faults.length === 0,
    about: board && pickAbout(board),
    checked: { files: files.size, events: chain?.events ?? 0, evidence: evidence.size, signOffs, checkpoints: known.length },
    faults: list.faults,
  }
}

const openByAny = (envelope: Envelope, keys: readonly PublicKey[]): Checkpoint | undefined =>
  keys.map((key) => openCheckpoint(envelope, key)).find((checkpoint) => checkpoint !== null) ?? undefined

const pickAbout = ({ programId, slug, revision, verdict, releaseSha, computedAt, head }: NonNullable<BundleReading['board']>) => ({
  ...{ programId, slug, revision, verdict, releaseSha, computedAt, head },
})

const checkCheckpoint = (
  name: string,
  { programId, seq, hash, at }: Checkpoint,
  { board, chain }: BundleReading,
  { report }: FaultList,
): void => {
  if (board !== null && board.programId !== programId) {
    report('checkpoint_invalid', name, `It is of program ${programId}; the bundle is of ${board.programId}.`)
    return
  }
  const end = chain?.head?.seq ?? 0
  const found = chain?.hashes.get(seq)
  const older = board !== null && at > board.computedAt ? ', unless the bundle is simply older than the checkpoint' : ''
  if (seq > end)
    report(
      'audit_truncated',
      eventItem(seq),
      `${name}, made ${at}, names event ${seq}; ${FILES.chain} ends at ${end}: its end was cut off${older}.`,
    )
  else if (seq > 0 && found !== undefined && found !== hash)
    report('audit_rewritten', eventItem(seq), `${name}, made ${at}, names another event ${seq}: the record was rewritten.`)
}

import type { Envelope } from '../signing/dsse.ts'
import type { PublicKey, Signer } from '../signing/keys.ts'
import { openStatement, sealStatement } from './statement.ts'
import { exactly } from './strict-json.ts'

export const CHECKPOINT_TYPE = 'urn:gatehouse:checkpoint:v1'

/** The end of a program's record as it was at one time, to be kept where the server cannot reach it. */
export interface Checkpoint {
  readonly programId: string
  readonly slug: string
  /** Number and hash of the last event then. */
  readonly seq: number
  readonly hash: string
  /** ISO instant, UTC. */
  readonly at: string
  /** Why it was made: `daily`, a sign-off … */
  readonly reason: string
}

/** Signs the end of a record: an in-toto statement whose subject is the last event's hash. */
export const sealCheckpoint = ({ programId, slug, seq, hash, at, reason }: Checkpoint, signer: Signer): Envelope =>
  sealStatement(
    {
      subject: [{ name: 'audit-chain', digest: { sha256: hash } }],
      predicateType: CHECKPOINT_TYPE,
      predicate: { program: programId, slug, seq, hash, at, reason },
    },
    [signer],
  )

/** The checkpoint that the key, and nobody else, signed; null: it is none, or another key signed it. */
export const openCheckpoint = (envelope: Envelope, key: PublicKey): Checkpoint | null => {
  const statement = openStatement(envelope, [key], CHECKPOINT_TYPE)
  const said = exactly(statement?.predicate, ['program', 'slug', 'seq', 'hash', 'at', 'reason'])
  if (statement === null || said === null) return null
  const { program, slug, seq, hash, at, reason } = said
  if (typeof program !== 'string' || typeof slug !== 'string' || typeof at !== 'string' || typeof reason !== 'string') return null
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0 || typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash))
    return null
  const [subject, ...others] = statement.subject
  if (others.length > 0 || subject?.name !== 'audit-chain' || subject.digest.sha256 !== hash) return null
  return { programId: program, slug, seq, hash, at, reason }
}

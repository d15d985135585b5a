import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { claimAnswer, type Database, dropClaim, keepClaimedAnswer } from '@gatehouse/db'
import { ShellError } from './problems.ts'

/** How long a key is remembered. */
export const REMEMBERED_HOURS = 24
/** How long a second request waits for the first one with the same key. */
const WAIT_MS = 15_000
const POLL_MS = 50
/** A claim this old without an answer is of a request that died. */
const ABANDONED_MS = 60_000

/** An answer as it is kept: what is sent again is what was sent. */
export interface KeptAnswer {
  readonly status: number
  /** JSON text, or null for an answer that was not kept because it carried a secret. */
  readonly body: string | null
  readonly etag: string | null
}

const conflict = (detail: string): ShellError => new ShellError('idempotency_conflict', detail)

export const readIdempotencyKey = (header: string | string[] | undefined): string | null => {
  if (header === undefined) return null
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(header)) {
    throw new ShellError('bad_request', 'Idempotency-Key must be 1 to 200 printable characters without blanks.')
  }
  return header
}

interface Once {
  readonly db: Database
  /** User and path: a key of one user says nothing about another's. */
  readonly scope: string
  readonly key: string
  readonly programId: string | null
  /** What must be the same for the answer to be the same. */
  readonly request: unknown
  readonly now: string
}

const replay = (status: number, text: string): KeptAnswer => {
  const kept: { body: string | null; etag: string | null } = JSON.parse(text)
  if (kept.body === null && status !== 204) {
    throw conflict(
      'This request was already carried out. Its answer held a secret that is shown once only and kept nowhere: make another one.',
    )
  }
  return { status, ...kept }
}

/**
 * Runs `work` once for a key: the first request claims it, the others get its answer. The same key with another body is refused. When
 * `work` refuses (nothing was changed) the key is free again. When it fails unexpectedly, or the server dies in between, nobody can
 * know whether it took effect, so the key answers 409 rather than doing it twice.
 */
export const runOnce = async (once: Once, work: () => Promise<KeptAnswer>): Promise<KeptAnswer> => {
  const { db, scope, key, programId, now } = once
  const requestHash = createHash('sha256').update(JSON.stringify(once.request)).digest('hex')
  const forgetBefore = new Date(Date.parse(now) - REMEMBERED_HOURS * 3_600_000)
  for (let waited = 0; ; waited += POLL_MS) {
    const found = await claimAnswer(db, { scope, key, programId, requestHash }, new Date(now), forgetBefore)
    if (found === null) break
    if (found.requestHash !== requestHash)
      throw conflict('This Idempotency-Key was used for another request. Use a new key for a new request.')
    if (found.answer !== null) return replay(found.answer.status, found.answer.body)
    if (waited >= WAIT_MS || Date.parse(now) - found.claimedAt.getTime() > ABANDONED_MS) {
      throw conflict('The first request with this Idempotency-Key has not finished. Look whether it took effect, then use a new key.')
    }
    await wait(POLL_MS)
  }
  try {
    const answer = await work()
    await keepClaimedAnswer(db, scope, key, answer.status, JSON.stringify({ body: answer.body, etag: answer.etag }))
    return answer
  } catch (error) {
    if (isRefusal(error)) await dropClaim(db, scope, key)
    throw error
  }
}

/** Errors after which it is certain that nothing was changed. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ShellError ||
  (error instanceof Error && ['StaleRevision', 'ConstraintViolation', 'ProgramNotFound'].includes(error.name))

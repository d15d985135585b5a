import { clientOf, type Store } from '../open/database.ts'

/** Status of a key whose request has not been answered yet: HTTP's own word for it, Processing. No request ends with it. */
const OPEN = 102

export interface AnswerClaim {
  readonly scope: string
  readonly key: string
  readonly programId: string | null
  readonly requestHash: string
}
export interface ClaimedAnswer {
  readonly requestHash: string
  /** null: claimed, and not answered yet. */
  readonly answer: { readonly status: number; readonly body: string } | null
  readonly claimedAt: Date
}

/** Claims a key before its request is carried out: null for exactly one of several callers, the present claim for the others. */
export const claimAnswer = async (store: Store, claim: AnswerClaim, now: Date, forgetBefore: Date): Promise<ClaimedAnswer | null> => {
  const { idempotencyKey } = clientOf(store)
  const { scope, key } = claim
  await idempotencyKey.deleteMany({ where: { scope, key, createdAt: { lt: forgetBefore } } })
  const { count } = await idempotencyKey.createMany({ data: [{ ...claim, status: OPEN, body: '', createdAt: now }], skipDuplicates: true })
  if (count > 0) return null
  const row = await idempotencyKey.findUnique({ where: { scope_key: { scope, key } } })
  // Given back in between: the caller asks again.
  if (row === null) return claimAnswer(store, claim, now, forgetBefore)
  const answer = row.status === OPEN ? null : { status: row.status, body: row.body }
  return { requestHash: row.requestHash, answer, claimedAt: row.createdAt }
}

/** Keeps the answer of a claimed key. */
export const keepClaimedAnswer = async (store: Store, scope: string, key: string, status: number, body: string): Promise<void> => {
  await clientOf(store).idempotencyKey.updateMany({ where: { scope, key }, data: { status, body } })
}

/** Gives a claimed key back: its request changed nothing. */
export const dropClaim = async (store: Store, scope: string, key: string): Promise<void> => {
  await clientOf(store).idempotencyKey.deleteMany({ where: { scope, key, status: OPEN } })
}

import { clientOf, type Store } from '../open/database.ts'

export interface KeptAnswer {
  /** Whose key it is: an account with a route, so that keys of others never meet. */
  readonly scope: string
  readonly key: string
  readonly programId: string | null
  /** Hash of the request: the same key with another request is a mistake of the caller. */
  readonly requestHash: string
  readonly status: number
  readonly body: string
}

/** The answer that a key was given, if any. */
export const findAnswer = async (store: Store, scope: string, key: string): Promise<KeptAnswer | null> => {
  const row = await clientOf(store).idempotencyKey.findUnique({ where: { scope_key: { scope, key } } })
  if (row === null) return null
  const { programId, requestHash, status, body } = row
  return { scope, key, programId, requestHash, status, body }
}

/**
 * Keeps an answer, in the transaction of the change that it answers. When the same key ran at once, the second one is a
 * `ConstraintViolation` of kind `unique` and its change is undone: read the first one's answer then.
 */
export const keepAnswer = async (store: Store, answer: KeptAnswer, now: Date): Promise<void> => {
  const { scope, key, programId, requestHash, status, body } = answer
  await clientOf(store).idempotencyKey.create({
    data: { scope, key, programId, requestHash, status, body, createdAt: now },
    select: { key: true },
  })
}

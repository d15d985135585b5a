/** One key taking the place of another, in the database: who vouches for it, and the record of every program that it happened. */
import { envelopeText, type PublicKey, type Signer, sealRotation } from '@gatehouse/bundle'
import type { AuditNote } from '@gatehouse/core'
import {
  type AuditBy,
  insertSigningKey,
  type RecordedIn,
  recordEverywhere,
  retireSigningKey,
  type SigningKeyRow,
  type Tx,
} from '@gatehouse/db'

const noteOf = (old: SigningKeyRow, next: PublicKey, rotation: string | null): AuditNote => ({
  action: rotation === null ? 'key.lost' : 'key.rotated',
  subjectKind: 'signing_key',
  subjectKey: next.keyId,
  before: { keyId: old.keyId },
  // The statement itself is in the record, so that a bundle shows how its key follows from the one that an auditor has.
  after: { keyId: next.keyId, publicKey: next.pem, rotation },
})

const replaceKey = async (
  tx: Tx,
  old: SigningKeyRow,
  next: PublicKey,
  rotation: string | null,
  by: AuditBy,
): Promise<readonly RecordedIn[]> => {
  await retireSigningKey(tx, old.keyId, by.at, rotation)
  await insertSigningKey(tx, { keyId: next.keyId, publicKey: next.pem, createdAt: by.at })
  return recordEverywhere(tx, by, noteOf(old, next, rotation))
}

/** The next key follows the present one, which vouches for it: the statement is signed by both. */
export const rotateKey = (
  tx: Tx,
  old: SigningKeyRow,
  keys: { readonly oldKey: Signer; readonly newKey: Signer },
  by: AuditBy,
): Promise<readonly RecordedIn[]> => replaceKey(tx, old, keys.newKey.publicKey, envelopeText(sealRotation({ ...keys, at: by.at })), by)

/** The next key follows one that is lost: nothing vouches for it, and the record says so. */
export const replaceLostKey = (tx: Tx, old: SigningKeyRow, next: Signer, by: AuditBy): Promise<readonly RecordedIn[]> =>
  replaceKey(tx, old, next.publicKey, null, by)

/**
 * The key that this server signs with: given in the settings, or kept in the data directory and made at the first start. The database knows
 * the public half of the key that signs and of those before it. All replicas of one database sign with one key: a server that has another
 * one does not start, because half of its signatures would fail with whoever holds the published key.
 */
import type { Signer } from '@gatehouse/bundle'
import { type Database, holdSigningKeys, insertSigningKey, type SigningKeyRow, transact } from '@gatehouse/db'
import type { Config } from '../config/read-config.ts'
import { makeKeyFile, readKeyFile, signerOf } from './key-file.ts'
import { SigningKeyUnusable } from './signing-key-unusable.ts'

export interface Signing {
  /** Signs now. Ask each time: keys change. */
  readonly signer: Signer
}
export interface SigningDeps {
  readonly config: Pick<Config, 'dataDir' | 'signing'>
  /** Open and migrated. */
  readonly db: Database
  /** ISO instant. */
  readonly now: string
}

const ownSigner = async ({ dataDir, signing }: SigningDeps['config']): Promise<Signer> => {
  if (signing.key !== null) return signerOf(signing.key, 'GATEHOUSE_SIGNING_KEY')
  return (await readKeyFile(dataDir)) ?? (await makeKeyFile(dataDir))
}

const refuseOtherKey = (own: Signer, keys: readonly SigningKeyRow[]): void => {
  const current = keys.find((key) => key.retiredAt === null)
  if (current === undefined || current.keyId === own.publicKey.keyId) return
  throw new SigningKeyUnusable(
    `This server has the signing key ${own.publicKey.keyId}, but its database was signed with ${current.keyId}. Give it that key, in GATEHOUSE_SIGNING_KEY_FILE.`,
  )
}

/** Finds or makes the key and writes its public half down. Throws `SigningKeyUnusable`. */
export const openSigning = async ({ config, db, now }: SigningDeps): Promise<Signing> => {
  const signer = await ownSigner(config)
  await transact(db, async (tx) => {
    const keys = await holdSigningKeys(tx)
    refuseOtherKey(signer, keys)
    if (keys.length > 0) return
    await insertSigningKey(tx, { keyId: signer.publicKey.keyId, publicKey: signer.publicKey.pem, createdAt: now })
  })
  return { signer }
}

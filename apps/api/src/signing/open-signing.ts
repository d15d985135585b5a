/**
 * The key that this server signs with: given in the settings, or kept in the data directory and made at the first start. The database knows
 * the public half of the key that signs and of those before it. All replicas of one database sign with one key: a server that has another
 * one does not start, because half of its signatures would fail with whoever holds the published key.
 */
import { randomUUID } from 'node:crypto'
import type { Signer } from '@gatehouse/bundle'
import type { Actor } from '@gatehouse/core'
import {
  type AuditBy,
  type Database,
  holdSigningKeys,
  insertSigningKey,
  listSigningKeys,
  type RecordedIn,
  type SigningKeyRow,
  transact,
} from '@gatehouse/db'
import type { Metrics } from '../app/metrics.ts'
import { ShellError } from '../app/problems.ts'
import type { Config } from '../config/read-config.ts'
import type { LiveHub } from '../live/live-hub.ts'
import { dropNextKeyFile, makeKeyFile, makeNextKeyFile, readKeyFile, signerOf, takeNextKeyFile } from './key-file.ts'
import { replaceLostKey, rotateKey } from './replace-key.ts'
import { SigningKeyUnusable } from './signing-key-unusable.ts'

export interface Signing {
  /** Signs now. Ask each time: keys change. */
  readonly signer: Signer
  /**
   * Makes a new key, which the present one vouches for, and destroys the present one. Throws `signing_key_given` where the settings give
   * the key, and `stale_revision` where another replica was first.
   */
  rotate(by: { readonly actor: Actor; readonly at: string; readonly correlationId: string }): Promise<void>
}
export interface SigningDeps {
  readonly config: Pick<Config, 'dataDir' | 'signing'>
  /** Open and migrated. */
  readonly db: Database
  /** The present instant, ISO 8601 UTC. */
  readonly clock: () => string
  readonly live: Pick<LiveHub, 'publish' | 'onChange'>
  readonly metrics: Pick<Metrics, 'auditEvents'>
  /** Told of failures that no request waits for. */
  readonly onError: (error: unknown) => void
}

/** Listeners are told of a change of keys under this name. */
const CHANGED = 'signing_key'

const currentOf = (keys: readonly SigningKeyRow[]): SigningKeyRow | undefined => keys.find((key) => key.retiredAt === null)

const ownSigner = async ({ config, db }: SigningDeps): Promise<Signer> => {
  const { dataDir, signing } = config
  if (signing.key !== null) return signerOf(signing.key, 'GATEHOUSE_SIGNING_KEY')
  const own = await readKeyFile(dataDir)
  const current = currentOf(await listSigningKeys(db))
  // A rotation that was saved, and cut short before the new key's file took the place of the old one's.
  if (current !== undefined && current.keyId !== own?.publicKey.keyId && (await takeNextKeyFile(dataDir, current.keyId)))
    return (await readKeyFile(dataDir)) ?? makeKeyFile(dataDir)
  return own ?? makeKeyFile(dataDir)
}

const refuseOther = (own: Signer, current: SigningKeyRow, keys: readonly SigningKeyRow[]): never => {
  const { keyId } = own.publicKey
  const retired = keys.find((key) => key.keyId === keyId)
  if (retired !== undefined)
    throw new SigningKeyUnusable(
      `This server's signing key ${keyId} was retired at ${retired.retiredAt ?? ''}; the one that signs is ${current.keyId}. Give it that one in GATEHOUSE_SIGNING_KEY_FILE.`,
    )
  throw new SigningKeyUnusable(
    `This server has the signing key ${keyId}, but its database is signed with ${current.keyId}. ` +
      'Give every server of one database the same key, in GATEHOUSE_SIGNING_KEY_FILE. To change keys, give the new one there and the one before it in ' +
      'GATEHOUSE_PREVIOUS_SIGNING_KEY_FILE. If that one is lost for good, name it in GATEHOUSE_LOST_SIGNING_KEY.',
  )
}

/** Makes this server's key and the database's agree, or refuses. Answers the programs in whose record a change of keys was written. */
const settle = (
  own: Signer,
  { config, db, clock }: SigningDeps,
): Promise<{ readonly action: string; readonly recorded: readonly RecordedIn[] }> => {
  const { previousKey, lostKey } = config.signing
  const previous = previousKey === null ? null : signerOf(previousKey, 'GATEHOUSE_PREVIOUS_SIGNING_KEY')
  const by: AuditBy = { actor: null, at: clock(), correlationId: randomUUID() }
  return transact(db, async (tx) => {
    const keys = await holdSigningKeys(tx)
    const current = currentOf(keys)
    if (current === undefined) {
      const { keyId, pem } = own.publicKey
      await insertSigningKey(tx, { keyId, publicKey: pem, createdAt: by.at })
    }
    const nothing = { action: '', recorded: [] }
    if (current === undefined || current.keyId === own.publicKey.keyId) return nothing
    const isKnown = keys.some((key) => key.keyId === own.publicKey.keyId)
    if (!isKnown && previous?.publicKey.keyId === current.keyId)
      return { action: 'key.rotated', recorded: await rotateKey(tx, current, { oldKey: previous, newKey: own }, by) }
    if (!isKnown && lostKey === current.keyId) return { action: 'key.lost', recorded: await replaceLostKey(tx, current, own, by) }
    return refuseOther(own, current, keys)
  })
}

/** Finds or makes the key and writes its public half down. Throws `SigningKeyUnusable`. */
export const openSigning = async (deps: SigningDeps): Promise<Signing> => {
  const { config, db, live, metrics } = deps
  const { dataDir } = config
  let signer = await ownSigner(deps)
  /** What touches the key, one after the other. Never rejects. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  const tell = async (action: string, recorded: readonly RecordedIn[], actor: string | null): Promise<void> => {
    metrics.auditEvents.inc({ action }, recorded.length)
    for (const { programId, revision } of recorded) await live.publish({ programId, revision, changed: [CHANGED], actor })
  }

  const rotateNow: Signing['rotate'] = async (by) => {
    if (config.signing.key !== null)
      throw new ShellError('signing_key_given', 'This server is given its key by its settings, so only they can change it.')
    const oldKey = signer
    const newKey = await makeNextKeyFile(dataDir)
    const { keyId } = newKey.publicKey
    const recorded = await transact(db, async (tx) => {
      const current = currentOf(await holdSigningKeys(tx))
      if (current?.keyId !== oldKey.publicKey.keyId)
        throw new ShellError('stale_revision', 'Another server of this installation changed the key just now.')
      return rotateKey(tx, current, { oldKey, newKey }, by)
    }).catch(async (error: unknown) => {
      // A connection that broke may have taken the answer with it, or the change. Where nobody can say, the key's file is kept.
      const keys = await listSigningKeys(db)
      if (keys.some((key) => key.keyId === keyId)) return []
      await dropNextKeyFile(dataDir, keyId)
      throw error
    })
    await takeNextKeyFile(dataDir, keyId)
    signer = newKey
    await tell('key.rotated', recorded, by.actor.name)
  }

  /** Another replica with the same data directory may have changed the key. */
  const readAgain = async (): Promise<void> => {
    const own = await ownSigner(deps)
    if (own.publicKey.keyId === currentOf(await listSigningKeys(db))?.keyId) signer = own
  }
  if (config.signing.key === null)
    live.onChange((change) => {
      if (change === null || change.changed.includes(CHANGED) || change.changed.includes('*')) inTurn(readAgain).catch(deps.onError)
    })

  const { action, recorded } = await settle(signer, deps)
  await tell(action, recorded, null)
  return {
    get signer() {
      return signer
    },
    rotate: (by) => inTurn(() => rotateNow(by)),
  }
}

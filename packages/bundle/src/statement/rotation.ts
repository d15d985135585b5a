import type { Envelope } from '../signing/dsse.ts'
import { type PublicKey, readPublicKey, type Signer } from '../signing/keys.ts'
import { openStatement, sealStatement } from './statement.ts'
import { exactly } from './strict-json.ts'

export const ROTATION_TYPE = 'urn:gatehouse:key-rotation:v1'

/** One key taking the place of another. */
export interface Rotation {
  readonly oldKey: PublicKey
  readonly newKey: PublicKey
  /** ISO instant, UTC. */
  readonly at: string
}

/** Says that the new key follows the old one: signed by the old key, which vouches for it, and by the new one, which is thereby shown to be at hand. */
export const sealRotation = ({ oldKey, newKey, at }: { readonly oldKey: Signer; readonly newKey: Signer; readonly at: string }): Envelope =>
  sealStatement(
    {
      subject: [{ name: 'signing-key', digest: { sha256: newKey.publicKey.keyId } }],
      predicateType: ROTATION_TYPE,
      predicate: { at, oldKey: oldKey.publicKey.pem, newKey: newKey.publicKey.pem },
    },
    [oldKey, newKey],
  )

/** The rotation away from a key that is trusted; null: one of the two keys did not sign it, or it is about another old key. */
export const openRotation = (envelope: Envelope, oldKey: PublicKey): Rotation | null => {
  const claimed = newKeyOf(envelope)
  if (claimed === null || claimed.keyId === oldKey.keyId) return null
  const statement = openStatement(envelope, [oldKey, claimed], ROTATION_TYPE)
  const said = exactly(statement?.predicate, ['at', 'oldKey', 'newKey'])
  if (statement === null || said === null || typeof said.at !== 'string') return null
  const [subject, ...others] = statement.subject
  if (said.oldKey !== oldKey.pem || others.length > 0 || subject?.digest.sha256 !== claimed.keyId) return null
  return { oldKey, newKey: claimed, at: said.at }
}

/** The new key that the payload names. It is believed only after both signatures were checked. */
const newKeyOf = (envelope: Envelope): PublicKey | null => {
  try {
    const payload = JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8')) as { predicate: { newKey: string } }
    return readPublicKey(payload.predicate.newKey)
  } catch {
    return null
  }
}

/** DSSE, the envelope of in-toto: https://github.com/secure-systems-lab/dsse. What is signed is the type and the payload, never JSON. */
import type { PublicKey, Signer } from './keys.ts'

export interface Envelope {
  readonly payloadType: string
  /** Base64 of the payload's bytes. */
  readonly payload: string
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[]
}

/** What in-toto statements are sent as. */
export const IN_TOTO = 'application/vnd.in-toto+json'
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1'

/** The bytes that are signed: `DSSEv1`, and type and payload each with its length. */
export const preAuthentication = (payloadType: string, payload: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `, 'utf8'), payload])

/** Puts a payload into an envelope that each of the signers signs. */
export const sealEnvelope = (payloadType: string, payload: Uint8Array, signers: readonly Signer[]): Envelope => {
  const bytes = preAuthentication(payloadType, payload)
  return {
    payloadType,
    payload: Buffer.from(payload).toString('base64'),
    signatures: signers.map((signer) => ({
      keyid: signer.publicKey.keyId,
      sig: Buffer.from(signer.sign(bytes)).toString('base64'),
    })),
  }
}

/** One line of JSON, members in this order. */
export const envelopeText = ({ payloadType, payload, signatures }: Envelope): string =>
  `${JSON.stringify({ payloadType, payload, signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig })) })}\n`

/** The payload's bytes where the key has signed them; null: it has not. The key id in the envelope is a hint and is not believed. */
export const openEnvelope = (envelope: Envelope, key: PublicKey): Uint8Array | null => {
  const payload = Buffer.from(envelope.payload, 'base64')
  const bytes = preAuthentication(envelope.payloadType, payload)
  return envelope.signatures.some(({ sig }) => key.verify(bytes, Buffer.from(sig, 'base64'))) ? payload : null
}

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'

/** The public half of a key that signs, with the name that it goes by. */
export interface PublicKey {
  /** SHA-256 of the SubjectPublicKeyInfo in DER, lower-case hex: also `openssl pkey -pubin -outform DER | sha256sum`. */
  readonly keyId: string
  /** SPKI, PEM, with a line end after the last line. */
  readonly pem: string
  verify(bytes: Uint8Array, signature: Uint8Array): boolean
}
/** Whoever can sign. Ed25519: the same bytes always have the same signature. */
export interface Signer {
  readonly publicKey: PublicKey
  sign(bytes: Uint8Array): Uint8Array
}

/** A key that cannot be used: not PEM, or not Ed25519. The message never repeats the key. */
export class KeyInvalid extends Error {
  override readonly name = 'KeyInvalid'
}

const read = (make: () => KeyObject, what: string): KeyObject => {
  let key: KeyObject
  try {
    key = make()
  } catch {
    throw new KeyInvalid(`This is not ${what} in PEM form.`)
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new KeyInvalid(`The key is ${key.asymmetricKeyType ?? 'of no known kind'}; Ed25519 is needed.`)
  return key
}

const publicKeyOf = (key: KeyObject): PublicKey => ({
  keyId: createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex'),
  pem: key.export({ type: 'spki', format: 'pem' }) as string,
  verify: (bytes, signature) => signature.length === 64 && verify(null, bytes, key, signature),
})

/** Reads a public key (SPKI, PEM). A private key is refused, because it was given by mistake. Throws `KeyInvalid`. */
export const readPublicKey = (pem: string): PublicKey => {
  if (pem.includes('PRIVATE KEY')) throw new KeyInvalid('This is a private key. Give the public one.')
  return publicKeyOf(read(() => createPublicKey(pem), 'a public key'))
}

/** Reads a private key (PKCS#8, PEM). Throws `KeyInvalid`. */
export const readSigner = (pem: string): Signer => {
  const key = read(() => createPrivateKey(pem), 'a private key')
  return { publicKey: publicKeyOf(createPublicKey(key)), sign: (bytes) => sign(null, bytes, key) }
}

/** A new private key, PKCS#8 in PEM. */
export const newSigningKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

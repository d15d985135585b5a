import { describe, expect, it } from 'vitest'
import { envelopeText, IN_TOTO, openEnvelope, preAuthentication, sealEnvelope } from './dsse.ts'
import { KeyInvalid, newSigningKey, readPublicKey, readSigner } from './keys.ts'

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')

describe('an envelope', () => {
  it('signs the bytes that the protocol names', () => {
    // The example of the DSSE specification.
    expect(Buffer.from(preAuthentication('http://example.com/HelloWorld', utf8('hello world'))).toString()).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    )
  })

  it('opens with each key that sealed it, and with no other', () => {
    const [one, two, other] = [newSigningKey(), newSigningKey(), newSigningKey()].map((pem) => readSigner(pem)) as [never, never, never]
    const sealed = sealEnvelope(IN_TOTO, utf8('{"ü":1}'), [one, two])
    const read = JSON.parse(envelopeText(sealed))
    const open = (signer: ReturnType<typeof readSigner>, envelope = read) => openEnvelope(envelope, readPublicKey(signer.publicKey.pem))
    expect(Buffer.from(open(one) ?? []).toString()).toBe('{"ü":1}')
    expect(open(two)).not.toBeNull()
    expect(open(other)).toBeNull()
    expect(open(one, { ...read, payloadType: 'text/plain' })).toBeNull()
    expect(open(one, { ...read, payload: Buffer.from('{"ü":2}').toString('base64') })).toBeNull()
    expect(open(one, { ...read, signatures: [] })).toBeNull()
  })

  it('is the same text each time', () => {
    const signer = readSigner(newSigningKey())
    expect(envelopeText(sealEnvelope(IN_TOTO, utf8('x'), [signer]))).toBe(envelopeText(sealEnvelope(IN_TOTO, utf8('x'), [signer])))
  })
})

describe('a key', () => {
  it('is refused when it is not what was asked for, without being repeated', () => {
    const pem = newSigningKey()
    for (const attempt of [() => readPublicKey(pem), () => readPublicKey('nonsense'), () => readSigner('nonsense')]) {
      expect(attempt).toThrow(KeyInvalid)
      expect(attempt).not.toThrow(new RegExp(pem.slice(40, 60)))
    }
  })
})

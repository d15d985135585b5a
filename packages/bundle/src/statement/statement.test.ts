import type { JsonValue } from '@gatehouse/core'
import { describe, expect, it } from 'vitest'
import { envelopeText } from '../signing/dsse.ts'
import { newSigningKey, readSigner } from '../signing/keys.ts'
import { openCheckpoint, sealCheckpoint } from './checkpoint.ts'
import { openRotation, sealRotation } from './rotation.ts'
import { envelopeOf, readEnvelopes, sealStatement } from './statement.ts'
import { readCanonicalJson, readStrictJson } from './strict-json.ts'

const one = readSigner(newSigningKey())
const two = readSigner(newSigningKey())
const three = readSigner(newSigningKey())
const AT = '2026-02-25T09:00:00.000Z'
const checkpoint = { programId: 'p1', slug: 'rocket', seq: 12, hash: 'a'.repeat(64), at: AT, reason: 'daily' }

describe('a checkpoint', () => {
  it('is read back with the key that signed it, through its text', () => {
    const envelope = envelopeOf(JSON.parse(envelopeText(sealCheckpoint(checkpoint, one))))
    expect(envelope && openCheckpoint(envelope, one.publicKey)).toEqual(checkpoint)
    expect(envelope && openCheckpoint(envelope, two.publicKey)).toBeNull()
  })

  it('is none when it is another kind of statement, says two things, or carries a second signature', () => {
    const rotation = sealRotation({ oldKey: one, newKey: two, at: AT })
    expect(openCheckpoint({ ...rotation, signatures: rotation.signatures.slice(0, 1) }, one.publicKey)).toBeNull()
    const predicate = { program: 'p1', slug: 'rocket', seq: 12, hash: 'a'.repeat(64), at: AT, reason: 'daily' }
    const seal = (hash: string, said: { readonly [key: string]: JsonValue }) =>
      sealStatement(
        { subject: [{ name: 'audit-chain', digest: { sha256: hash } }], predicateType: 'urn:gatehouse:checkpoint:v1', predicate: said },
        [one],
      )
    expect(openCheckpoint(seal('a'.repeat(64), predicate), one.publicKey)).not.toBeNull()
    expect(openCheckpoint(seal('b'.repeat(64), predicate), one.publicKey)).toBeNull()
    expect(openCheckpoint(seal('a'.repeat(64), { ...predicate, more: 1 }), one.publicKey)).toBeNull()
    expect(openCheckpoint(seal('a'.repeat(64), { ...predicate, seq: 1.5 }), one.publicKey)).toBeNull()
    const sealed = sealCheckpoint(checkpoint, one)
    const other = sealCheckpoint(checkpoint, two)
    expect(openCheckpoint({ ...sealed, signatures: [...sealed.signatures, ...other.signatures] }, one.publicKey)).toBeNull()
  })
})

describe('a rotation', () => {
  it('names the new key where both signed it', () => {
    const rotation = sealRotation({ oldKey: one, newKey: two, at: AT })
    expect(openRotation(rotation, one.publicKey)).toMatchObject({ at: AT, newKey: { keyId: two.publicKey.keyId } })
    expect(openRotation(rotation, two.publicKey)).toBeNull()
    expect(openRotation(rotation, three.publicKey)).toBeNull()
    expect(openRotation({ ...rotation, signatures: rotation.signatures.slice(0, 1) }, one.publicKey)).toBeNull()
    expect(openRotation({ ...rotation, signatures: [rotation.signatures[0], rotation.signatures[0]] as never }, one.publicKey)).toBeNull()
    expect(openRotation(sealRotation({ oldKey: one, newKey: one, at: AT }), one.publicKey)).toBeNull()
  })
})

describe('an envelope in JSON', () => {
  it('has its members and no others, in exact base64', () => {
    const value = JSON.parse(envelopeText(sealCheckpoint(checkpoint, one)))
    const [signature] = value.signatures
    expect(envelopeOf(value)).not.toBeNull()
    for (const bad of [
      null,
      [],
      { ...value, more: 1 },
      { ...value, payload: `${value.payload}\n` },
      { ...value, payload: 5 },
      { ...value, signatures: [] },
      { ...value, signatures: [{ ...signature, more: 1 }] },
      { ...value, signatures: [{ ...signature, sig: `${signature.sig}=` }] },
      { payloadType: value.payloadType, payload: value.payload },
    ])
      expect(envelopeOf(bad)).toBeNull()
  })
})

describe('a text of envelopes', () => {
  it('is one, or one on each line; what is none is told in its place', () => {
    const text = envelopeText(sealCheckpoint(checkpoint, one))
    const pretty = JSON.stringify(JSON.parse(text), null, 2)
    expect(readEnvelopes(text)).toEqual([JSON.parse(text)])
    expect(readEnvelopes(pretty)).toEqual([JSON.parse(text)])
    expect(readEnvelopes(`${text}\n${text.trim()}\nnonsense\n`)).toEqual([JSON.parse(text), JSON.parse(text), null])
    for (const none of ['', '\n', '{}', '[]', 'null', text.slice(1)]) expect(readEnvelopes(none)).toEqual([null])
    expect(readEnvelopes(text.replace('{', '{"payload":"",'))).toEqual([null])
  })
})

describe('strict JSON', () => {
  it.each([
    ['{"a":1,"a":2}', 'json_duplicate_key'],
    ['{"a":{"b":1},"c":[{"d":1,"\\u0064":2}]}', 'json_duplicate_key'],
    ['{"":1,"":2}', 'json_duplicate_key'],
    ['{"a":1', 'json_malformed'],
    ['', 'json_malformed'],
    ['['.repeat(100_000), 'json_malformed'],
    [`"${'\\"'.repeat(3_000_000)}`, 'json_malformed'],
    [`{"a":"${'\\"'.repeat(3_000_000)}","a":1}`, 'json_duplicate_key'],
    [`${'['.repeat(201)}${']'.repeat(201)}`, 'json_malformed'],
  ])('refuses %.40s', (text, code) => {
    expect(readStrictJson(text)).toMatchObject({ ok: false, code })
  })
  it('takes names again in other objects, and in values', () => {
    expect(readStrictJson('{"a":{"a":"a:a,\\"a\\":"},"b":[{"a":1},{"a":2}]}').ok).toBe(true)
  })
  it('knows the canonical form', () => {
    expect(readCanonicalJson('{"a":1,"b":2}').ok).toBe(true)
    for (const text of ['{"b":2,"a":1}', '{"a": 1}', '{"a":1.0}', '{"a":"\\u0061"}', '{"a":"\\ud800"}', '1e3'])
      expect(readCanonicalJson(text)).toMatchObject({ code: 'json_not_canonical' })
  })
})

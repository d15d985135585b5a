/** in-toto statements, version 1: https://in-toto.io/Statement/v1. Their payload is canonical JSON. */
import { canonicalJson, type JsonValue } from '@gatehouse/core'
import { type Envelope, IN_TOTO, openEnvelope, STATEMENT_TYPE, sealEnvelope } from '../signing/dsse.ts'
import type { PublicKey, Signer } from '../signing/keys.ts'
import { exactly, objectOf, readCanonicalJson, readStrictJson } from './strict-json.ts'

export interface Subject {
  readonly name: string
  /** Algorithm (`sha256`, `gitCommit`) → lower-case hex. */
  readonly digest: { readonly [algorithm: string]: string }
}
export interface Statement {
  readonly subject: readonly Subject[]
  readonly predicateType: string
  readonly predicate: { readonly [key: string]: JsonValue }
}

export const statementText = ({ subject, predicateType, predicate }: Statement): string =>
  canonicalJson({ _type: STATEMENT_TYPE, subject: subject as unknown as JsonValue, predicateType, predicate })

export const sealStatement = (statement: Statement, signers: readonly Signer[]): Envelope =>
  sealEnvelope(IN_TOTO, Buffer.from(statementText(statement), 'utf8'), signers)

const base64 = (value: JsonValue | undefined): value is string =>
  typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value

/** An envelope as it was read from JSON, or null: not one, or with members that nobody signed. */
export const envelopeOf = (value: JsonValue): Envelope | null => {
  const members = exactly(value, ['payloadType', 'payload', 'signatures'])
  if (members === null || typeof members.payloadType !== 'string' || !base64(members.payload)) return null
  if (!Array.isArray(members.signatures) || members.signatures.length === 0) return null
  const signatures = (members.signatures as readonly JsonValue[]).map((each) => exactly(each, ['keyid', 'sig']))
  if (!signatures.every((each) => each !== null && typeof each.keyid === 'string' && base64(each.sig))) return null
  return { payloadType: members.payloadType, payload: members.payload, signatures: signatures as unknown as Envelope['signatures'] }
}

/** The envelopes in a text: one, or one on each line. null in the place of what is none; so for a text that holds nothing. Never throws. */
export const readEnvelopes = (text: string): readonly (Envelope | null)[] => {
  const read = (part: string): Envelope | null => {
    const reading = readStrictJson(part)
    return reading.ok ? envelopeOf(reading.value) : null
  }
  const whole = read(text)
  if (whole !== null) return [whole]
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.length === 0 ? [null] : lines.map(read)
}

export type StatementReading =
  | { readonly ok: true; readonly statement: Statement }
  | {
      readonly ok: false
      readonly code: 'wrong_type' | 'envelope_malformed' | 'json_duplicate_key' | 'json_not_canonical'
      readonly message: string
    }

/** Reads the payload of an envelope whose signature was checked. Never throws. */
export const readStatement = (payload: Uint8Array, predicateType: string): StatementReading => {
  const refuse = (code: 'wrong_type' | 'envelope_malformed', message: string): StatementReading => ({ ok: false, code, message })
  const text = utf8Of(payload)
  if (text === null) return refuse('envelope_malformed', 'The payload is not text in UTF-8.')
  const reading = readCanonicalJson(text)
  if (!reading.ok) {
    const { code, message } = reading
    return { ok: false, code: code === 'json_malformed' ? 'envelope_malformed' : code, message: `The payload cannot be taken. ${message}` }
  }
  const { value } = reading
  const type = objectOf(value)?._type
  if (type !== STATEMENT_TYPE) return refuse('wrong_type', `The payload’s _type is not ${STATEMENT_TYPE}.`)
  const members = exactly(value, ['_type', 'subject', 'predicateType', 'predicate'])
  if (members === null) return refuse('envelope_malformed', 'The payload does not have the members of a statement, and no others.')
  if (members.predicateType !== predicateType) return refuse('wrong_type', `The statement’s predicateType is not ${predicateType}.`)
  const predicate = objectOf(members.predicate)
  const subject = subjectsOf(members.subject)
  if (predicate === null || subject === null)
    return refuse('envelope_malformed', 'The statement’s subjects or its predicate are not written as they should be.')
  return { ok: true, statement: { subject, predicateType, predicate } }
}

const subjectsOf = (value: JsonValue): readonly Subject[] | null => {
  if (!Array.isArray(value)) return null
  const subjects = (value as readonly JsonValue[]).map((each) => exactly(each, ['name', 'digest']))
  const isSubject = (each: (typeof subjects)[number]): boolean => {
    const digest = objectOf(each?.digest)
    return typeof each?.name === 'string' && digest !== null && Object.values(digest).every((hex) => typeof hex === 'string')
  }
  return subjects.every(isSubject) ? (subjects as unknown as readonly Subject[]) : null
}

/** The statement of this kind that the key signed alone or with others; null: there is none. For what stands outside of a bundle. */
export const openStatement = (envelope: Envelope, keys: readonly PublicKey[], predicateType: string): Statement | null => {
  if (envelope.payloadType !== IN_TOTO || envelope.signatures.length !== keys.length) return null
  const payloads = keys.map((key) => openEnvelope(envelope, key))
  const payload = payloads[0] ?? null
  if (payload === null || payloads.includes(null)) return null
  const reading = readStatement(payload, predicateType)
  return reading.ok ? reading.statement : null
}

/** The text of bytes that are UTF-8, or null. A mark of the byte order is not left out. */
export const utf8Of = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

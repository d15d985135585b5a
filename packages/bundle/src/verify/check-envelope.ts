import { BUNDLE_TYPE, FILES } from '../bundle-layout.ts'
import { type Envelope, envelopeText, IN_TOTO, openEnvelope } from '../signing/dsse.ts'
import type { PublicKey } from '../signing/keys.ts'
import { envelopeOf, readStatement, type Statement } from '../statement/statement.ts'
import { readStrictJson } from '../statement/strict-json.ts'
import type { FaultList } from './fault.ts'

const ITEM = FILES.envelope

/** Who signed what. Answers the statement also when it is not to be trusted, so that what disagrees with it can be named too. */
export const checkEnvelope = (text: string, key: PublicKey, { report }: FaultList): Statement | null => {
  const reading = readStrictJson(text)
  if (!reading.ok) {
    report(reading.code === 'json_malformed' ? 'envelope_malformed' : reading.code, ITEM, reading.message)
    return null
  }
  const envelope = envelopeOf(reading.value)
  if (envelope === null) {
    report('envelope_malformed', ITEM, 'It does not have the members of an envelope, and no others.')
    return null
  }
  if (envelopeText(envelope) !== text) report('json_not_canonical', ITEM, 'It is not written as one line with its members in order.')
  checkSignature(envelope, key, report)
  if (envelope.payloadType !== IN_TOTO) report('wrong_type', ITEM, `Its payloadType is not ${IN_TOTO}.`)
  const statement = readStatement(Buffer.from(envelope.payload, 'base64'), BUNDLE_TYPE)
  if (statement.ok) return statement.statement
  report(statement.code, ITEM, statement.message)
  return null
}

const checkSignature = (envelope: Envelope, key: PublicKey, report: FaultList['report']): void => {
  const [signature, ...others] = envelope.signatures
  if (others.length > 0) report('wrong_key', ITEM, `It carries ${others.length + 1} signatures; a bundle has one.`)
  if (envelope.signatures.some(({ keyid }) => keyid !== key.keyId))
    report(
      'wrong_key',
      ITEM,
      `It is signed as by key ${signature?.keyid === key.keyId ? others[0]?.keyid : signature?.keyid}; the key given is ${key.keyId}.`,
    )
  else if (openEnvelope(envelope, key) === null)
    report('signature_invalid', ITEM, 'The key did not sign this: type, payload or signature was altered.')
}

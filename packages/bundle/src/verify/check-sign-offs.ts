import { canonicalJson, type JsonValue } from '@gatehouse/core'
import { evidencePath, FILES } from '../bundle-layout.ts'
import { listOf, objectOf, textOf } from '../statement/strict-json.ts'
import { digestOf } from './check-sums.ts'
import type { FaultList } from './fault.ts'
import type { BundleReading } from './read-bundle.ts'
import { eventItem, type ToldDecision } from './read-chain.ts'

type Row = { readonly [key: string]: JsonValue }

/** Each sign-off on the board against the record, both ways, and against the proof that was signed. Answers how many there are. */
export const checkSignOffs = (reading: BundleReading, faultList: FaultList): number => {
  const claimed = new Set<ToldDecision>()
  const gateKeys = new Set<string | null>()
  let count = 0
  for (const each of listOf(reading.board?.board.gates)) {
    const gate = objectOf(each)
    gateKeys.add(textOf(gate?.key))
    for (const value of listOf(gate?.signOffs)) {
      const signOff = objectOf(value) ?? {}
      const item = `${FILES.board} gate ${textOf(gate?.key) ?? '?'} sign-off ${textOf(signOff.id) ?? '?'}`
      count += 1
      if (reading.chain !== null) checkTold(item, textOf(gate?.key), signOff, reading.chain.decisions, claimed, faultList)
      checkSigned(item, signOff, reading, faultList)
    }
  }
  for (const told of [...(reading.chain?.decisions.values() ?? [])].flat())
    if (!claimed.has(told) && gateKeys.has(told.gateKey))
      faultList.report('signoff_missing', eventItem(told.seq), `${FILES.board} does not show this decision on gate ${told.gateKey ?? ''}.`)
  return count
}

/** A gate may have another key by now than when it was signed, so the key only helps to choose. One event tells of one sign-off. */
const checkTold = (
  item: string,
  gateKey: string | null,
  signOff: Row,
  decisions: ReadonlyMap<string, readonly ToldDecision[]>,
  claimed: Set<ToldDecision>,
  { report }: FaultList,
): void => {
  const actor = textOf(objectOf(signOff.actor)?.userId)
  const isReturn = signOff.decision === 'return'
  const fitting = (decisions.get(textOf(signOff.correlationId) ?? '') ?? []).filter(
    (told) => !claimed.has(told) && told.actorId === actor && (told.action === 'gate.returned') === isReturn,
  )
  const told = fitting.find((each) => each.gateKey === gateKey) ?? fitting[0]
  if (told === undefined) {
    report('signoff_untold', item, 'The record does not tell that this person decided so.')
    return
  }
  claimed.add(told)
  for (const name of ['evidence', 'frozenDigest'] as const) {
    const recorded = told.after?.[name]
    if (recorded !== undefined && canonicalJson(recorded) !== canonicalJson(signOff[name] ?? null))
      report('signoff_untold', item, `Event ${told.seq} of the record tells of other proof than is shown as signed.`)
  }
}

const checkSigned = (item: string, signOff: Row, { evidence }: BundleReading, { report }: FaultList): void => {
  const frozen = objectOf(signOff.frozen)
  if (frozen !== null && digestOf(canonicalJson(frozen)) !== signOff.frozenDigest)
    report('evidence_mismatch', item, 'What was looked at does not have the digest that was signed.')
  for (const value of [...listOf(signOff.evidence), ...listOf(frozen?.evidence)]) {
    const signed = objectOf(value) ?? {}
    const path = evidencePath(textOf(signed.id) ?? '')
    const row = objectOf(evidence.get(path))
    if (row === null) report('evidence_mismatch', path, `${item} was given on it; the bundle does not have it.`)
    else if (row.digest !== signed.digest) report('evidence_mismatch', path, `${item} was given on another digest.`)
    else if (signed.fileSha256 !== undefined && (objectOf(row.file)?.sha256 ?? null) !== signed.fileSha256)
      report('evidence_mismatch', path, `${item} was given on another file.`)
  }
}

import { canonicalJson, type JsonValue } from '@gatehouse/core'
import { evidencePath, FILES } from '../bundle-layout.ts'
import { listOf, objectOf, textOf } from '../statement/strict-json.ts'
import { digestOf } from './check-sums.ts'
import type { FaultList } from './fault.ts'
import type { BundleReading } from './read-bundle.ts'
import { eventItem, type ToldDecision } from './read-chain.ts'

type Row = { readonly [key: string]: JsonValue }

/** What the event of a decision tells of it, and what that is called. */
const SAID = {
  evidence: 'proof',
  frozenDigest: 'list of proof',
  releaseSha: 'commit',
  role: 'role',
  note: 'note',
  onBehalfOf: 'person behind it',
} as const
const TOLD = Object.keys(SAID) as readonly (keyof typeof SAID)[]

/** Each sign-off on the board against the record, both ways, and against the proof that was signed. Answers how many there are. */
export const checkSignOffs = (reading: BundleReading, faultList: FaultList): number => {
  const claimed = new Set<ToldDecision>()
  const gateKeys = new Set<string | null>()
  let count = 0
  for (const each of listOf(reading.board?.board.gates)) {
    const gate = objectOf(each)
    const names = reading.chain?.namesOf(textOf(gate?.key)) ?? new Set()
    for (const name of names) gateKeys.add(name)
    let signing: Row | null = null
    for (const value of listOf(gate?.signOffs)) {
      const signOff = objectOf(value) ?? {}
      const item = `${FILES.board} gate ${textOf(gate?.key) ?? '?'} sign-off ${textOf(signOff.id) ?? '?'}`
      count += 1
      const told = reading.chain === null ? null : checkTold(item, names, signOff, reading.chain.decisions, claimed, faultList)
      if (told?.action === 'gate.signed' && signOff.round === gate?.round) signing = signOff
      checkSigned(item, signOff, reading, faultList)
    }
    if (reading.chain !== null) checkSigning(gate, signing, faultList)
  }
  for (const told of [...(reading.chain?.decisions.values() ?? [])].flat())
    if (!claimed.has(told) && gateKeys.has(told.subjectKey))
      faultList.report(
        'signoff_missing',
        eventItem(told.seq),
        `${FILES.board} does not show this decision on gate ${told.subjectKey ?? ''}.`,
      )
  return count
}

/** `names`: the gate's key, and those that it had before. One event tells of one sign-off. */
const checkTold = (
  item: string,
  names: ReadonlySet<string | null>,
  signOff: Row,
  decisions: ReadonlyMap<string, readonly ToldDecision[]>,
  claimed: Set<ToldDecision>,
  { report }: FaultList,
): ToldDecision | null => {
  const actor = textOf(objectOf(signOff.actor)?.userId)
  const isReturn = signOff.decision === 'return'
  const told = (decisions.get(textOf(signOff.correlationId) ?? '') ?? []).find(
    (each) => !claimed.has(each) && names.has(each.subjectKey) && each.actorId === actor && (each.action === 'gate.returned') === isReturn,
  )
  if (told === undefined) {
    report('signoff_untold', item, 'The record does not tell that this person decided so.')
    return null
  }
  claimed.add(told)
  for (const name of TOLD) {
    const recorded = told.after?.[name]
    if (recorded !== undefined && canonicalJson(recorded) !== canonicalJson(signOff[name] ?? null))
      report('signoff_untold', item, `Event ${told.seq} of the record tells of another ${SAID[name]} than is shown as signed.`)
  }
  return told
}

/** Nobody is asked which gates are signed: those whose last approval the record tells of, on the commit that it tells of. */
const checkSigning = (gate: Row | null, signing: Row | null, { report }: FaultList): void => {
  if (gate?.state !== 'SignedOff') return
  const item = `${FILES.board} gate ${textOf(gate.key) ?? '?'}`
  if (signing === null) report('signoff_untold', item, 'It is shown as signed; the record does not tell of its signing.')
  else if (gate.signedSha !== signing.releaseSha)
    report('signoff_untold', item, 'It is shown as signed on another commit than it was signed on.')
}

const checkSigned = (item: string, signOff: Row, { evidence }: BundleReading, { report }: FaultList): void => {
  const frozen = objectOf(signOff.frozen)
  if (frozen !== null && digestOf(canonicalJson(frozen)) !== signOff.frozenDigest)
    report('evidence_mismatch', item, 'What was looked at does not have the digest that was signed.')
  for (const name of ['releaseSha', 'gateRevision', 'round'] as const)
    if (frozen !== null && frozen[name] !== signOff[name])
      report('evidence_mismatch', item, `Its ${name} is ${String(signOff[name])}; what was looked at says ${String(frozen[name])}.`)
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

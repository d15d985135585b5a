import { canonicalJson, type JsonValue } from '@gatehouse/core'
import { FILES } from '../bundle-layout.ts'
import { listOf, objectOf, textOf } from '../statement/strict-json.ts'
import type { FaultList } from './fault.ts'
import type { BundleReading } from './read-bundle.ts'
import { eventItem, type ToldDecision } from './read-chain.ts'

type Row = { readonly [key: string]: JsonValue }

const isSame = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null)
/** What the event tells of these is what is shown; events from before something was told are silent about it. */
const fits = ({ after }: ToldDecision, shown: Row, names: readonly string[]): boolean =>
  names.every((name) => after?.[name] === undefined || isSame(after[name], shown[name]))
const userOf = (value: JsonValue | undefined): string | null => textOf(objectOf(value)?.userId)

/** Each waiver on the board against the record, both ways. */
export const checkWaivers = ({ board, chain }: BundleReading, { report }: FaultList): void => {
  if (board === null || chain === null) return
  const granted = new Set(chain.judgements.filter(({ action }) => action === 'waiver.granted'))
  const revoked = chain.judgements.filter(({ action }) => action === 'waiver.revoked')
  const gateKeys = new Set<string | null>()
  for (const each of listOf(board.board.gates)) {
    const gate = objectOf(each)
    const names = chain.namesOf(textOf(gate?.key))
    for (const name of names) gateKeys.add(name)
    const granting: Row[] = []
    for (const value of listOf(gate?.waivers)) {
      const waiver = objectOf(value) ?? {}
      const item = `${FILES.board} gate ${textOf(gate?.key) ?? '?'} waiver ${textOf(waiver.id) ?? '?'}`
      const told = [...granted].find(
        (event) =>
          names.has(event.subjectKey) &&
          event.actorId === userOf(waiver.approver) &&
          fits(event, waiver, ['requirementKey', 'reason', 'approver', 'grantedAt', 'expiresAt']),
      )
      if (told === undefined) report('decision_mismatch', item, 'The record does not tell that this person granted it so.')
      else granted.delete(told)
      const { state: _state, ...said } = waiver
      granting.push(said)
      const isToldRevoked = revoked.some(({ after }) => after?.waiver === waiver.id)
      if (isToldRevoked && waiver.revokedAt === null)
        report('decision_mismatch', item, 'The record tells that it was taken back; it is shown as in force.')
    }
    for (const value of listOf(gate?.requirements)) {
      const requirement = objectOf(value) ?? {}
      const item = `${FILES.board} gate ${textOf(gate?.key) ?? '?'} requirement ${textOf(requirement.key) ?? '?'}`
      const { waiver } = requirement
      if (waiver !== null && waiver !== undefined && !granting.some((said) => isSame(said, waiver)))
        report('decision_mismatch', item, 'It is shown as waived; the gate has no such waiver.')
    }
  }
  for (const { seq, subjectKey } of granted)
    if (gateKeys.has(subjectKey))
      report('decision_mismatch', eventItem(seq), `${FILES.board} does not show this waiver on gate ${subjectKey ?? ''}.`)
}

/** Each go/no-go in board.json against the record, both ways: what each lane said last, and what was decided. */
export const checkGoNoGo = ({ board, chain }: BundleReading, { report }: FaultList): void => {
  if (board === null || chain === null) return
  const unclaimed = new Set(chain.judgements.filter(({ action }) => action === 'go_no_go.decided'))
  const lastVotes = new Map<string, ToldDecision>()
  for (const told of chain.judgements)
    if (told.action === 'go_no_go.voted') lastVotes.set(`${told.subjectKey ?? ''} ${textOf(told.after?.lane) ?? ''}`, told)
  const shown = listOf(board.board.goNoGo).map((each) => {
    const { state: _state, counts: _counts, silent: _silent, dissent: _dissent, ...asked } = objectOf(each) ?? {}
    return asked
  })
  if (!isSame(shown, board.goNoGo))
    report('decision_mismatch', FILES.board, 'The board shows another go/no-go than the file has beside it.')
  for (const each of board.goNoGo) {
    const asked = objectOf(each) ?? {}
    const number = String(asked.number)
    const item = `${FILES.board} go/no-go ${number}`
    for (const value of listOf(asked.votes)) {
      const vote = objectOf(value) ?? {}
      const lane = textOf(vote.laneKey) ?? ''
      const told = lastVotes.get(`${number} ${lane}`)
      lastVotes.delete(`${number} ${lane}`)
      if (told === undefined || told.actorId !== userOf(vote.actor) || !fits(told, vote, ['vote', 'note', 'handle']))
        report('decision_mismatch', `${item} lane ${lane}`, 'The record does not tell that this person spoke for the lane so.')
    }
    checkDecision(item, number, objectOf(asked.decision), unclaimed, report)
  }
  for (const { seq } of [...lastVotes.values(), ...unclaimed])
    report('decision_mismatch', eventItem(seq), `${FILES.board} does not show what was said or decided here on a go/no-go.`)
}

const checkDecision = (
  item: string,
  number: string,
  decision: Row | null,
  unclaimed: Set<ToldDecision>,
  report: FaultList['report'],
): void => {
  if (decision === null) return
  const facts = objectOf(decision.facts)
  const shown = { ...decision, verdict: facts?.verdict ?? null, releaseSha: facts?.releaseSha ?? null }
  const told = [...unclaimed].find(
    (event) =>
      event.subjectKey === number &&
      event.actorId === userOf(decision.by) &&
      fits(event, shown, ['word', 'override', 'reason', 'verdict', 'releaseSha']),
  )
  if (told === undefined) report('decision_mismatch', item, 'The record does not tell that this person decided so.')
  else unclaimed.delete(told)
}

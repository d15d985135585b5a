import { type BoardGate, type FrozenGate, isDocumentary, isReviewer, whatMayAtGate } from '@gatehouse/core'
import { useEffect, useRef, useState } from 'react'
import { useRights } from '../../app-data/program.ts'
import { countOf } from '../../lib/format-plan.ts'
import { Button, ErrorState, TextAreaField, toast } from '../../ui/index.ts'
import { ReopenDialog, ReturnDialog } from './gate-dialogs.tsx'
import { type GateCommand, useGateCommand } from './gates.queries.ts'

type Plain = Extract<GateCommand, { do: 'start' }>['do']

/** Only what this person would not be refused for who they are; what the gate itself refuses stays visible, with its reasons. */
export const Decide = ({ gate }: { gate: BoardGate }) => {
  const rights = useRights()
  const command = useGateCommand(gate)
  const [note, setNote] = useState('')
  // A dialog belongs to the state it was opened in: a live update may take the gate on before the answer of its own command is here, and the
  // dialog must not come back with the next round.
  const stage = `${gate.state} ${gate.round}`
  const [opened, setOpened] = useState<{ readonly what: 'return' | 'reopen'; readonly stage: string } | null>(null)
  const dialog = opened?.stage === stage ? opened.what : null
  const close = () => setOpened(null)
  const refusal = useRef<HTMLDivElement>(null)
  // The panel scrolls by itself: what was refused must not stay below its edge.
  useEffect(() => {
    if (command.error) refusal.current?.scrollIntoView({ block: 'nearest' })
  }, [command.error])
  const may = new Set(whatMayAtGate(gate, rights))
  const reviews = isReviewer(gate, rights)
  const begun = gate.state === 'InProgress' || gate.state === 'CompletedDocBaseline'
  const waiting = gate.state === 'ReadyForSignoff'
  const signed = gate.state === 'SignedOff'
  const shows = signed ? may.has('reopen') : waiting ? may.has('submit') || reviews : may.has('submit')
  if (!shows) return null
  const send = (what: Plain, said: string) =>
    command.mutate(
      { do: what, note: note.trim() },
      {
        onSuccess: () => {
          setNote('')
          toast(said)
        },
      },
    )
  const approve = (seen: FrozenGate) =>
    command.mutate(
      { do: 'approve', note: note.trim(), seen, as: null, password: null },
      {
        onSuccess: () => {
          setNote('')
          toast('Your approval is recorded.')
        },
      },
    )
  const whyNotApprove = waiting && reviews ? reasonsAgainst(gate, rights.userId) : []
  return (
    <div className="blk">
      <h3>Decide</h3>
      {signed ? null : <TextAreaField label="Note" optional value={note} onChange={setNote} rows={2} maxLength={4_000} />}
      <div className="gt-acts">
        {gate.state === 'NotStarted' && may.has('start') ? (
          <Button busy={command.isPending} onClick={() => send('start', `${gate.key} is in progress.`)}>
            Start
          </Button>
        ) : null}
        {gate.state === 'InProgress' && may.has('complete_doc_baseline') && gate.requirements.some(isDocumentary) ? (
          <Button busy={command.isPending} onClick={() => send('completeDocBaseline', 'Documents and contracts are complete.')}>
            Docs complete
          </Button>
        ) : null}
        {begun && may.has('submit') ? (
          // Not disabled when something is missing: the refusal lists every reason in place.
          <Button kind="primary" busy={command.isPending} onClick={() => send('submit', `${gate.key} waits for its reviewers.`)}>
            Submit for sign-off
          </Button>
        ) : null}
        {waiting && reviews ? (
          <>
            <Button
              kind="primary"
              busy={command.isPending}
              refusal={whyNotApprove.length > 0 ? whyNotApprove.join(' ') : null}
              onClick={() => gate.frozen && approve(gate.frozen)}
            >
              Approve
            </Button>
            <Button
              glyph="gap"
              busy={command.isPending}
              refusal={may.has('return') ? null : 'You have decided in this round.'}
              onClick={() => setOpened({ what: 'return', stage })}
            >
              Return with gaps
            </Button>
          </>
        ) : null}
        {waiting && may.has('withdraw_submission') ? (
          <Button busy={command.isPending} onClick={() => send('withdraw', `${gate.key} is in progress again.`)}>
            Take back
          </Button>
        ) : null}
        {signed ? (
          <Button glyph="lock" onClick={() => setOpened({ what: 'reopen', stage })}>
            Reopen
          </Button>
        ) : null}
      </div>
      {whyNotApprove.length > 0 ? <p className="t12 sec gt-not">{whyNotApprove.join(' ')}</p> : null}
      {command.error ? (
        <div ref={refusal} className="gt-refused">
          <ErrorState error={command.error} />
        </div>
      ) : null}
      {dialog === 'return' ? <ReturnDialog gate={gate} note={note} onClose={close} /> : null}
      {dialog === 'reopen' ? <ReopenDialog gate={gate} onClose={close} /> : null}
    </div>
  )
}

/** Every reason why this person cannot approve now: who they are, then what is in the way of anybody. */
const reasonsAgainst = (gate: BoardGate, userId: string): readonly string[] => {
  const wrote = gate.requirements.some((requirement) =>
    requirement.evidence.some((piece) => piece.withdrawnAt === null && piece.attachedBy.userId === userId),
  )
  const decided = gate.signOffs.some((signOff) => signOff.round === gate.round && signOff.actor.userId === userId)
  return [
    ...(decided ? ['You have decided in this round.'] : []),
    ...(gate.submittedBy?.userId === userId ? ['You submitted this gate: somebody else signs it.'] : []),
    ...(wrote ? ['You attached evidence to it: somebody else signs it.'] : []),
    ...(gate.approveRefusals.length > 0 ? [`${countOf(gate.approveRefusals.length, 'reason')} listed above must go first.`] : []),
  ]
}

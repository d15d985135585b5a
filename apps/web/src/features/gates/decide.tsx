import { type Board, type BoardGate, isDocumentary, isReviewer, whatMayAtGate } from '@gatehouse/core'
import { useEffect, useRef, useState } from 'react'
import { useRights } from '../../app-data/program.ts'
import { Button, ErrorState, TextAreaField, toast } from '../../ui/index.ts'
import { ReopenDialog, ReturnDialog } from './gate-dialogs.tsx'
import { type PlainCommand, useGateCommand } from './gates.queries.ts'
import { SignDialog } from './sign-dialog.tsx'
import { whyNotSign } from './why-not-sign.ts'

/** Only what this person would not be refused for who they are; what the gate itself refuses stays visible, with its reasons. */
export const Decide = ({ board, gate }: { board: Board; gate: BoardGate }) => {
  const rights = useRights()
  const command = useGateCommand(gate)
  const [note, setNote] = useState('')
  // A dialog belongs to the submission it was opened in: a live update may take the gate on before the answer of its own command is here, and
  // the dialog must not come back with the next one. A new round of the same submission leaves it open, to tell what changed.
  const stage = `${gate.state} ${gate.submittedAt ?? ''}`
  const [opened, setOpened] = useState<{ readonly what: 'approve' | 'return' | 'reopen'; readonly stage: string } | null>(null)
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
  if (!shows) return waiting && rights.can('gate.review') ? <NotNamed gate={gate} /> : null
  const send = (what: PlainCommand, said: string) =>
    command.mutate(
      { do: what, note: note.trim() },
      {
        onSuccess: () => {
          setNote('')
          toast(said)
        },
      },
    )
  const whyNotApprove = waiting && reviews ? whyNotSign(gate, rights) : []
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
              refusal={whyNotApprove.length > 0 ? whyNotApprove.join(' ') : null}
              onClick={() => setOpened({ what: 'approve', stage })}
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
      {dialog === 'approve' ? (
        <SignDialog
          board={board}
          gate={gate}
          note={note}
          onNote={setNote}
          onSigned={() => {
            setNote('')
            close()
          }}
          onClose={close}
        />
      ) : null}
      {dialog === 'return' ? <ReturnDialog board={board} gate={gate} note={note} onClose={close} /> : null}
      {dialog === 'reopen' ? <ReopenDialog gate={gate} onClose={close} /> : null}
    </div>
  )
}

/** Somebody with the role of a reviewer, whom this gate does not name. */
const NotNamed = ({ gate }: { gate: BoardGate }) => (
  <div className="blk">
    <h3>Decide</h3>
    <p className="t12 sec">
      It is signed by <span className="mono">{[...new Set(gate.signers.map((signer) => signer.handle))].join(', ')}</span>. None of these
      handles is yours, and nobody has asked you to stand in.
    </p>
  </div>
)

import { type Board, type BoardGate, compareFrozen, type FrozenGate, type Issue } from '@gatehouse/core'
import { useEffect, useRef, useState } from 'react'
import { isApiProblem } from '../../lib/api-problem.ts'
import { countOf } from '../../lib/format-plan.ts'
import { Button, Dialog, ErrorState, Message, TextAreaField, toast } from '../../ui/index.ts'
import { FrozenList } from './frozen-list.tsx'
import { useGateCommand } from './gates.queries.ts'
import { SignAsField, useStepUp } from './signature-fields.tsx'

/** What was looked at stands still while the gate goes on; every difference to what is there now is told, and nothing else is signed. */
export const useSeen = (gate: BoardGate, error: unknown, isPending: boolean) => {
  const [seen, setSeen] = useState<FrozenGate | null>(gate.frozen)
  const outdated = isApiProblem(error, 'review_outdated') || isApiProblem(error, 'stale_revision')
  const local = seen !== null && gate.frozen !== null && !isPending ? compareFrozen(seen, gate.frozen) : []
  const differences: readonly Issue[] = local.length > 0 || isPending ? local : outdated ? error.issues : []
  return { seen, differences, isOutdated: outdated, lookAgain: () => setSeen(gate.frozen) }
}

/** What changed since it was looked at, item by item, each with what was and what is. */
export const Difference = ({ gate, differences, onLook }: { gate: BoardGate; differences: readonly Issue[]; onLook: () => void }) => {
  const at = useRef<HTMLDivElement>(null)
  useEffect(() => {
    at.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const signed = gate.signOffs.filter((signOff) => signOff.round === gate.round)
  return (
    <div ref={at}>
      <Message
        tone="warn"
        title={`This is not what you looked at any more: ${countOf(differences.length, 'difference')}. Nothing was signed.`}
      >
        <ul className="fz-diff" aria-label="What changed">
          {differences.map((issue) => (
            <li key={`${issue.path ?? ''} ${issue.message}`}>{issue.message}</li>
          ))}
        </ul>
        {signed.length > 0 ? <p className="t12">Decided in this round: {signed.map((signOff) => signOff.actor.name).join(', ')}.</p> : null}
        <span>
          <Button small onClick={onLook}>
            Show it as it is now
          </Button>
        </span>
      </Message>
    </div>
  )
}

/** A reviewer sees exactly what will be signed, and signs that. */
export const SignDialog = ({
  board,
  gate,
  note,
  onNote,
  onSigned,
  onClose,
}: {
  board: Board
  gate: BoardGate
  note: string
  onNote: (note: string) => void
  onSigned: () => void
  onClose: () => void
}) => {
  const command = useGateCommand(gate)
  const [as, setAs] = useState('')
  const stepUp = useStepUp(board, command.error)
  const { seen, differences, isOutdated, lookAgain } = useSeen(gate, command.error, command.isPending)
  const refusal =
    seen === null
      ? `${gate.key} does not wait for signatures any more.`
      : differences.length > 0
        ? 'It changed while you looked. Look at it as it is now first.'
        : null
  // Awaited, not given as the call's own handlers: those are dropped when a live update closes the dialog before the answer is here.
  const sign = async () => {
    if (seen === null || refusal !== null || command.isPending) return
    try {
      await command.mutateAsync({ do: 'approve', note: note.trim(), seen, as: as === '' ? null : as, password: stepUp.password })
      toast('Your approval is recorded.')
      onSigned()
    } catch {
      // the dialog shows command.error
    }
  }
  return (
    <Dialog
      title={`What you sign: ${gate.key} ${gate.title}`}
      onClose={onClose}
      shape="wide"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="gt-sign" kind="primary" busy={command.isPending} refusal={refusal}>
            Sign {gate.key}
          </Button>
        </>
      }
    >
      <form
        id="gt-sign"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void sign()
        }}
      >
        {differences.length > 0 ? (
          <Difference
            gate={gate}
            differences={differences}
            onLook={() => {
              lookAgain()
              command.reset()
            }}
          />
        ) : null}
        {seen ? <FrozenList frozen={seen} /> : null}
        <TextAreaField label="Note" optional value={note} onChange={onNote} rows={2} maxLength={4_000} />
        <SignAsField gate={gate} value={as} onChange={setAs} />
        {stepUp.field}
        {command.error && !stepUp.isToldThere && !(isOutdated && differences.length > 0) ? <ErrorState error={command.error} /> : null}
      </form>
    </Dialog>
  )
}

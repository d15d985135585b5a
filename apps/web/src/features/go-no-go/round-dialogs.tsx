import type { Board, BoardGoNoGo } from '@gatehouse/core'
import { useState } from 'react'
import { isApiProblem } from '../../lib/api-problem.ts'
import { countOf } from '../../lib/format-plan.ts'
import {
  Button,
  Dialog,
  ErrorState,
  InstantField,
  Message,
  Status,
  StepUpField,
  TextAreaField,
  TextField,
  toast,
  VERDICT_LOOK,
} from '../../ui/index.ts'
import { useGoNoGoCommand } from './go-no-go.queries.ts'

const HOUR = 3_600_000
/** The next full hour, and one more: time enough to ask, soon enough to matter. */
const suggestedDeadline = (): string => new Date(Math.ceil(Date.now() / HOUR) * HOUR + HOUR).toISOString()
const isPast = (instant: string | null): boolean => instant === null || Date.parse(instant) <= Date.now()

export const OpenRoundDialog = ({ board, onClose }: { board: Board; onClose: () => void }) => {
  const command = useGoNoGoCommand()
  const [question, setQuestion] = useState(`May ${board.program.name} be released?`)
  const [deadline, setDeadline] = useState<string | null>(suggestedDeadline)
  const refusal = question.trim() === '' ? 'Say what the lanes are asked.' : isPast(deadline) ? 'The deadline lies in the future.' : null
  return (
    <Dialog
      title="Ask every lane"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="gn-open" kind="primary" busy={command.isPending} refusal={refusal}>
            Ask
          </Button>
        </>
      }
    >
      <form
        id="gn-open"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (refusal !== null || deadline === null || command.isPending) return
          command.mutate(
            { do: 'open', question: question.trim(), deadline },
            {
              onSuccess: () => {
                toast('The lanes are asked.')
                onClose()
              },
            },
          )
        }}
      >
        <TextField label="Question" value={question} onChange={setQuestion} maxLength={300} />
        <InstantField
          label="Deadline"
          hint="Until then each lane may say go, no-go or abstain, and change it."
          value={deadline}
          onChange={setDeadline}
          min={new Date().toISOString()}
        />
        {command.error ? <ErrorState error={command.error} /> : null}
      </form>
    </Dialog>
  )
}

export const DeadlineDialog = ({ asked, onClose }: { asked: BoardGoNoGo; onClose: () => void }) => {
  const command = useGoNoGoCommand()
  const [deadline, setDeadline] = useState<string | null>(() => (isPast(asked.deadline) ? suggestedDeadline() : asked.deadline))
  const [reason, setReason] = useState('')
  const refusal = isPast(deadline) ? 'The deadline lies in the future.' : reason.trim() === '' ? 'Say why the deadline moves.' : null
  return (
    <Dialog
      title="Move the deadline"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="gn-move" kind="primary" busy={command.isPending} refusal={refusal}>
            Move
          </Button>
        </>
      }
    >
      <form
        id="gn-move"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (refusal !== null || deadline === null || command.isPending) return
          command.mutate({ do: 'moveDeadline', asked, deadline, reason: reason.trim() }, { onSuccess: onClose })
        }}
      >
        <InstantField label="Deadline" value={deadline} onChange={setDeadline} min={new Date().toISOString()} />
        <TextAreaField label="Reason" rows={2} maxLength={4_000} value={reason} onChange={setReason} />
        {command.error ? <ErrorState error={command.error} /> : null}
      </form>
    </Dialog>
  )
}

/** What is typed before a release goes against what was computed. */
const TYPED = 'OVERRIDE'

export const DecisionDialog = ({
  board,
  asked,
  word,
  onClose,
}: {
  board: Board
  asked: BoardGoNoGo
  word: 'GO' | 'NO-GO'
  onClose: () => void
}) => {
  const command = useGoNoGoCommand()
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const [password, setPassword] = useState('')
  // What was looked at when the dialog opened: a verdict that turns meanwhile is told by the server, not slipped in.
  const [verdict] = useState(board.verdict)
  const override = word === 'GO' && verdict.word !== 'GO' && verdict.word !== 'GO WITH WAIVERS'
  const needsReason = override || word === 'NO-GO'
  const refusal =
    needsReason && reason.trim() === ''
      ? 'Give the reason: it stands in the record under your name.'
      : override && typed !== TYPED
        ? `Type ${TYPED} to go against the verdict.`
        : null
  const wrongPassword = isApiProblem(command.error, 'step_up_failed')
  return (
    <Dialog
      title={`Decide ${word}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="gn-decide" kind={override ? 'danger' : 'primary'} busy={command.isPending} refusal={refusal}>
            {override ? 'Record GO against the verdict' : `Record ${word}`}
          </Button>
        </>
      }
    >
      <form
        id="gn-decide"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (refusal !== null || command.isPending) return
          command.mutate(
            {
              do: 'decide',
              asked,
              word,
              reason: reason.trim(),
              override,
              verdict: verdict.word,
              password: password === '' ? null : password,
            },
            {
              onSuccess: () => {
                toast(`${word} is recorded.`)
                onClose()
              },
            },
          )
        }}
      >
        <p>
          The computed verdict is <Status look={VERDICT_LOOK[verdict.word]} size={14} />
          {asked.dissent.length > 0
            ? `; ${countOf(asked.dissent.length, 'lane')} ${asked.dissent.length === 1 ? 'dissents' : 'dissent'}: ${asked.dissent.map((lane) => lane.laneKey).join(', ')}`
            : ''}
          {asked.counts.silent > 0
            ? `; ${countOf(asked.counts.silent, 'lane')} ${asked.counts.silent === 1 ? 'has' : 'have'} not said`
            : ''}
          . Your decision stands beside it, for good, with both as they are now.
        </p>
        {override ? (
          <Message tone="warn" title={`You release against ${verdict.word}`}>
            <ul className="gn-why">
              {verdict.reasons.slice(0, 6).map((each) => (
                <li key={`${each.code} ${each.subject}`}>{each.title}</li>
              ))}
              {verdict.reasons.length > 6 ? <li>and {verdict.reasons.length - 6} more</li> : null}
            </ul>
          </Message>
        ) : null}
        <TextAreaField label="Reason" optional={!needsReason} rows={3} maxLength={4_000} value={reason} onChange={setReason} />
        {override ? <TextField label={`Type ${TYPED}`} value={typed} onChange={setTyped} autoComplete="off" mono /> : null}
        {board.program.stepUp ? (
          <StepUpField value={password} onChange={setPassword} error={wrongPassword ? 'The password is not right.' : null} />
        ) : null}
        {command.error && !wrongPassword ? <ErrorState error={command.error} /> : null}
      </form>
    </Dialog>
  )
}

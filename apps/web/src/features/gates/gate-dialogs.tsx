import type { Board, BoardGate } from '@gatehouse/core'
import { type ReactNode, useState } from 'react'
import { Button, Dialog, ErrorState, SelectField, TextAreaField, toast } from '../../ui/index.ts'
import { useGateCommand } from './gates.queries.ts'
import { Difference, useSeen } from './sign-dialog.tsx'
import { SignAsField, useStepUp } from './signature-fields.tsx'

interface Gap {
  readonly text: string
  readonly requirementKey: string
}

/** What a reviewer found missing, one gap a line; the owner closes them one by one. */
export const ReturnDialog = ({ board, gate, note, onClose }: { board: Board; gate: BoardGate; note: string; onClose: () => void }) => {
  const command = useGateCommand(gate)
  const [as, setAs] = useState('')
  const stepUp = useStepUp(board, command.error)
  const { seen, differences, isOutdated, lookAgain } = useSeen(gate, command.error, command.isPending)
  const [gaps, setGaps] = useState<readonly Gap[]>([{ text: '', requirementKey: '' }])
  const change = (at: number, patch: Partial<Gap>) => setGaps(gaps.map((gap, index) => (index === at ? { ...gap, ...patch } : gap)))
  const filled = gaps.filter((gap) => gap.text.trim() !== '')
  const refusal =
    filled.length === 0
      ? 'Name at least one gap.'
      : differences.length > 0
        ? 'It changed while you looked. Look at it as it is now first.'
        : null
  // Awaited, not given as the call's own handlers: those are dropped when a live update closes the dialog before the answer is here.
  const send = async () => {
    try {
      await command.mutateAsync({
        do: 'return',
        note: note.trim(),
        seen,
        as: as === '' ? null : as,
        password: stepUp.password,
        gaps: filled.map((gap) => ({ text: gap.text.trim(), requirementKey: gap.requirementKey === '' ? null : gap.requirementKey })),
      })
      toast(`${gate.key} went back with ${filled.length} ${filled.length === 1 ? 'gap' : 'gaps'}.`)
      onClose()
    } catch {
      // the dialog shows command.error
    }
  }
  return (
    <Dialog
      title={`Return ${gate.key} with gaps`}
      onClose={onClose}
      shape="wide"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={command.isPending} refusal={refusal} onClick={send}>
            Return
          </Button>
        </>
      }
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
      {gaps.map((gap, index) => (
        <div key={index} className="gt-gap-line">
          <TextAreaField
            label={`Gap ${index + 1}`}
            hint={index === 0 ? 'What is missing, and what would mend it.' : undefined}
            rows={2}
            value={gap.text}
            onChange={(text) => change(index, { text })}
            maxLength={2_000}
          />
          <SelectField
            label="About"
            value={gap.requirementKey}
            options={[
              { value: '', label: 'The whole gate' },
              ...gate.requirements.map((requirement) => ({ value: requirement.key, label: requirement.key })),
            ]}
            onChange={(requirementKey) => change(index, { requirementKey })}
          />
        </div>
      ))}
      <Button small onClick={() => setGaps([...gaps, { text: '', requirementKey: '' }])}>
        Add another gap
      </Button>
      <SignAsField gate={gate} value={as} onChange={setAs} />
      {stepUp.field}
      {command.error && !stepUp.isToldThere && !(isOutdated && differences.length > 0) ? <ErrorState error={command.error} /> : null}
    </Dialog>
  )
}

/** One text that must be given: why a gate is reopened, how a gap was mended, why a waiver is taken back. */
export const ReasonDialog = ({
  title,
  label,
  hint,
  confirm,
  busy,
  error,
  children,
  onConfirm,
  onClose,
}: {
  title: string
  label: string
  hint: string
  confirm: string
  busy: boolean
  error: unknown
  /** What else is asked. */
  children?: ReactNode
  onConfirm: (text: string) => void
  onClose: () => void
}) => {
  const [text, setText] = useState('')
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            busy={busy}
            refusal={text.trim() === '' ? `${label} is needed: it goes into the record.` : null}
            onClick={() => onConfirm(text.trim())}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <TextAreaField label={label} hint={hint} value={text} onChange={setText} maxLength={4_000} />
      {children}
      {error ? <ErrorState error={error} /> : null}
    </Dialog>
  )
}

export const ReopenDialog = ({ gate, onClose }: { gate: BoardGate; onClose: () => void }) => {
  const command = useGateCommand(gate)
  return (
    <ReasonDialog
      title={`Reopen ${gate.key}`}
      label="Reason"
      hint="Its requirements, evidence and tasks can change again. The sign-off that it had stays in the record."
      confirm="Reopen"
      busy={command.isPending}
      error={command.error}
      onConfirm={(reason) => command.mutate({ do: 'reopen', reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}

export const CloseGapDialog = ({ gate, gapId, onClose }: { gate: BoardGate; gapId: string; onClose: () => void }) => {
  const command = useGateCommand(gate)
  return (
    <ReasonDialog
      title="Close the gap"
      label="How it was mended"
      hint={gate.gaps.find((gap) => gap.id === gapId)?.text ?? ''}
      confirm="Close gap"
      busy={command.isPending}
      error={command.error}
      onConfirm={(note) => command.mutate({ do: 'closeGap', id: gapId, note }, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}

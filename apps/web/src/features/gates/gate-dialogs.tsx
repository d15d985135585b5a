import type { BoardGate } from '@gatehouse/core'
import { useState } from 'react'
import { Button, Dialog, ErrorState, SelectField, TextAreaField, toast } from '../../ui/index.ts'
import { useGateCommand } from './gates.queries.ts'

interface Gap {
  readonly text: string
  readonly requirementKey: string
}

/** What a reviewer found missing, one gap a line; the owner closes them one by one. */
export const ReturnDialog = ({ gate, note, onClose }: { gate: BoardGate; note: string; onClose: () => void }) => {
  const command = useGateCommand(gate)
  const [gaps, setGaps] = useState<readonly Gap[]>([{ text: '', requirementKey: '' }])
  const change = (at: number, patch: Partial<Gap>) => setGaps(gaps.map((gap, index) => (index === at ? { ...gap, ...patch } : gap)))
  const filled = gaps.filter((gap) => gap.text.trim() !== '')
  // Awaited, not given as the call's own handlers: those are dropped when a live update closes the dialog before the answer is here.
  const send = async () => {
    try {
      await command.mutateAsync({
        do: 'return',
        note,
        seen: null,
        as: null,
        password: null,
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
          <Button kind="primary" busy={command.isPending} refusal={filled.length === 0 ? 'Name at least one gap.' : null} onClick={send}>
            Return
          </Button>
        </>
      }
    >
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
      {command.error ? <ErrorState error={command.error} /> : null}
    </Dialog>
  )
}

/** One text that must be given: why a gate is reopened, how a gap was mended. */
const ReasonDialog = ({
  title,
  label,
  hint,
  confirm,
  busy,
  error,
  onConfirm,
  onClose,
}: {
  title: string
  label: string
  hint: string
  confirm: string
  busy: boolean
  error: unknown
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

import type { Board, BoardDependency, BoardTask, DependencyKind } from '@gatehouse/core'
import { useMemo, useState } from 'react'
import { slipLabel } from '../../../lib/format-plan.ts'
import { Button } from '../../../ui/button.tsx'
import { NumberField, SelectField } from '../../../ui/field.tsx'
import { Glyph } from '../../../ui/glyph.tsx'
import { ErrorState } from '../../../ui/messages.tsx'
import { Picker } from '../../../ui/picker.tsx'
import { useAddDependency, useRemoveDependency } from '../timeline.queries.ts'

interface Props {
  readonly board: Board
  readonly task: BoardTask
  readonly mayEdit: boolean
  readonly onSelect: (key: string) => void
  readonly onOpenGate: (key: string) => void
}

/** A predecessor is met when it is done, signed, or taken out of the plan. */
const stateOf = (board: Board, key: string): 'met' | 'open' => {
  const task = board.tasks.find((one) => one.key === key)
  if (task) return task.status === 'done' || task.status === 'moved' || task.status === 'dropped' ? 'met' : 'open'
  return board.gates.some((gate) => gate.key === key && gate.state === 'SignedOff') ? 'met' : 'open'
}

/** What it waits for and what waits for it; added and removed here, refusals in place. */
export const TaskLinks = ({ board, task, mayEdit, onSelect, onOpenGate }: Props) => {
  const [adding, setAdding] = useState(false)
  const remove = useRemoveDependency()
  const before = board.dependencies.filter((one) => one.to === task.key)
  const after = board.dependencies.filter((one) => one.from === task.key)
  const canEdit = mayEdit && !task.locked
  const open = (key: string) => (board.gates.some((gate) => gate.key === key) ? onOpenGate(key) : onSelect(key))
  const line = (one: BoardDependency, key: string, words: readonly string[]) => (
    <li key={`${one.from} ${one.to} ${one.kind}`} className={one.violated ? 'stop' : ''}>
      {one.violated ? <Glyph name="late" size={12} /> : null}
      <button type="button" className="lk" onClick={() => open(key)}>
        {key}
      </button>{' '}
      <span>
        (
        {[one.kind, ...words, one.lag === 0 ? '' : `lag ${slipLabel(board.program.cadence, one.lag)}`, one.violated ? 'violated' : '']
          .filter(Boolean)
          .join(', ')}
        )
      </span>
      {canEdit ? (
        <Button
          small
          kind="bare"
          glyph="x"
          aria-label={`Remove the dependency ${one.from} to ${one.to}`}
          busy={remove.isPending && remove.variables?.from === one.from && remove.variables.to === one.to}
          onClick={() => remove.mutate(one)}
        />
      ) : null}
    </li>
  )
  return (
    <section aria-label="Links">
      <h3>
        Links
        {canEdit && !adding ? (
          <Button small kind="bare" glyph="plus" onClick={() => setAdding(true)}>
            Add a dependency
          </Button>
        ) : null}
      </h3>
      <div className="tl-two">
        <div>
          <span className="ter">After</span>
          <ul>
            {before.length === 0 ? <li className="ter">nothing</li> : before.map((one) => line(one, one.from, [stateOf(board, one.from)]))}
          </ul>
        </div>
        <div>
          <span className="ter">Before</span>
          <ul>{after.length === 0 ? <li className="ter">nothing</li> : after.map((one) => line(one, one.to, []))}</ul>
        </div>
      </div>
      {remove.error ? <ErrorState error={remove.error} /> : null}
      {canEdit && adding ? <AddLink board={board} task={task} onClose={() => setAdding(false)} /> : null}
    </section>
  )
}

const DIRECTIONS = [
  { value: 'after', label: 'Waits for' },
  { value: 'before', label: 'Is waited for by' },
] as const
const KINDS = [
  { value: 'hard', label: 'Hard: blocks' },
  { value: 'soft', label: 'Soft: warns' },
] as const

const AddLink = ({ board, task, onClose }: { board: Board; task: BoardTask; onClose: () => void }) => {
  const add = useAddDependency()
  const [other, setOther] = useState<string | null>(null)
  const [direction, setDirection] = useState<'after' | 'before'>('after')
  const [kind, setKind] = useState<DependencyKind>('hard')
  const [lag, setLag] = useState<number | null>(0)
  const options = useMemo(
    () => [
      ...board.tasks.filter((one) => one.key !== task.key).map((one) => ({ value: one.key, label: one.key, hint: one.title })),
      ...board.gates.map((one) => ({ value: one.key, label: one.key, hint: one.title })),
      ...board.milestones.map((one) => ({ value: one.key, label: one.key, hint: one.name })),
    ],
    [board, task.key],
  )
  return (
    <form
      className="tl-add"
      aria-label="Add a dependency"
      onSubmit={(event) => {
        event.preventDefault()
        if (other === null || lag === null) return
        const ends = direction === 'after' ? { from: other, to: task.key } : { from: task.key, to: other }
        add.mutate({ ...ends, kind, lag }, { onSuccess: onClose })
      }}
    >
      <div className="tl-two">
        <SelectField label={`${task.key}`} value={direction} options={DIRECTIONS} onChange={setDirection} />
        <Picker label="Task, gate or milestone" options={options} value={other} onPick={setOther} placeholder="Type a key or a title" />
        <SelectField label="Kind" value={kind} options={KINDS} onChange={setKind} />
        <NumberField label="Lag in periods" value={lag} onChange={setLag} min={-400} max={400} />
      </div>
      {add.error ? <ErrorState error={add.error} /> : null}
      <span className="row">
        <Button
          small
          kind="primary"
          type="submit"
          busy={add.isPending}
          refusal={other === null ? 'Choose what to link to.' : lag === null ? 'The lag is a whole number.' : null}
        >
          Add
        </Button>
        <Button small onClick={onClose}>
          Cancel
        </Button>
      </span>
    </form>
  )
}

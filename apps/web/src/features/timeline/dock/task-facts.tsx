import type { Board, BoardTask, TaskStatus } from '@gatehouse/core'
import { useState } from 'react'
import { periodCount, spanLabel } from '../../../lib/format-plan.ts'
import { Button } from '../../../ui/button.tsx'
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx'
import { TASK_LOOK } from '../../../ui/looks.ts'
import { Message } from '../../../ui/messages.tsx'
import { endLabel, explainCritical } from '../model/say-task.ts'
import { useTaskEdit } from './use-task-edit.tsx'

const STATUSES: readonly TaskStatus[] = ['todo', 'in_progress', 'blocked', 'done', 'moved', 'dropped']

interface Props {
  readonly board: Board
  readonly task: BoardTask
  readonly ownerHandles: readonly string[]
  /** May report progress on it. */
  readonly mayProgress: boolean
}

/** Where it stands and when, and the two things that are changed most: status and checklist. */
export const TaskFacts = ({ board, task, ownerHandles, mayProgress }: Props) => {
  const { program } = board
  const { schedule } = task
  const lane = board.lanes.find((one) => one.key === task.lane)
  const moved = task.baselineStart !== task.start || task.baselineFinish !== task.finish
  const { save, busy, problem } = useTaskEdit(task, program)
  const canProgress = mayProgress && !task.locked
  const parts = board.tasks.filter((one) => one.parent === task.key)
  return (
    <>
      <dl className="tl-facts">
        <dt>Lane</dt>
        <dd>
          <b>{task.lane}</b> {lane?.name}
          {ownerHandles.length > 0 ? <span className="mono">, {ownerHandles.join(' ')}</span> : null}
        </dd>
        <dt>Span</dt>
        <dd>
          {spanLabel(program, task.start, task.finish)}, slack {periodCount(program.cadence, Math.max(0, schedule.slack))}, baseline{' '}
          {moved ? (
            <b>{spanLabel(program, task.baselineStart, task.baselineFinish)}</b>
          ) : (
            spanLabel(program, task.baselineStart, task.baselineFinish)
          )}
          {schedule.late > 0 && task.status !== 'done' ? `, forecast ${endLabel(program, schedule.earliestFinish)}` : ''}
        </dd>
        <dt>Gate</dt>
        <dd>
          {task.childOf ? (
            <>
              <b>{task.childOf}</b> {task.childOfInferred ? '(by its finish)' : ''}
            </>
          ) : (
            'none'
          )}
        </dd>
        <dt>Why</dt>
        <dd>{explainCritical(task, board)}</dd>
        {task.status === 'moved' && task.movedTo ? (
          <>
            <dt>Moved to</dt>
            <dd>{task.movedTo}</dd>
          </>
        ) : null}
        {parts.length > 0 ? (
          <>
            <dt>Parts</dt>
            <dd>{parts.map((one) => one.key).join(', ')}</dd>
          </>
        ) : null}
        {task.note ? (
          <>
            <dt>Note</dt>
            <dd className="wrap">{task.note}</dd>
          </>
        ) : null}
      </dl>
      {task.locked ? (
        <p className="tl-why">Locked: {task.childOf ?? 'its gate'} is signed. Reopen the gate with a reason before changing this task.</p>
      ) : null}
      {canProgress && parts.length === 0 ? <StatusControl task={task} busy={busy} save={save} /> : null}
      <Checklist task={task} canTick={canProgress} busy={busy} save={save} />
      {problem}
    </>
  )
}

type Save = ReturnType<typeof useTaskEdit>['save']

/** A moved task must say where it went, so that choice asks before it saves. */
const StatusControl = ({ task, busy, save }: { task: BoardTask; busy: boolean; save: Save }) => {
  const [asked, setAsked] = useState(false)
  const [movedTo, setMovedTo] = useState(task.movedTo ?? '')
  return (
    <div className="tl-status">
      <SelectField
        label="Status"
        value={asked ? 'moved' : task.status}
        options={STATUSES.map((status) => ({ value: status, label: TASK_LOOK[status].word }))}
        aria-busy={busy}
        onChange={(status) => {
          setAsked(status === 'moved')
          if (status !== 'moved') save({ status })
        }}
      />
      {asked ? (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault()
            if (movedTo.trim() === '') return
            save({ status: 'moved', movedTo: movedTo.trim() })
            setAsked(false)
          }}
        >
          <TextField label="Moved to" hint="A task, a release or a sentence" value={movedTo} onChange={setMovedTo} />
          <Button small type="submit" kind="primary" refusal={movedTo.trim() === '' ? 'Say where it moved to.' : null}>
            Save
          </Button>
          <Button small onClick={() => setAsked(false)}>
            Cancel
          </Button>
        </form>
      ) : null}
    </div>
  )
}

const Checklist = ({ task, canTick, busy, save }: { task: BoardTask; canTick: boolean; busy: boolean; save: Save }) => {
  const done = task.checklist.filter((item) => item.done).length
  if (task.checklist.length === 0) return null
  const toggle = (at: number, isDone: boolean) => {
    if (!busy) save({ checklist: task.checklist.map((item, index) => ({ text: item.text, done: index === at ? isDone : item.done })) })
  }
  return (
    <fieldset className="tl-check">
      <legend>
        Checklist{' '}
        <span className="ter">
          {done} of {task.checklist.length}
        </span>
      </legend>
      {task.checklist.map((item, at) =>
        canTick ? (
          <CheckField key={at} label={item.text} checked={item.done} onChange={(isDone) => toggle(at, isDone)} />
        ) : (
          <div key={at} className="t12">
            {item.done ? '☑' : '☐'} <span className="sr">{item.done ? 'done: ' : 'open: '}</span>
            {item.text}
          </div>
        ),
      )}
    </fieldset>
  )
}

/** Said where a task is asked for that the filters hide. */
export const HiddenByFilters = ({ onClear }: { onClear: () => void }) => (
  <Message title="The filters hide this task in the grid.">
    <span>
      <Button small onClick={onClear}>
        Clear filters
      </Button>
    </span>
  </Message>
)

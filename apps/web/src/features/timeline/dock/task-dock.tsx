import type { Board, BoardTask } from '@gatehouse/core'
import { useState } from 'react'
import type { Rights } from '../../../app-data/program.ts'
import { Button } from '../../../ui/button.tsx'
import { LATE_LOOK, LOCKED_LOOK, TASK_LOOK } from '../../../ui/looks.ts'
import { Kbd } from '../../../ui/messages.tsx'
import { Badge, Tag } from '../../../ui/status.tsx'
import { moveRefusal } from '../model/move-task.ts'
import { lateWord } from '../model/say-task.ts'
import type { TaskMoves } from '../use-task-moves.ts'
import { TaskBlockers } from './task-blockers.tsx'
import { TaskEditForm } from './task-edit-form.tsx'
import { HiddenByFilters, TaskFacts } from './task-facts.tsx'
import { TaskLinks } from './task-links.tsx'
import { TaskMove } from './task-move.tsx'

interface Props {
  readonly board: Board
  readonly task: BoardTask
  readonly rights: Rights
  readonly moves: TaskMoves
  readonly hidden: boolean
  readonly onClearFilters: () => void
  readonly onClose: () => void
  readonly onSelect: (key: string) => void
  readonly onOpenGate: (key: string) => void
}

/** Everything about the selected task, and all that may be done to it. A viewer sees the same without the controls. */
export const TaskDock = ({ board, task, rights, moves, hidden, onClearFilters, onClose, onSelect, onOpenGate }: Props) => {
  const [editing, setEditing] = useState(false)
  const lane = board.lanes.find((one) => one.key === task.lane)
  const handles = task.owners.length > 0 ? task.owners : (lane?.owners ?? [])
  const parts = board.tasks.filter((one) => one.parent === task.key).length
  const mayPlan = rights.can('plan.edit')
  const isLate = task.schedule.late > 0 && task.status !== 'done' && task.status !== 'moved' && task.status !== 'dropped'
  return (
    <section
      className="pn tl-dock"
      aria-label={`Task ${task.key}`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        event.stopPropagation()
        if (moves.proposal) moves.cancel()
        else onClose()
      }}
    >
      <div className="tl-part">
        <div className="tl-dock-h">
          <Tag look={TASK_LOOK[task.status]} />
          <h2>
            {task.key} {task.title}
          </h2>
          {task.openBlockers.length > 0 && task.status !== 'blocked' ? <Tag look={TASK_LOOK.blocked} /> : null}
          {isLate ? <Tag look={LATE_LOOK}>{lateWord(board.program.cadence, task.schedule.late)}</Tag> : null}
          {task.locked ? <Tag look={LOCKED_LOOK} /> : null}
          <Badge>{task.priority}</Badge>
          {task.schedule.critical ? <Badge>Critical</Badge> : null}
          <span className="r">
            {mayPlan && !task.locked ? (
              <Button small onClick={() => setEditing(true)}>
                Edit task
              </Button>
            ) : null}
            <Button small kind="bare" glyph="x" aria-label="Close" onClick={onClose} />
          </span>
        </div>
        {hidden ? <HiddenByFilters onClear={onClearFilters} /> : null}
        <TaskFacts board={board} task={task} ownerHandles={handles} mayProgress={rights.can('task.progress')} key={task.key} />
      </div>
      <div className="tl-part">
        <TaskBlockers blockers={board.blockers} task={task} mayWrite={rights.can('blocker.write')} key={`b ${task.key}`} />
        <TaskLinks board={board} task={task} mayEdit={mayPlan} onSelect={onSelect} onOpenGate={onOpenGate} key={`l ${task.key}`} />
      </div>
      {mayPlan ? (
        <div className="tl-part">
          <TaskMove board={board} task={task} moves={moves} refusal={moveRefusal(task, parts)} key={task.key} />
          <p className="ter t12 tl-esc">
            <Kbd>Esc</Kbd> closes
          </p>
        </div>
      ) : null}
      {editing ? <TaskEditForm board={board} task={task} parts={parts} onClose={() => setEditing(false)} /> : null}
    </section>
  )
}

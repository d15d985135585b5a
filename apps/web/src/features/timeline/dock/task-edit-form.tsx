import type { Board, BoardTask, Priority } from '@gatehouse/core'
import { useMemo, useState } from 'react'
import { periodLabel } from '../../../lib/format-plan.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { CheckField, SelectField, TextAreaField, TextField } from '../../../ui/field.tsx'
import { ErrorState } from '../../../ui/messages.tsx'
import { toast } from '../../../ui/toasts.tsx'
import { isAtPlan, type Proposal } from '../model/move-task.ts'
import { type TaskPatch, usePreview } from '../timeline.queries.ts'
import { PreviewDetail } from './preview-detail.tsx'
import { useTaskEdit } from './use-task-edit.tsx'

const PRIORITIES: readonly Priority[] = ['P0', 'P1', 'P2', 'P3']
const NO_GATE = '-'

interface Draft {
  readonly title: string
  readonly lane: string
  readonly start: number
  readonly finish: number
  readonly priority: Priority
  readonly owners: readonly string[]
  readonly gate: string | null
  readonly note: string
  readonly checklist: string
}
const draftOf = (task: BoardTask): Draft => ({
  title: task.title,
  lane: task.lane,
  start: task.start,
  finish: task.finish,
  priority: task.priority,
  owners: task.owners,
  gate: task.gate,
  note: task.note,
  checklist: task.checklist.map((item) => item.text).join('\n'),
})

/** Only what was changed is sent, so that two people who edit different fields do not undo each other. */
const patchOf = (task: BoardTask, draft: Draft): TaskPatch => {
  const was = draftOf(task)
  const patch: TaskPatch = {}
  if (draft.title.trim() !== was.title) patch.title = draft.title.trim()
  if (draft.lane !== was.lane) patch.lane = draft.lane
  if (draft.start !== was.start || draft.finish !== was.finish) Object.assign(patch, { start: draft.start, finish: draft.finish })
  if (draft.priority !== was.priority) patch.priority = draft.priority
  if (draft.owners.join() !== was.owners.join()) patch.owners = [...draft.owners]
  if (draft.gate !== was.gate) patch.gate = draft.gate
  if (draft.note !== was.note) patch.note = draft.note
  if (draft.checklist !== was.checklist) {
    const ticked = new Set(task.checklist.filter((item) => item.done).map((item) => item.text))
    const texts = draft.checklist.split('\n').map((text) => text.trim())
    patch.checklist = texts.filter(Boolean).map((text) => ({ text, done: ticked.has(text) }))
  }
  return patch
}

/** Everything about a task that the plan says. A changed span shows what it does before it can be saved. */
export const TaskEditForm = ({ board, task, parts, onClose }: { board: Board; task: BoardTask; parts: number; onClose: () => void }) => {
  const { program } = board
  const [draft, setDraft] = useState(() => draftOf(task))
  const set = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }))
  const { save, busy, problem } = useTaskEdit(task, program, () => {
    toast(`${task.key} saved`)
    onClose()
  })
  const patch = patchOf(task, draft)
  const proposal: Proposal = { key: task.key, start: draft.start, finish: draft.finish }
  const moves = !isAtPlan(proposal, task)
  const preview = usePreview(program.revision, moves && draft.finish >= draft.start ? proposal : null)
  const periods = useMemo(
    () =>
      Array.from({ length: program.last - program.first + 1 }, (_, at) => ({
        value: String(program.first + at),
        label: periodLabel(program, program.first + at),
      })),
    [program],
  )
  const refusal =
    draft.title.trim() === ''
      ? 'A task needs a title.'
      : draft.finish < draft.start
        ? 'It cannot end before it begins.'
        : Object.keys(patch).length === 0
          ? 'Nothing is changed yet.'
          : moves && !preview.data
            ? 'First see what the new span does.'
            : null
  return (
    <Dialog
      title={`Edit ${task.key}`}
      shape="wide"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={busy} refusal={refusal} onClick={() => save(patch)}>
            Save
          </Button>
        </>
      }
    >
      <div className="form">
        <TextField label="Title" value={draft.title} onChange={(title) => set({ title })} maxLength={300} autoFocus />
        <div className="two">
          <SelectField
            label="Lane"
            value={draft.lane}
            options={board.lanes.map((lane) => ({ value: lane.key, label: lane.key, hint: lane.name }))}
            onChange={(lane) => set({ lane })}
          />
          <SelectField
            label="Priority"
            value={draft.priority}
            options={PRIORITIES.map((one) => ({ value: one, label: one }))}
            onChange={(priority) => set({ priority })}
          />
          <SelectField
            label="Gate"
            value={draft.gate ?? NO_GATE}
            options={[
              { value: NO_GATE, label: 'By its finish' },
              ...board.gates.map((gate) => ({ value: gate.key, label: gate.key, hint: gate.title })),
            ]}
            onChange={(gate) => set({ gate: gate === NO_GATE ? null : gate })}
          />
        </div>
        {parts > 0 ? null : (
          <div className="two">
            <SelectField
              label="Begins"
              value={String(draft.start)}
              options={periods}
              onChange={(start) => set({ start: Number(start), finish: Math.max(Number(start), draft.finish) })}
            />
            <SelectField
              label="Ends"
              value={String(draft.finish)}
              options={periods}
              onChange={(finish) => set({ finish: Number(finish) })}
            />
          </div>
        )}
        {moves && preview.data ? <PreviewDetail preview={preview.data} taskKey={task.key} program={program} /> : null}
        {preview.error ? <ErrorState error={preview.error} /> : null}
        <fieldset className="fld">
          <legend>Owners</legend>
          <div className="row">
            {board.owners.map((owner) => (
              <CheckField
                key={owner.handle}
                label={<span className="mono">{owner.handle}</span>}
                checked={draft.owners.includes(owner.handle)}
                onChange={(on) =>
                  set({ owners: on ? [...draft.owners, owner.handle] : draft.owners.filter((handle) => handle !== owner.handle) })
                }
              />
            ))}
          </div>
          <span className="hint">None: the owners of its lane.</span>
        </fieldset>
        <TextAreaField label="Checklist" hint="One item a line" value={draft.checklist} onChange={(checklist) => set({ checklist })} />
        <TextAreaField label="Note" value={draft.note} onChange={(note) => set({ note })} maxLength={4000} />
        {problem}
      </div>
    </Dialog>
  )
}

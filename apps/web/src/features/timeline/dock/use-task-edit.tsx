import type { Board, BoardTask } from '@gatehouse/core'
import { type ReactNode, useState } from 'react'
import { useRefreshProgram } from '../../../app-data/program.ts'
import { isApiProblem } from '../../../lib/api-problem.ts'
import { spanLabel } from '../../../lib/format-plan.ts'
import { Button } from '../../../ui/button.tsx'
import { TASK_LOOK } from '../../../ui/looks.ts'
import { ErrorState, Message } from '../../../ui/messages.tsx'
import { type TaskPatch, useEditTask } from '../timeline.queries.ts'

const isTask = (value: unknown): value is BoardTask =>
  typeof value === 'object' && value !== null && 'key' in value && 'revision' in value && typeof value.revision === 'number'

/** A field's value as people read it. */
type Fields = { readonly [K in keyof TaskPatch]?: BoardTask[K & keyof BoardTask] | undefined }
const sayField = (field: keyof TaskPatch, task: Fields, program: Board['program']): string => {
  if (field === 'start' || field === 'finish') return spanLabel(program, task[field] ?? 0, task[field] ?? 0)
  if (field === 'status') return task.status ? TASK_LOOK[task.status].word : ''
  if (field === 'checklist') return `${task.checklist?.filter((item) => item.done).length ?? 0} of ${task.checklist?.length ?? 0} ticked`
  const value = task[field]
  return value === null || value === undefined || value === '' ? 'none' : Array.isArray(value) ? value.join(', ') || 'none' : String(value)
}

const FIELD_WORDS: Partial<Record<keyof TaskPatch, string>> = { movedTo: 'moved to', actualStart: 'begun', actualFinish: 'finished' }

/**
 * Saves changes of one task on the revision that is shown. When somebody else was faster, it shows what is there now beside what was wanted, and
 * makes the change again on the new revision when asked to.
 */
export const useTaskEdit = (task: BoardTask, program: Board['program'], onSaved?: () => void) => {
  const edit = useEditTask()
  const refresh = useRefreshProgram()
  const [tried, setTried] = useState<TaskPatch | null>(null)
  const save = (patch: TaskPatch, revision = task.revision) => {
    setTried(patch)
    edit.mutate(
      { key: task.key, revision, patch },
      {
        onSuccess: () => {
          setTried(null)
          onSaved?.()
        },
        onError: (error) => {
          if (isApiProblem(error, 'stale_revision')) void refresh()
        },
      },
    )
  }
  const stale = isApiProblem(edit.error, 'stale_revision') ? edit.error : null
  const current = stale && isTask(stale.current) && stale.current.revision >= task.revision ? stale.current : task
  const problem: ReactNode =
    stale && tried ? (
      <Message tone="warn" title={`Someone changed ${task.key} in the meantime. Nothing of yours was saved.`}>
        <dl className="tl-diff">
          {(Object.keys(tried) as (keyof TaskPatch)[]).map((field) => (
            <div key={field}>
              <dt>{FIELD_WORDS[field] ?? field}</dt>
              <dd>
                now <b>{sayField(field, current, program)}</b>, yours <b>{sayField(field, tried, program)}</b>
              </dd>
            </div>
          ))}
        </dl>
        <span className="row">
          <Button small kind="primary" busy={edit.isPending} onClick={() => save(tried, current.revision)}>
            Make my change again
          </Button>
          <Button small onClick={() => edit.reset()}>
            Keep theirs
          </Button>
        </span>
      </Message>
    ) : edit.error ? (
      <ErrorState error={edit.error} />
    ) : null
  return { save, busy: edit.isPending, problem, reset: edit.reset }
}

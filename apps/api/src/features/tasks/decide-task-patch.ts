/** One PATCH of a task, made of the rules for its parts: what it is (a lead) and how far it is (its owners and leads). Pure. */
import {
  type Approver,
  type AuditNote,
  editTask,
  type Issue,
  moveTask,
  noteChange,
  ok,
  type ProgramState,
  type Result,
  refuse,
  setChecklist,
  setTaskStatus,
  type TaskDecision,
  type TaskFields,
  type TaskState,
} from '@gatehouse/core'

export type TaskPatch = {
  readonly [F in keyof Omit<TaskFields, 'kind'>]?: TaskFields[F] | undefined
}
export interface PatchedTask {
  readonly task: TaskState
  readonly judgedRevision: number
  readonly audit: AuditNote
}

const PROGRESS = ['checklist', 'note', 'status', 'movedTo', 'actualStart', 'actualFinish'] as const
const PLAN = ['lane', 'title', 'priority', 'parent', 'gate', 'owners'] as const

const pick = <K extends keyof TaskPatch>(patch: TaskPatch, fields: readonly K[]): Partial<Pick<TaskState, K>> =>
  Object.fromEntries(fields.filter((field) => patch[field] !== undefined).map((field) => [field, patch[field]])) as Partial<
    Pick<TaskState, K>
  >

/**
 * A lead reports on any task. An owner reports on tasks that name one of their handles, and on tasks of lanes that do; where neither
 * names anybody, every owner may.
 */
export const mayReport = (state: Pick<ProgramState, 'lanes'>, task: Pick<TaskState, 'lane' | 'owners'>, person: Approver): boolean => {
  if (person.roles.includes('lead')) return true
  if (!person.roles.includes('owner')) return false
  const named = [...task.owners, ...(state.lanes.find((lane) => lane.key === task.lane)?.owners ?? [])]
  return named.length === 0 || named.some((handle) => person.handles.includes(handle))
}

const refuseReport = (task: TaskState): Result<never> => {
  const message = `Progress of ${task.key} is reported by ${task.owners.join(', ') || `the owners of lane ${task.lane}`} or a lead.`
  return refuse('forbidden', message, [{ code: 'forbidden', message, path: `tasks.${task.key}` }])
}

/** Periods in which it was begun and finished, where they are said rather than follow from the status. */
const setActuals = (state: ProgramState, task: TaskState, patch: TaskPatch): Result<Partial<TaskFields>> => {
  const actualStart = patch.actualStart === undefined ? task.actualStart : patch.actualStart
  const actualFinish = patch.actualFinish === undefined ? task.actualFinish : patch.actualFinish
  const issues: Issue[] = []
  const bad = (message: string, field: string): void =>
    void issues.push({ code: 'task_bad_span', message, path: `tasks.${task.key}.${field}` })
  const { first, last } = state.head
  for (const [field, period] of [['actualStart', actualStart] as const, ['actualFinish', actualFinish] as const]) {
    if (period !== null && (period < first || period > last)) bad(`It must lie within the program, ${first} to ${last}.`, field)
  }
  if (actualFinish !== null && actualStart === null) bad('What is finished was begun: say when.', 'actualStart')
  if (actualStart !== null && actualFinish !== null && actualFinish < actualStart)
    bad('It cannot be finished before it is begun.', 'actualFinish')
  if (actualFinish !== null && task.status !== 'done') bad('Only a task that is done has been finished.', 'actualFinish')
  return issues.length > 0 ? refuse('task_bad_span', issues[0]?.message ?? '', issues) : ok({ actualStart, actualFinish })
}

type Step = (state: ProgramState, task: TaskState) => Result<Pick<TaskDecision, 'set' | 'audit'>>

const stepsOf = (taskKey: string, person: Approver, patch: TaskPatch, now: string): readonly Step[] => {
  const steps: Step[] = []
  const edited = { ...pick(patch, PLAN), ...pick(patch, ['note']) }
  if (Object.keys(edited).length > 0) steps.push((state) => editTask(state, taskKey, person, edited, now))
  if (patch.start !== undefined || patch.finish !== undefined) {
    steps.push((state, task) =>
      moveTask(state, taskKey, person, { start: patch.start ?? task.start, finish: patch.finish ?? task.finish }, now),
    )
  }
  const { checklist } = patch
  if (checklist !== undefined) steps.push((state) => setChecklist(state, taskKey, person, { checklist }, now))
  if (patch.status !== undefined || patch.movedTo !== undefined) {
    steps.push((state, task) => {
      const status = patch.status ?? task.status
      const movedTo = patch.movedTo === undefined ? task.movedTo : patch.movedTo
      if (status !== 'moved' && patch.movedTo != null)
        return refuse('task_moved_nowhere', `${taskKey} is not moved, so it went nowhere else.`)
      return setTaskStatus(state, taskKey, person, { status, movedTo }, now)
    })
  }
  if (patch.actualStart !== undefined || patch.actualFinish !== undefined) {
    steps.push((state, task) => {
      const actuals = setActuals(state, task, patch)
      return actuals.ok ? ok({ set: actuals.value, audit: noteChange('task.actuals_set', 'task', taskKey, task, actuals.value) }) : actuals
    })
  }
  return steps
}

/** The task after the patch, or the first refusal of its parts. */
export const decideTaskPatch = (
  state: ProgramState,
  taskKey: string,
  person: Approver,
  patch: TaskPatch,
  now: string,
): Result<PatchedTask> => {
  const before = state.tasks.find((task) => task.key === taskKey)
  if (before === undefined) return refuse('task_not_found', `There is no task ${taskKey}.`)
  if (PROGRESS.some((field) => patch[field] !== undefined) && !mayReport(state, before, person)) return refuseReport(before)
  let task = before
  const notes: AuditNote[] = []
  for (const step of stepsOf(taskKey, person, patch, now)) {
    const present = { ...state, tasks: state.tasks.map((other) => (other.key === taskKey ? task : other)) }
    const decided = step(present, task)
    if (!decided.ok) return decided
    task = { ...task, ...decided.value.set }
    notes.push(decided.value.audit)
  }
  const only = notes.length === 1 ? notes[0] : undefined
  return ok({ task, judgedRevision: before.revision, audit: only ?? noteChange('task.edited', 'task', taskKey, before, task) })
}

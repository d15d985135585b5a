/** Changes of one task: what it is (a lead), how far it is (owners and leads). All refuse a task that a signed gate locks. */
import { demand, refuseOne } from '../access/demand.ts'
import type { Approver } from '../access/roles.ts'
import { type AuditNote, noteChange } from '../board/audit-note.ts'
import type { ProgramState, TaskState } from '../board/program-state.ts'
import { sayTaskStatus } from '../board/say.ts'
import { createCalendar } from '../calendar/calendar.ts'
import { isSettled } from '../gates/child-tasks.ts'
import type { ChecklistItem, TaskStatus } from '../plan/plan.ts'
import { ok, type Result, refuse } from '../result.ts'
import { cyclesOf, sayCycle } from './network-cycles.ts'
import { referenceIssues, spanIssues } from './task-checks.ts'
import { assertPlaceOpen, lockingGate, unlockedTask } from './task-lock.ts'

export type TaskFields = Omit<TaskState, 'key' | 'revision' | 'after' | 'baselineStart' | 'baselineFinish'>
export interface TaskDecision {
  readonly taskKey: string
  /** Revision that was judged: save only if it is still the stored one, then add one. */
  readonly judgedRevision: number
  readonly set: Partial<TaskFields>
  readonly audit: AuditNote
}
export type TaskPatch = Partial<Pick<TaskState, 'title' | 'lane' | 'priority' | 'parent' | 'gate' | 'owners' | 'note'>>

const decideOn = (task: TaskState, action: string, set: Partial<TaskFields>): Result<TaskDecision> =>
  ok({ taskKey: task.key, judgedRevision: task.revision, set, audit: noteChange<Partial<TaskFields>>(action, 'task', task.key, task, set) })

/** Refuses placements that change which tasks a signed gate answers for: the task itself, or a new parent that stops being a leaf. */
const checkPlacement = (state: ProgramState, after: TaskState): Result<true> => {
  const place = assertPlaceOpen(state, after)
  if (!place.ok || after.parent === null) return place
  const parent = state.tasks.find((other) => other.key === after.parent)
  const gateKey = parent === undefined ? null : lockingGate(state, parent)
  return gateKey === null
    ? place
    : refuseOne('task_locked', `${after.parent} belongs to ${gateKey}, which is signed and locked.`, `tasks.${after.parent}`)
}

const checkTask = (state: ProgramState, after: TaskState): Result<true> => {
  const issues = [...spanIssues(state, after), ...referenceIssues(state, after)]
  const first = issues[0]
  if (first !== undefined)
    return refuse(first.code === 'task_bad_span' || first.code === 'key_unknown' ? first.code : 'plan_invalid', first.message, issues)
  return checkPlacement(state, after)
}

/** Title, lane, priority, parent, gate, owners (a lead); the note alone (owners too). */
export const editTask = (state: ProgramState, taskKey: string, actor: Approver, patch: TaskPatch, _now: string): Result<TaskDecision> => {
  const onlyNote = Object.keys(patch).every((field) => field === 'note')
  const may = demand(actor, onlyNote ? 'task.progress' : 'plan.edit', `tasks.${taskKey}`)
  if (!may.ok) return may
  const found = unlockedTask(state, taskKey)
  if (!found.ok) return found
  const after = { ...found.value, ...patch }
  const checked = checkTask(state, after)
  if (!checked.ok) return checked
  if (after.parent !== found.value.parent) {
    const cycles = cyclesOf({ ...state, tasks: state.tasks.map((task) => (task.key === taskKey ? after : task)) })
    if (cycles.length > 0)
      return refuse(
        'dependency_cycle',
        `${taskKey} under ${after.parent ?? ''} closes a cycle: ${sayCycle(cycles[0] ?? [])}.`,
        cycles.map((cycle) => ({ code: 'dependency_cycle', message: sayCycle(cycle), path: `tasks.${taskKey}.parent` })),
      )
  }
  return decideOn(found.value, 'task.edited', patch)
}

/** New plan in inclusive periods. The baseline stays: slip is measured against it. */
export const moveTask = (
  state: ProgramState,
  taskKey: string,
  actor: Approver,
  input: { readonly start: number; readonly finish: number },
  _now: string,
): Result<TaskDecision> => {
  const may = demand(actor, 'plan.edit', `tasks.${taskKey}`)
  if (!may.ok) return may
  const found = unlockedTask(state, taskKey)
  if (!found.ok) return found
  const span = { start: input.start, finish: input.finish }
  const checked = checkTask(state, { ...found.value, ...span })
  return checked.ok ? decideOn(found.value, 'task.moved', span) : checked
}

/** Period of `now`; work before the program starts counts in its first. */
const periodAt = (state: ProgramState, now: string): number => Math.max(state.head.first, createCalendar(state.head).indexAt(now))

const progressOf = (task: TaskState, status: TaskStatus, period: number): Pick<TaskState, 'actualStart' | 'actualFinish'> => {
  switch (status) {
    case 'todo':
      return { actualStart: null, actualFinish: null }
    case 'in_progress':
      return { actualStart: task.actualStart ?? period, actualFinish: null }
    case 'done':
      return task.status === 'done'
        ? { actualStart: task.actualStart, actualFinish: task.actualFinish }
        : { actualStart: Math.min(task.actualStart ?? period, period), actualFinish: period }
    case 'blocked':
    case 'moved':
    case 'dropped':
      return { actualStart: task.actualStart, actualFinish: null }
  }
}

const openLeaves = (state: ProgramState, key: string, seen: Set<string> = new Set()): readonly TaskState[] => {
  if (seen.has(key)) return []
  seen.add(key)
  return state.tasks
    .filter((task) => task.parent === key)
    .flatMap((child) => [...(isSettled(child) || child.status === 'dropped' ? [] : [child]), ...openLeaves(state, child.key, seen)])
}

/**
 * Begun and finished periods follow from `now`. `moved` names where to (`task_moved_nowhere`); a summary is done when its parts
 * are (`task_has_children` lists the open ones).
 */
export const setTaskStatus = (
  state: ProgramState,
  taskKey: string,
  actor: Approver,
  input: { readonly status: TaskStatus; readonly movedTo: string | null },
  now: string,
): Result<TaskDecision> => {
  const may = demand(actor, 'task.progress', `tasks.${taskKey}`)
  if (!may.ok) return may
  const found = unlockedTask(state, taskKey)
  if (!found.ok) return found
  const task = found.value
  const movedTo = input.movedTo?.trim() ?? ''
  if (input.status === 'moved' && movedTo === '')
    return refuseOne('task_moved_nowhere', `Name where ${taskKey} went.`, `tasks.${taskKey}.movedTo`)
  if (input.status === 'done') {
    const open = openLeaves(state, taskKey)
    if (open.length > 0)
      return refuse(
        'task_has_children',
        `${taskKey} has ${open.length} open parts.`,
        open.map((part) => ({
          code: 'task_has_children',
          message: `${part.key} ${part.title} is ${sayTaskStatus(part.status)}.`,
          path: `tasks.${part.key}`,
        })),
      )
  }
  return decideOn(task, 'task.status_set', {
    status: input.status,
    movedTo: input.status === 'moved' ? movedTo : null,
    ...progressOf(task, input.status, periodAt(state, now)),
  })
}

export const setChecklist = (
  state: ProgramState,
  taskKey: string,
  actor: Approver,
  input: { readonly checklist: readonly ChecklistItem[] },
  _now: string,
): Result<TaskDecision> => {
  const may = demand(actor, 'task.progress', `tasks.${taskKey}`)
  if (!may.ok) return may
  const found = unlockedTask(state, taskKey)
  if (!found.ok) return found
  if (input.checklist.some((item) => item.text.trim() === ''))
    return refuseOne('plan_invalid', 'A checklist item says what to do.', `tasks.${taskKey}.checklist`)
  return decideOn(found.value, 'task.checklist_set', { checklist: input.checklist })
}

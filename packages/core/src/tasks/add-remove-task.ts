/** Tasks that come and go. */
import { demand, refuseOne } from '../access/demand.ts'
import type { Approver } from '../access/roles.ts'
import type { AuditNote } from '../board/audit-note.ts'
import type { ProgramState, TaskState } from '../board/program-state.ts'
import type { PlanDependency, Task } from '../plan/plan.ts'
import { ok, type Result, refuse } from '../result.ts'
import { cyclesOf, sayCycle } from './network-cycles.ts'
import { referenceIssues, spanIssues } from './task-checks.ts'
import { assertPlaceOpen, lockingGate, unlockedTask } from './task-lock.ts'

export interface AddedTask {
  readonly task: TaskState
  /** Its predecessors, written on the task itself. */
  readonly dependencies: readonly (PlanDependency & { readonly listed: false; readonly revision: number })[]
  readonly audit: AuditNote
}
export interface RemovedTask {
  readonly taskKey: string
  readonly judgedRevision: number
  /** Dependencies that go with it. */
  readonly dependencies: readonly Pick<PlanDependency, 'from' | 'to' | 'kind'>[]
  /** Keys of its blockers, which go with it. */
  readonly blockers: readonly string[]
  readonly audit: AuditNote
}

/** Tasks, gates and milestones share one name space. */
export const isKeyTaken = (state: Pick<ProgramState, 'tasks' | 'gates' | 'milestones'>, key: string): boolean =>
  state.tasks.some((task) => task.key === key) ||
  state.gates.some((gate) => gate.key === key) ||
  state.milestones.some((milestone) => milestone.key === key)

/** Adds a task with its predecessors. Its plan is its baseline. */
export const addTask = (state: ProgramState, actor: Approver, input: Task, _now: string): Result<AddedTask> => {
  const path = `tasks.${input.key}`
  const may = demand(actor, 'plan.edit', path)
  if (!may.ok) return may
  if (isKeyTaken(state, input.key)) return refuseOne('key_taken', `${input.key} is taken.`, path)
  if (input.status === 'moved' && (input.movedTo ?? '').trim() === '')
    return refuseOne('task_moved_nowhere', `Name where ${input.key} went.`, `${path}.movedTo`)
  const unknownRefs = input.after
    .filter((after) => !isKeyTaken(state, after.ref))
    .map((after) => ({ code: 'dependency_unknown_end', message: `There is no ${after.ref}.`, path: `${path}.after` }))
  const issues = [...spanIssues(state, input), ...referenceIssues(state, input), ...unknownRefs]
  const first = issues[0]
  if (first !== undefined)
    return refuse(
      first.code === 'task_bad_span' || first.code === 'key_unknown' || first.code === 'dependency_unknown_end'
        ? first.code
        : 'plan_invalid',
      first.message,
      issues,
    )
  const place = assertPlaceOpen(state, input)
  if (!place.ok) return place
  const parent = state.tasks.find((task) => task.key === input.parent)
  const locking = parent === undefined ? null : lockingGate(state, parent)
  if (locking !== null) return refuseOne('task_locked', `${input.parent} belongs to ${locking}, which is signed and locked.`, path)

  const task: TaskState = {
    ...input,
    revision: 1,
    baselineStart: input.start,
    baselineFinish: input.finish,
    actualStart: null,
    actualFinish: null,
  }
  const dependencies = input.after.map((after) => ({
    from: after.ref,
    to: input.key,
    kind: after.kind,
    lag: after.lag,
    note: '',
    listed: false as const,
    revision: 1,
  }))
  const cycles = cyclesOf({ ...state, tasks: [...state.tasks, task], dependencies: [...state.dependencies, ...dependencies] })
  if (cycles.length > 0)
    return refuse(
      'dependency_cycle',
      `${input.key} closes a cycle: ${sayCycle(cycles[0] ?? [])}.`,
      cycles.map((cycle) => ({ code: 'dependency_cycle', message: sayCycle(cycle), path })),
    )
  return ok({
    task,
    dependencies,
    audit: { action: 'task.added', subjectKind: 'task', subjectKey: input.key, before: null, after: { ...input } },
  })
}

/**
 * Removes a task. Refused with parts under it (`task_has_children`), as the program's target (`plan_invalid`), and with
 * dependencies at either end (`dependency_exists`, each listed) unless they go with it.
 */
export const removeTask = (
  state: ProgramState,
  taskKey: string,
  actor: Approver,
  input: { readonly withDependencies: boolean },
  _now: string,
): Result<RemovedTask> => {
  const path = `tasks.${taskKey}`
  const may = demand(actor, 'plan.edit', path)
  if (!may.ok) return may
  const found = unlockedTask(state, taskKey)
  if (!found.ok) return found
  const children = state.tasks.filter((task) => task.parent === taskKey)
  if (children.length > 0)
    return refuse(
      'task_has_children',
      `${taskKey} has ${children.length} parts.`,
      children.map((child) => ({
        code: 'task_has_children',
        message: `${child.key} ${child.title} is part of it.`,
        path: `tasks.${child.key}`,
      })),
    )
  if (state.contingency?.target === taskKey)
    return refuseOne('plan_invalid', `${taskKey} is the target of the program: choose another first.`, path)
  const dependencies = state.dependencies.filter((link) => link.from === taskKey || link.to === taskKey)
  if (dependencies.length > 0 && !input.withDependencies)
    return refuse(
      'dependency_exists',
      `${dependencies.length} dependencies would go with ${taskKey}.`,
      dependencies.map((link) => ({ code: 'dependency_exists', message: `${link.from} → ${link.to}, ${link.kind}`, path })),
    )
  const lockedSuccessor = dependencies.find((link) => state.gates.some((gate) => gate.key === link.to && gate.state === 'SignedOff'))
  if (lockedSuccessor !== undefined)
    return refuseOne('gate_locked', `${lockedSuccessor.to} was signed with ${taskKey} before it, and is locked.`, path)
  return ok({
    taskKey,
    judgedRevision: found.value.revision,
    dependencies: dependencies.map(({ from, to, kind }) => ({ from, to, kind })),
    blockers: state.blockers.filter((blocker) => blocker.taskKey === taskKey).map((blocker) => blocker.key),
    audit: { action: 'task.removed', subjectKind: 'task', subjectKey: taskKey, before: { ...found.value }, after: null },
  })
}

/** Rows of a plan’s entries, with column names as keys, in the order in which the plan lists them. */
import type { Gate, Lane, Milestone, Phase, PlanDependency, PlanOwner, Requirement, TaskState } from '@gatehouse/core'

export type Row = Readonly<Record<string, unknown>>

export const ownerRow = (program_id: string, { handle, name, signsAs }: PlanOwner, ord: number): Row => ({
  program_id,
  handle,
  ord,
  name,
  signs_as: signsAs,
  revision: 1,
})

export const laneRow = (program_id: string, { key, name, mission, deliverables, owners }: Lane, ord: number): Row => ({
  program_id,
  key,
  ord,
  name,
  mission,
  deliverables,
  owners,
  revision: 1,
})

export const phaseRow = (program_id: string, { key, name, from, to, focus, exitCriteria }: Phase, ord: number): Row => ({
  program_id,
  key,
  ord,
  name,
  from,
  to,
  focus,
  exit_criteria: exitCriteria,
  revision: 1,
})

export const milestoneRow = (program_id: string, { key, name, from, to, criteria }: Milestone, ord: number): Row => ({
  program_id,
  key,
  ord,
  name,
  from,
  to,
  criteria,
  revision: 1,
})

type TaskFields = Omit<TaskState, 'after' | 'revision'>

/** Everything of a task that may change; the baseline is set once, by `taskRow`. */
export const taskFields = (program_id: string, task: Omit<TaskFields, 'baselineStart' | 'baselineFinish'>): Row => ({
  program_id,
  key: task.key,
  lane_key: task.lane,
  title: task.title,
  start: task.start,
  finish: task.finish,
  priority: task.priority,
  status: task.status,
  parent_key: task.parent,
  gate_key: task.gate,
  owners: task.owners,
  checklist: task.checklist.map(({ text, done }) => ({ text, done })),
  moved_to: task.movedTo,
  note: task.note,
  actual_start: task.actualStart,
  actual_finish: task.actualFinish,
})

export const taskRow = (program_id: string, task: TaskFields, ord: number): Row => ({
  ...taskFields(program_id, task),
  ord,
  baseline_start: task.baselineStart,
  baseline_finish: task.baselineFinish,
  revision: 1,
})

/** Not started; its place in the plan is its baseline. */
export const gateRow = (
  program_id: string,
  { key, title, at, owners, reviewers, quorum, signRoles }: Omit<Gate, 'requirements' | 'after'>,
  ord: number,
): Row => ({
  program_id,
  key,
  ord,
  title,
  at,
  baseline_at: at,
  owners,
  reviewers,
  quorum,
  sign_roles: signRoles,
  state: 'NotStarted',
  round: 0,
  revision: 1,
})

export const requirementRows = (program_id: string, gate: Pick<Gate, 'key' | 'requirements'>): readonly Row[] =>
  gate.requirements.map(({ key, text, accepts, min, oneOf, freshness, maxAgeHours, warnHours, workflow, rule }: Requirement, ord) => ({
    program_id,
    gate_key: gate.key,
    key,
    ord,
    text,
    accepts,
    min,
    one_of: oneOf,
    freshness,
    max_age_hours: maxAgeHours,
    warn_hours: warnHours,
    workflow,
    rule,
  }))

export const dependencyRow = (
  program_id: string,
  { from, to, kind, lag, note, listed }: PlanDependency & { readonly listed: boolean },
  ord: number,
): Row => ({ program_id, from, to, kind, lag, note, listed, ord, revision: 1 })

export const nodeRow =
  (program_id: string, kind: 'task' | 'gate' | 'milestone') =>
  ({ key }: { readonly key: string }): Row => ({ program_id, key, kind })

import type { Actor, After, Plan, ProgramHead, Task } from '@gatehouse/core'
import { PLAN_SECTIONS } from '@gatehouse/core'
import { newId } from '../new-id.ts'
import type { Tx } from '../open/database.ts'
import { insertRows } from './insert-rows.ts'

export interface InsertPlanOptions {
  /** The new program's id; made where absent. */
  readonly id?: string
  readonly sample: boolean
  readonly now: Date
  /** Who imports, for the release SHA's history. */
  readonly by?: Actor
}

const headRow = (id: string, plan: Plan, { sample, now }: InsertPlanOptions): Record<string, unknown> => {
  const { slug, name, goal, cadence, prefix, first, last, startsOn, timeZone, workingDays, holidays }: ProgramHead = plan.program
  return {
    id,
    slug,
    name,
    goal,
    cadence,
    prefix,
    first,
    last,
    starts_on: startsOn,
    time_zone: timeZone,
    working_days: workingDays,
    holidays,
    contingency: plan.contingency,
    revision: 1,
    head_revision: 1,
    is_sample: sample,
    created_at: now,
  }
}

/** A plan file knows no actual periods: what it calls begun or done is taken to have gone as planned. */
const actualsOf = ({ status, start, finish }: Task): { actual_start: number | null; actual_finish: number | null } => ({
  actual_start: status === 'done' || status === 'in_progress' ? start : null,
  actual_finish: status === 'done' ? finish : null,
})

const taskRow = (program_id: string, task: Task, ord: number): Record<string, unknown> => ({
  program_id,
  key: task.key,
  ord,
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
  baseline_start: task.start,
  baseline_finish: task.finish,
  ...actualsOf(task),
  revision: 1,
})

const dependencyRows = (program_id: string, plan: Plan): Record<string, unknown>[] => {
  const written = (to: string, after: readonly After[]): Record<string, unknown>[] =>
    after.map(({ ref, kind, lag }) => ({ from: ref, to, kind, lag, note: '', listed: false }))
  const rows = [
    ...plan.tasks.flatMap((task) => written(task.key, task.after)),
    ...plan.gates.flatMap((gate) => written(gate.key, gate.after)),
    ...plan.dependencies.map(({ from, to, kind, lag, note }) => ({ from, to, kind, lag, note, listed: true })),
  ]
  return rows.map((row, ord) => ({ program_id, ...row, ord, revision: 1 }))
}

const insertTarget = async (tx: Tx, program_id: string, plan: Plan, { now, by }: InsertPlanOptions): Promise<void> => {
  const target = plan.releaseTarget
  if (target === null) return
  await insertRows(tx, 'release_target', [{ program_id, repository: target.repository, sha: target.sha, revision: 1 }])
  const workflows = target.workflows.map(({ path, required, events }, ord) => ({ program_id, path, ord, required, events }))
  await insertRows(tx, 'workflow', workflows)
  if (target.sha === null) return
  const setBy = by ?? { userId: 'import', name: 'Plan import' }
  await insertRows(tx, 'release_sha_change', [
    { program_id, id: newId(now), sha: target.sha, set_at: now, set_by_id: setBy.userId, set_by_name: setBy.name },
  ])
}

/**
 * Stores a valid plan as a new program and answers its id. The plan's spans become the baseline. The plan must have been validated:
 * what the schema forbids (a key twice, an unknown end, the same dependency twice, a slug that is taken) is a `ConstraintViolation`.
 */
export const insertPlan = async (tx: Tx, plan: Plan, options: InsertPlanOptions): Promise<string> => {
  const program_id = options.id ?? newId(options.now)
  await insertRows(tx, 'program', [headRow(program_id, plan, options)])
  const revised = { program_id, revision: 1 }
  await insertRows(
    tx,
    'owner',
    plan.owners.map(({ handle, name }, ord) => ({ ...revised, handle, name, ord })),
  )
  await insertRows(
    tx,
    'lane',
    plan.lanes.map(({ key, name, mission, deliverables, owners }, ord) => ({ ...revised, key, ord, name, mission, deliverables, owners })),
  )
  await insertRows(
    tx,
    'phase',
    plan.phases.map(({ key, name, from, to, focus, exitCriteria }, ord) => ({
      ...revised,
      key,
      ord,
      name,
      from,
      to,
      focus,
      exit_criteria: exitCriteria,
    })),
  )
  const node =
    (kind: string) =>
    ({ key }: { readonly key: string }) => ({ program_id, key, kind })
  await insertRows(tx, 'plan_node', [
    ...plan.tasks.map(node('task')),
    ...plan.gates.map(node('gate')),
    ...plan.milestones.map(node('milestone')),
  ])
  await insertRows(
    tx,
    'milestone',
    plan.milestones.map(({ key, name, from, to, criteria }, ord) => ({ ...revised, key, ord, name, from, to, criteria })),
  )
  await insertRows(
    tx,
    'task',
    plan.tasks.map((task, ord) => taskRow(program_id, task, ord)),
  )
  await insertRows(
    tx,
    'gate',
    plan.gates.map(({ key, title, at, owners, reviewers, quorum }, ord) => ({
      ...revised,
      key,
      ord,
      title,
      at,
      baseline_at: at,
      owners,
      reviewers,
      quorum,
      state: 'NotStarted',
      round: 0,
    })),
  )
  const requirements = plan.gates.flatMap((gate) =>
    gate.requirements.map(({ key, text, accepts, min, freshness, maxAgeHours, workflow, rule }, ord) => ({
      program_id,
      gate_key: gate.key,
      key,
      ord,
      text,
      accepts,
      min,
      freshness,
      max_age_hours: maxAgeHours,
      workflow,
      rule,
    })),
  )
  await insertRows(tx, 'requirement', requirements)
  await insertRows(tx, 'dependency', dependencyRows(program_id, plan))
  await insertRows(
    tx,
    'critical_path',
    plan.criticalPaths.map(({ key, name, steps }, ord) => ({ program_id, key, ord, name, steps })),
  )
  await insertRows(
    tx,
    'plan_section_entry',
    PLAN_SECTIONS.flatMap((section) => plan.sections[section].map((data, ord) => ({ program_id, section, ord, data }))),
  )
  await insertTarget(tx, program_id, plan, options)
  return program_id
}

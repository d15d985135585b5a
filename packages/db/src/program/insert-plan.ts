import type { Actor, After, Plan, PlanDependency, ProgramHead, Task, TaskState } from '@gatehouse/core'
import { PLAN_SECTIONS } from '@gatehouse/core'
import { newId } from '../new-id.ts'
import type { Tx } from '../open/database.ts'
import { insertRows } from './insert-rows.ts'
import {
  dependencyRow,
  gateRow,
  laneRow,
  milestoneRow,
  nodeRow,
  ownerRow,
  phaseRow,
  requirementRows,
  type Row,
  taskRow,
} from './plan-rows.ts'

type StoredLink = PlanDependency & { readonly listed: boolean }

export interface InsertPlanOptions {
  /** The new program's id; made where absent. */
  readonly id?: string
  readonly sample: boolean
  readonly now: Date
  /** Who imports, for the release SHA's history. */
  readonly by?: Actor
}

const headRow = (id: string, plan: Plan, { sample, now }: InsertPlanOptions): Record<string, unknown> => {
  const { slug, name, goal, cadence, prefix, first, last, startsOn, timeZone, workingDays, holidays, stepUp }: ProgramHead = plan.program
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
    step_up: stepUp,
    contingency: plan.contingency,
    revision: 1,
    head_revision: 1,
    is_sample: sample,
    created_at: now,
  }
}

/** A plan file knows no actual periods: what it calls begun or done is taken to have gone as planned. */
const newTask = (task: Task): Omit<TaskState, 'revision'> => {
  const { status, start, finish } = task
  return {
    ...task,
    baselineStart: start,
    baselineFinish: finish,
    actualStart: status === 'done' || status === 'in_progress' ? start : null,
    actualFinish: status === 'done' ? finish : null,
  }
}

const linksOf = (plan: Plan): readonly StoredLink[] => {
  const written = (to: string, after: readonly After[]): readonly StoredLink[] =>
    after.map(({ ref, kind, lag }) => ({ from: ref, to, kind, lag, note: '', listed: false }))
  return [
    ...plan.tasks.flatMap((task) => written(task.key, task.after)),
    ...plan.gates.flatMap((gate) => written(gate.key, gate.after)),
    ...plan.dependencies.map((link) => ({ ...link, listed: true })),
  ]
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
  const rowsOf = <T>(list: readonly T[], row: (program_id: string, entry: T, ord: number) => Row): readonly Row[] =>
    list.map((entry, ord) => row(program_id, entry, ord))
  await insertRows(tx, 'owner', rowsOf(plan.owners, ownerRow))
  await insertRows(tx, 'lane', rowsOf(plan.lanes, laneRow))
  await insertRows(tx, 'phase', rowsOf(plan.phases, phaseRow))
  await insertRows(tx, 'plan_node', [
    ...plan.tasks.map(nodeRow(program_id, 'task')),
    ...plan.gates.map(nodeRow(program_id, 'gate')),
    ...plan.milestones.map(nodeRow(program_id, 'milestone')),
  ])
  await insertRows(tx, 'milestone', rowsOf(plan.milestones, milestoneRow))
  await insertRows(tx, 'task', rowsOf(plan.tasks.map(newTask), taskRow))
  await insertRows(tx, 'gate', rowsOf(plan.gates, gateRow))
  await insertRows(
    tx,
    'requirement',
    plan.gates.flatMap((gate) => requirementRows(program_id, gate)),
  )
  await insertRows(tx, 'dependency', rowsOf(linksOf(plan), dependencyRow))
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

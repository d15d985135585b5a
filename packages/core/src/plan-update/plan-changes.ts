/** From the diff to what is saved. All in the document’s keys; renames come first. */
import type { GateProgress, ProgramState, TaskState } from '../board/program-state.ts'
import { createCalendar } from '../calendar/calendar.ts'
import { lapseApprovals } from '../gates/gate-decision.ts'
import { lapsedByOwner } from '../gates/signers-changed.ts'
import type { Gate, Plan, PlanDependency, PlanSection, Task } from '../plan/plan.ts'
import { type DescribedDiff, isSection } from './describe-diff.ts'
import type { LinkChanges, ListChanges, PlanUpdateChanges, Rename, TargetChange } from './plan-update.ts'

/** A document knows no actual periods: what it calls begun or done in a new task is taken to have gone as planned. */
const newTask = (task: Task): TaskState => ({
  ...task,
  revision: 1,
  baselineStart: task.start,
  baselineFinish: task.finish,
  actualStart: task.status === 'done' || task.status === 'in_progress' ? task.start : null,
  actualFinish: task.status === 'done' ? task.finish : null,
})
const newGate = (gate: Gate): GateProgress => ({
  ...gate,
  revision: 1,
  state: 'NotStarted',
  baselineAt: gate.at,
  round: 0,
  submittedBy: null,
  submittedAt: null,
  signedAt: null,
  signedSha: null,
  gaps: [],
  signOffs: [],
  waivers: [],
})

/** When the document’s word on the status counts, the work was begun or finished by now. */
const actualsOf = (was: TaskState, says: Task, period: number): Pick<TaskState, 'actualStart' | 'actualFinish'> => {
  const { actualStart, actualFinish } = was
  if (says.status === was.status) return { actualStart, actualFinish }
  if (says.status === 'in_progress') return { actualStart: actualStart ?? period, actualFinish: null }
  if (says.status === 'done') return { actualStart: Math.min(actualStart ?? period, period), actualFinish: period }
  return { actualStart, actualFinish: null }
}

/** Tasks as they would be, in the plan’s order. */
export const tasksAfter = (was: ProgramState, plan: Plan, now: string): readonly TaskState[] => {
  const known = new Map(was.tasks.map((task) => [task.key, task]))
  const period = Math.max(plan.program.first, createCalendar(plan.program).indexAt(now))
  return plan.tasks.map((task) => {
    const before = known.get(task.key)
    return before === undefined ? newTask(task) : { ...before, ...task, ...actualsOf(before, task, period) }
  })
}
/** Gates as they would be, before approvals lapse. */
export const gatesAfter = (was: ProgramState, plan: Plan): readonly GateProgress[] => {
  const known = new Map(was.gates.map((gate) => [gate.key, gate]))
  return plan.gates.map((gate) => {
    const before = known.get(gate.key)
    return before === undefined ? newGate(gate) : { ...before, ...gate }
  })
}

const keysOf = (diff: DescribedDiff, kind: string) => {
  const of = (entries: readonly { readonly kind: string; readonly key: string }[]): ReadonlySet<string> =>
    new Set(entries.filter((entry) => entry.kind === kind).map(({ key }) => key))
  return { added: of(diff.added), changed: of(diff.changed), gone: of(diff.gone) }
}

const listChanges = <T>(diff: DescribedDiff, kind: string, after: readonly T[], keyOf: (item: T) => string): ListChanges<T> => {
  const keys = keysOf(diff, kind)
  return {
    added: after.filter((item) => keys.added.has(keyOf(item))),
    changed: after.filter((item) => keys.changed.has(keyOf(item))),
    gone: [...keys.gone],
  }
}

/** Keys of gates that other people could sign, because a handle may stand for other roles. */
const otherSigners = (was: ProgramState, plan: Plan): readonly string[] => {
  const next = new Map(plan.owners.map((owner) => [owner.handle, owner]))
  return was.owners.flatMap((owner) => {
    const signsAs = next.get(owner.handle)?.signsAs ?? owner.signsAs
    return lapsedByOwner(was, owner, { ...owner, signsAs }).map(({ gateKey }) => gateKey)
  })
}

/** Keys of gates whose own terms, requirements or signers change. */
export const changedGates = (was: ProgramState, plan: Plan, diff: DescribedDiff): ReadonlySet<string> => {
  const keys = new Set([...keysOf(diff, 'gate').changed, ...otherSigners(was, plan)])
  for (const { kind, key } of [...diff.added, ...diff.changed, ...diff.gone])
    if (kind === 'requirement') keys.add(key.slice(0, key.indexOf('/')))
  return keys
}

const linkId = ({ from, to, kind }: Pick<PlanDependency, 'from' | 'to' | 'kind'>): string => `${from}\n${to}\n${kind}`

const linkChanges = (was: ProgramState, plan: Plan, written: Plan): LinkChanges => {
  const listed = new Set(written.dependencies.map(linkId))
  const [held, next] = [
    new Map(was.dependencies.map((link) => [linkId(link), link])),
    new Map(plan.dependencies.map((link) => [linkId(link), link])),
  ]
  return {
    added: plan.dependencies.filter((link) => !held.has(linkId(link))).map((link) => ({ ...link, listed: listed.has(linkId(link)) })),
    changed: plan.dependencies.flatMap((link) => {
      const before = held.get(linkId(link))
      if (before === undefined || (before.lag === link.lag && before.note === link.note)) return []
      return [{ ...link, revision: before.revision }]
    }),
    gone: was.dependencies.filter((link) => !next.has(linkId(link))).map(({ from, to, kind }) => ({ from, to, kind })),
  }
}

const targetChange = (was: ProgramState, plan: Plan, diff: DescribedDiff): TargetChange | null => {
  const { releaseTarget: target } = plan
  const isTouched = [...diff.added, ...diff.changed].some(({ kind }) => kind === 'releaseTarget')
  if (target === null || !isTouched) return null
  return {
    target,
    newSha: target.sha !== null && target.sha !== was.releaseTarget?.sha ? target.sha : null,
    otherRepository: was.releaseTarget !== null && was.releaseTarget.repository !== target.repository,
  }
}

/** `plan`: as it will be, with one list of dependencies; `written`: the document, which says where each is written. */
export const changesOf = (
  was: ProgramState,
  plan: Plan,
  written: Plan,
  diff: DescribedDiff,
  parts: { readonly tasks: readonly TaskState[]; readonly gates: readonly GateProgress[]; readonly renames: readonly Rename[] },
): PlanUpdateChanges => {
  const all = [...diff.added, ...diff.changed, ...diff.gone]
  const touches = (kind: string): boolean => all.some((entry) => entry.kind === kind)
  const isRenamed = parts.renames.length > 0
  const target = targetChange(was, plan, diff)
  const edited = changedGates(was, plan, diff)
  const added = new Set(diff.added.filter(({ kind }) => kind === 'gate').map(({ key }) => key))
  const gates = parts.gates.map((gate) => ({ ...gate, ...(edited.has(gate.key) || target !== null ? lapseApprovals(gate) : {}) }))
  const round = new Map(was.gates.map((gate) => [gate.key, gate.round]))
  return {
    renames: parts.renames,
    head: touches('program') ? plan.program : null,
    // These name tasks and gates in their own words, which the store does not rename by itself.
    contingency: isRenamed || touches('contingency') ? { value: plan.contingency } : null,
    criticalPaths: isRenamed || touches('criticalPath') ? plan.criticalPaths : null,
    owners: listChanges(diff, 'owner', plan.owners, ({ handle }) => handle),
    lanes: listChanges(diff, 'lane', plan.lanes, ({ key }) => key),
    phases: listChanges(diff, 'phase', plan.phases, ({ key }) => key),
    milestones: listChanges(diff, 'milestone', plan.milestones, ({ key }) => key),
    tasks: listChanges(diff, 'task', parts.tasks, ({ key }) => key),
    gates: {
      added: gates.filter(({ key }) => added.has(key)),
      changed: gates.filter((gate) => !added.has(gate.key) && (edited.has(gate.key) || round.get(gate.key) !== gate.round)),
      gone: diff.gone.filter(({ kind }) => kind === 'gate').map(({ key }) => key),
    },
    dependencies: linkChanges(was, plan, written),
    target,
    sections: Object.fromEntries(
      [...new Set(all.map(({ kind }) => kind))].filter(isSection).map((section: PlanSection) => [section, plan.sections[section]]),
    ),
    plan,
  }
}

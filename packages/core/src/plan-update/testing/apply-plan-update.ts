/** A program in memory: made from a plan, changed by an update, read back as a plan. What the store does, without one. */
import type { ProgramState } from '../../board/program-state.ts'
import type { Plan, PlanDependency } from '../../plan/plan.ts'
import { linksOfPlan } from '../../plan/plan-links.ts'
import { aGate, aProgram, aTask } from '../../testing/index.ts'
import type { ListChanges, PlanUpdateChanges } from '../plan-update.ts'
import { renameInState } from '../rename-keys.ts'

export const stateOfPlan = (plan: Plan, over: Partial<ProgramState> = {}): ProgramState =>
  aProgram({
    head: plan.program,
    contingency: plan.contingency,
    criticalPaths: plan.criticalPaths,
    owners: plan.owners.map((owner) => ({ ...owner, userId: null, userName: null })),
    lanes: plan.lanes,
    phases: plan.phases,
    milestones: plan.milestones,
    tasks: plan.tasks.map((task) => aTask({ ...task, after: [] })),
    gates: plan.gates.map((gate) => aGate({ ...gate, baselineAt: gate.at, after: [] })),
    dependencies: linksOfPlan(plan).map(({ from, to, kind, lag }) => ({ from, to, kind, lag, note: '', listed: true, revision: 1 })),
    releaseTarget: plan.releaseTarget && {
      ...plan.releaseTarget,
      workflows: plan.releaseTarget.workflows.map((workflow) => ({ ...workflow, workflowId: null })),
      repositoryId: null,
      revision: 1,
      history: [],
    },
    ...over,
  })

/** The plan that a program is, its dependencies in one list. */
export const planOfProgram = (state: ProgramState, sections: Plan['sections']): Plan => ({
  program: state.head,
  releaseTarget: state.releaseTarget && {
    repository: state.releaseTarget.repository,
    sha: state.releaseTarget.sha,
    workflows: state.releaseTarget.workflows.map(({ path, required, events }) => ({ path, required, events })),
  },
  contingency: state.contingency,
  criticalPaths: state.criticalPaths,
  owners: state.owners.map(({ handle, name, signsAs }) => ({ handle, name, signsAs })),
  lanes: state.lanes,
  phases: state.phases,
  milestones: state.milestones,
  tasks: state.tasks.map(({ revision: _r, baselineStart: _s, baselineFinish: _f, actualStart: _a, actualFinish: _b, ...task }) => task),
  gates: state.gates.map(({ key, title, at, owners, reviewers, quorum, signRoles, requirements }) => ({
    key,
    title,
    at,
    owners,
    reviewers,
    quorum,
    signRoles,
    requirements,
    after: [],
  })),
  dependencies: state.dependencies.map(({ from, to, kind, lag, note }) => ({ from, to, kind, lag, note })),
  sections,
})

const applyList = <T>(list: readonly T[], changes: ListChanges<T>, keyOf: (item: T) => string): readonly T[] => {
  const changed = new Map(changes.changed.map((item) => [keyOf(item), item]))
  return [...list.filter((item) => !changes.gone.includes(keyOf(item))).map((item) => changed.get(keyOf(item)) ?? item), ...changes.added]
}
const keyed = ({ key }: { readonly key: string }): string => key
const linkId = ({ from, to, kind }: Pick<PlanDependency, 'from' | 'to' | 'kind'>): string => `${from} ${to} ${kind}`

/** The program after the update is saved. */
export const applyPlanUpdate = (before: ProgramState, changes: PlanUpdateChanges): ProgramState => {
  const was = renameInState(before, changes.renames)
  const goneLinks = new Set(changes.dependencies.gone.map(linkId))
  const changedLinks = new Map(changes.dependencies.changed.map((link) => [linkId(link), link]))
  const handleOf = ({ handle }: { readonly handle: string }): string => handle
  const owners = applyList<Plan['owners'][number]>(was.owners, changes.owners, handleOf)
  return {
    ...was,
    head: changes.head ?? was.head,
    contingency: changes.contingency === null ? was.contingency : changes.contingency.value,
    criticalPaths: changes.criticalPaths ?? was.criticalPaths,
    owners: owners.map((owner) => ({ userId: null, userName: null, ...owner })),
    lanes: applyList(was.lanes, changes.lanes, keyed),
    phases: applyList(was.phases, changes.phases, keyed),
    milestones: applyList(was.milestones, changes.milestones, keyed),
    tasks: applyList(was.tasks, changes.tasks, keyed),
    gates: applyList(was.gates, changes.gates, keyed),
    dependencies: [
      ...was.dependencies.filter((link) => !goneLinks.has(linkId(link))).map((link) => ({ ...link, ...changedLinks.get(linkId(link)) })),
      ...changes.dependencies.added.map((link) => ({ ...link, revision: 1 })),
    ],
    releaseTarget:
      changes.target === null
        ? was.releaseTarget
        : {
            repositoryId: null,
            revision: 1,
            history: was.releaseTarget?.history ?? [],
            ...changes.target.target,
            workflows: changes.target.target.workflows.map((workflow) => ({ ...workflow, workflowId: null })),
          },
  }
}

import type { After, Gate, Plan, PlanDependency, ProgramState, Requirement, Task } from '@gatehouse/core'

type Stored = ProgramState['dependencies'][number]

const requirementOf = ({
  key,
  text,
  accepts,
  min,
  oneOf,
  freshness,
  maxAgeHours,
  warnHours,
  workflow,
  rule,
}: Requirement): Requirement => ({
  key,
  text,
  accepts,
  min,
  oneOf,
  freshness,
  maxAgeHours,
  warnHours,
  workflow,
  rule,
})

/**
 * The plan that a program is now, for an export: current spans and statuses, everything in its order. Pure. Dependencies go back to
 * where they were written: on their successor (`after`) or in the plan's list. What `after` cannot say, a note or a milestone as
 * successor, goes to the list.
 */
export const planOfState = (state: ProgramState, sections: Plan['sections']): Plan => {
  const successors = new Set([...state.tasks.map(({ key }) => key), ...state.gates.map(({ key }) => key)])
  const isListed = ({ listed, note, to }: Stored): boolean => listed || note !== '' || !successors.has(to)
  const afters = new Map<string, After[]>()
  const dependencies: PlanDependency[] = []
  for (const dependency of state.dependencies) {
    const { from, to, kind, lag, note } = dependency
    if (isListed(dependency)) dependencies.push({ from, to, kind, lag, note })
    else afters.set(to, [...(afters.get(to) ?? []), { ref: from, kind, lag }])
  }
  const { releaseTarget: target } = state
  return {
    program: state.head,
    releaseTarget: target && {
      repository: target.repository,
      sha: target.sha,
      workflows: target.workflows.map(({ path, required, events }) => ({ path, required, events })),
    },
    contingency: state.contingency,
    criticalPaths: state.criticalPaths,
    owners: state.owners.map(({ handle, name, signsAs }) => ({ handle, name, signsAs })),
    lanes: state.lanes,
    phases: state.phases,
    milestones: state.milestones,
    tasks: state.tasks.map(
      ({ key, lane, title, start, finish, priority, status, parent, gate, owners, checklist, movedTo, note }): Task => ({
        key,
        lane,
        title,
        start,
        finish,
        priority,
        status,
        parent,
        gate,
        owners,
        checklist,
        after: afters.get(key) ?? [],
        movedTo,
        note,
      }),
    ),
    gates: state.gates.map(
      ({ key, title, at, owners, reviewers, quorum, signRoles, requirements }): Gate => ({
        key,
        title,
        at,
        owners,
        reviewers,
        quorum,
        signRoles,
        requirements: requirements.map(requirementOf),
        after: afters.get(key) ?? [],
      }),
    ),
    dependencies,
    sections,
  }
}

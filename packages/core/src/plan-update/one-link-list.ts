import type { Plan, PlanDependency } from '../plan/plan.ts'
import { linksOfPlan } from '../plan/plan-links.ts'

/**
 * The plan with every dependency in its own list and none on tasks and gates: where a document writes a dependency is a matter of
 * style, and no difference.
 */
export const inOneLinkList = (plan: Plan): Plan => {
  const written: readonly PlanDependency[] = linksOfPlan({ ...plan, dependencies: [] }).map(({ from, to, kind, lag }) => ({
    from,
    to,
    kind,
    lag,
    note: '',
  }))
  return {
    ...plan,
    tasks: plan.tasks.map((task) => ({ ...task, after: [] })),
    gates: plan.gates.map((gate) => ({ ...gate, after: [] })),
    dependencies: [...written, ...plan.dependencies],
  }
}

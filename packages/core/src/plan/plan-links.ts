import type { DependencyKind, Plan } from './plan.ts'

/** A dependency with the place where the plan writes it: `tasks.L4-D1.after.L4-D0` or `dependencies.L4-D1->G7`. */
export interface PlanLink {
  readonly from: string
  readonly to: string
  readonly kind: DependencyKind
  readonly lag: number
  readonly path: string
}

/** Every dependency of a plan as one list: each task's and gate's `after`, then the plan's own list. */
export const linksOfPlan = (plan: Pick<Plan, 'tasks' | 'gates' | 'dependencies'>): readonly PlanLink[] => [
  ...plan.tasks.flatMap((task) => linksBefore(`tasks.${task.key}`, task)),
  ...plan.gates.flatMap((gate) => linksBefore(`gates.${gate.key}`, gate)),
  ...plan.dependencies.map(({ from, to, kind, lag }) => ({ from, to, kind, lag, path: `dependencies.${from}->${to}` })),
]

const linksBefore = (path: string, { key, after }: Pick<Plan['tasks'][number], 'key' | 'after'>): readonly PlanLink[] =>
  after.map(({ ref, kind, lag }) => ({ from: ref, to: key, kind, lag, path: `${path}.after.${ref}` }))

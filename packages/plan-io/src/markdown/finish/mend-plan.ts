import { checkPlan, type Plan, type PlanIssue } from '@gatehouse/core'
import type { Reading } from '../recognise/recogniser.ts'

/** Rounds of mending; each takes out what the one before has found. */
const MAX_ROUNDS = 12

/** Takes out of the plan whatever `checkPlan` finds wrong, and says so. null: it stays wrong. */
export function mendPlan(plan: Plan, { account }: Reading): Plan | null {
  let current = plan
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const issues = checkPlan(current)
    if (issues.length === 0) return current
    for (const issue of issues.slice(0, 100)) account.warn(`mended_${issue.code}`, 1, `${issue.message} It was left out.`)
    current = withoutFaults(current, issues)
  }
  return checkPlan(current).length === 0 ? current : null
}

function withoutFaults(plan: Plan, issues: readonly PlanIssue[]): Plan {
  const paths = new Set(issues.map(({ path }) => path))
  const isCode = (code: string): boolean => issues.some((issue) => issue.code === code)
  const has = (path: string): boolean => paths.has(path)
  const handles = new Set(plan.owners.map(({ handle }) => handle))
  const known = (list: readonly string[]): readonly string[] => list.filter((handle) => handles.has(handle))
  const nodes = new Set([
    ...plan.tasks.map(({ key }) => key),
    ...plan.gates.map(({ key }) => key),
    ...plan.milestones.map(({ key }) => key),
  ])
  const cleanAfter = <T extends { readonly key: string; readonly after: Plan['tasks'][number]['after'] }>(each: T, list: string): T => ({
    ...each,
    after: each.after.filter(({ ref }) => nodes.has(ref) && ref !== each.key && !has(`${list}.${each.key}.after.${ref}`)),
  })
  const tooMany = isCode('too_many')
  return {
    ...plan,
    owners: firstByKey(plan.owners, ({ handle }) => handle),
    lanes: firstByKey(plan.lanes, ({ key }) => key).map((lane) => ({ ...lane, owners: known(lane.owners) })),
    phases: firstByKey(plan.phases, ({ key }) => key),
    milestones: firstByKey(plan.milestones, ({ key }) => key),
    criticalPaths: plan.criticalPaths
      .map((path) => ({ ...path, steps: path.steps.filter((step) => nodes.has(step)) }))
      .filter(({ steps }) => steps.length > 0),
    tasks: firstByKey(plan.tasks, ({ key }) => key).map((task) => {
      const cleaned = cleanAfter(task, 'tasks')
      return {
        ...cleaned,
        owners: known(task.owners),
        parent: has(`tasks.${task.key}.parent`) ? null : task.parent,
        after: tooMany ? [] : cleaned.after,
      }
    }),
    gates: firstByKey(plan.gates, ({ key }) => key).map((gate) => {
      const reviewers = known(gate.reviewers)
      return {
        ...cleanAfter(gate, 'gates'),
        owners: known(gate.owners),
        reviewers,
        quorum: Math.max(1, Math.min(gate.quorum, reviewers.length || gate.quorum)),
      }
    }),
    dependencies: plan.dependencies.filter(({ from, to }) => {
      const path = `dependencies.${from}->${to}`
      return nodes.has(from) && nodes.has(to) && from !== to && !has(path)
    }),
    contingency:
      plan.contingency === null
        ? null
        : {
            ...plan.contingency,
            target: plan.contingency.target !== null && nodes.has(plan.contingency.target) ? plan.contingency.target : null,
          },
    sections: Object.fromEntries(
      Object.entries(plan.sections).map(([section, records]) => [
        section,
        firstByKey(records, ({ key }) => (typeof key === 'string' ? key : null)),
      ]),
    ) as Plan['sections'],
  }
}

function firstByKey<T>(list: readonly T[], keyOf: (each: T) => string | null): readonly T[] {
  const seen = new Set<string>()
  return list.filter((each) => {
    const key = keyOf(each)
    if (key === null) return true
    return !seen.has(key) && seen.add(key)
  })
}

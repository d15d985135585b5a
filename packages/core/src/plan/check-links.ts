import { compileNetwork } from '../schedule/compile-network.ts'
import type { NodeKind, ScheduleNode } from '../schedule/schedule.ts'
import type { Plan } from './plan.ts'
import type { PlanIssue } from './plan-issue.ts'
import { PLAN_LIMITS } from './plan-limits.ts'
import { linksOfPlan, type PlanLink } from './plan-links.ts'

/** Dependencies on themselves, twice or in a circle, lags out of bounds, and tasks that are part of themselves. */
export const checkLinks = (plan: Plan): PlanIssue[] => {
  const links = linksOfPlan(plan)
  const parents = findParentCycles(plan)
  return [...links.flatMap(checkLink), ...findDuplicates(links), ...parents.issues, ...findCycles(plan, links, parents.members)]
}

const checkLink = (link: PlanLink): PlanIssue[] => {
  const issues: PlanIssue[] = []
  if (link.from === link.to) issues.push({ code: 'dependency_self', message: `\`${link.to}\` waits for itself.`, path: link.path })
  if (!Number.isInteger(link.lag) || Math.abs(link.lag) > PLAN_LIMITS.lag) {
    const message = `A lag of ${link.lag} is no whole number of periods up to ${PLAN_LIMITS.lag}.`
    issues.push({ code: 'number_invalid', message, path: link.path })
  }
  return issues
}

const findDuplicates = (links: readonly PlanLink[]): PlanIssue[] => {
  const first = new Map<string, string>()
  return links.flatMap((link): PlanIssue[] => {
    const pair = `${link.from}\n${link.to}`
    const before = first.get(pair)
    if (before === undefined) {
      first.set(pair, link.path)
      return []
    }
    const message = `That \`${link.to}\` comes after \`${link.from}\` is said twice; the other is \`${before}\`.`
    return [{ code: 'dependency_exists', message, path: link.path, hint: 'Leave one of them out.' }]
  })
}

const findParentCycles = (plan: Plan): { readonly issues: PlanIssue[]; readonly members: ReadonlySet<string> } => {
  const parentOf = new Map(plan.tasks.map((task) => [task.key, task.parent]))
  const settled = new Set<string>()
  const members = new Set<string>()
  const issues: PlanIssue[] = []
  for (const start of parentOf.keys()) {
    const walk: string[] = []
    const onWalk = new Set<string>()
    let key: string | null = start
    while (key !== null && parentOf.has(key) && !settled.has(key) && !onWalk.has(key)) {
      walk.push(key)
      onWalk.add(key)
      key = parentOf.get(key) ?? null
    }
    if (key !== null && onWalk.has(key)) {
      const circle = walk.slice(walk.indexOf(key))
      for (const member of circle) members.add(member)
      const message = `A task cannot be part of itself: ${[...circle, key].join(' → ')}.`
      issues.push({ code: 'parent_cycle', message, path: `tasks.${key}.parent` })
    }
    for (const each of walk) settled.add(each)
  }
  return { issues, members }
}

/** Only hard dependencies can hang a schedule; a soft one in a circle warns and moves nothing. */
const findCycles = (plan: Plan, links: readonly PlanLink[], inParentCycle: ReadonlySet<string>): PlanIssue[] => {
  const nodes = new Map<string, ScheduleNode>()
  const add = (key: string, kind: NodeKind, parent: string | null = null): void => {
    if (nodes.has(key)) return
    nodes.set(key, {
      key,
      kind,
      parent,
      start: 0,
      duration: 0,
      baselineFinish: 0,
      progress: 'idle',
      actualStart: null,
      actualFinish: null,
    })
  }
  const tasks = new Set(plan.tasks.map((task) => task.key))
  for (const task of plan.tasks) {
    const parent = task.parent !== null && tasks.has(task.parent) && !inParentCycle.has(task.key) ? task.parent : null
    add(task.key, 'task', parent)
  }
  for (const gate of plan.gates) add(gate.key, 'gate')
  for (const milestone of plan.milestones) add(milestone.key, 'milestone')

  // What is wrong by itself is reported by itself.
  const sound = links.filter((link) => link.from !== link.to && nodes.has(link.from) && nodes.has(link.to))
  const compiled = compileNetwork(
    [...nodes.values()],
    sound.map((link) => ({ ...link, lag: 0 })),
  )
  if (compiled.ok) return []
  const pathOf = new Map(sound.filter((link) => link.kind === 'hard').map((link) => [`${link.from}\n${link.to}`, link.path]))
  return compiled.cycles.map((cycle) => ({
    code: 'dependency_cycle',
    message: `These wait for each other: ${cycle.join(' → ')}.`,
    path:
      cycle
        .slice(1)
        .flatMap((key, position) => pathOf.get(`${cycle[position]}\n${key}`) ?? [])
        .at(-1) ?? `tasks.${cycle[0]}`,
    hint: 'Take one of these dependencies out, or make it soft.',
  }))
}

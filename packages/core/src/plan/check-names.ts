import { PLAN_SECTIONS, type Plan } from './plan.ts'
import type { PlanIssue } from './plan-issue.ts'

/** Keys that are used twice, and references to keys that nobody has. */
export const checkNames = (plan: Plan): PlanIssue[] => [...checkUnique(plan), ...checkRefs(plan)]

/** Tasks, gates and milestones share one name space, because dependencies name any of them; every other list has its own. */
const checkUnique = (plan: Plan): PlanIssue[] => {
  const nodes = [
    ...plan.tasks.map((task) => [task.key, `tasks.${task.key}`] as const),
    ...plan.gates.map((gate) => [gate.key, `gates.${gate.key}`] as const),
    ...plan.milestones.map((milestone) => [milestone.key, `milestones.${milestone.key}`] as const),
  ]
  const inList = (list: string, keys: readonly string[]): PlanIssue[] =>
    findRepeats(keys.map((key) => [key, `${list}.${key}`])).map(([key, path]) =>
      taken(path, `\`${key}\` is the key of two entries in \`${list}\`.`),
    )
  return [
    ...findRepeats(nodes).map(([key, path, before]) => taken(path, `\`${key}\` is the key of two things; the other is \`${before}\`.`)),
    ...inList(
      'lanes',
      plan.lanes.map((lane) => lane.key),
    ),
    ...inList(
      'phases',
      plan.phases.map((phase) => phase.key),
    ),
    ...inList(
      'criticalPaths',
      plan.criticalPaths.map((path) => path.key),
    ),
    ...inList(
      'owners',
      plan.owners.map((owner) => owner.handle),
    ),
    ...inList('releaseTarget.workflows', plan.releaseTarget?.workflows.map((workflow) => workflow.path) ?? []),
    ...plan.gates.flatMap((gate) =>
      inList(
        `gates.${gate.key}.requirements`,
        gate.requirements.map((requirement) => requirement.key),
      ),
    ),
    ...PLAN_SECTIONS.flatMap((section) =>
      inList(
        section,
        plan.sections[section].flatMap(({ key }) => (typeof key === 'string' ? [key] : [])),
      ),
    ),
  ]
}

const taken = (path: string, message: string): PlanIssue => ({ code: 'key_taken', message, path, hint: 'Give one of them another key.' })

/** Each use of a key after its first, with the path of that first. */
const findRepeats = (
  named: readonly (readonly [key: string, path: string])[],
): (readonly [key: string, path: string, before: string])[] => {
  const first = new Map<string, string>()
  return named.flatMap(([key, path]) => {
    const before = first.get(key)
    if (before !== undefined) return [[key, path, before] as const]
    first.set(key, path)
    return []
  })
}

const checkRefs = (plan: Plan): PlanIssue[] => {
  const tasks = new Set(plan.tasks.map((task) => task.key))
  const gates = new Set(plan.gates.map((gate) => gate.key))
  const lanes = new Set(plan.lanes.map((lane) => lane.key))
  const owners = new Set(plan.owners.map((owner) => owner.handle))
  const nodes = new Set([...tasks, ...gates, ...plan.milestones.map((milestone) => milestone.key)])
  const issues: PlanIssue[] = []
  const expect = (known: ReadonlySet<string>, noun: string, key: string | null, path: () => string): void => {
    if (key === null || known.has(key)) return
    issues.push({ code: 'key_unknown', message: `There is no ${noun} \`${key}\`.`, path: path(), ...hintFor(key, known) })
  }
  const expectOwners = (handles: readonly string[], path: () => string): void => {
    for (const handle of handles) expect(owners, 'owner', handle, () => `${path()}.${handle}`)
  }
  for (const lane of plan.lanes) expectOwners(lane.owners, () => `lanes.${lane.key}.owners`)
  for (const task of plan.tasks) {
    const path = () => `tasks.${task.key}`
    expect(lanes, 'lane', task.lane, () => `${path()}.lane`)
    expect(tasks, 'task', task.parent, () => `${path()}.parent`)
    expect(gates, 'gate', task.gate, () => `${path()}.gate`)
    expectOwners(task.owners, () => `${path()}.owners`)
    for (const after of task.after) expect(nodes, 'task, gate or milestone', after.ref, () => `${path()}.after.${after.ref}`)
  }
  for (const gate of plan.gates) {
    const path = () => `gates.${gate.key}`
    expectOwners(gate.owners, () => `${path()}.owners`)
    expectOwners(gate.reviewers, () => `${path()}.reviewers`)
    for (const after of gate.after) expect(nodes, 'task, gate or milestone', after.ref, () => `${path()}.after.${after.ref}`)
  }
  for (const { from, to } of plan.dependencies) {
    expect(nodes, 'task, gate or milestone', from, () => `dependencies.${from}->${to}.from`)
    expect(nodes, 'task, gate or milestone', to, () => `dependencies.${from}->${to}.to`)
  }
  for (const path of plan.criticalPaths) {
    for (const step of path.steps) expect(nodes, 'task, gate or milestone', step, () => `criticalPaths.${path.key}.steps.${step}`)
  }
  expect(nodes, 'task, gate or milestone', plan.contingency?.target ?? null, () => 'contingency.target')
  return issues
}

/** A key that differs in letter case only is a slip of the pen; say which was meant. */
const hintFor = (key: string, known: ReadonlySet<string>): { readonly hint?: string } => {
  const spelled = spellings.get(known) ?? new Map([...known].map((each) => [each.toLowerCase(), each] as const))
  spellings.set(known, spelled)
  const each = spelled.get(key.toLowerCase())
  return each === undefined ? {} : { hint: `Did you mean \`${each}\`?` }
}
/** Thousands of unknown keys must not each go through all known ones. */
const spellings = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, string>>()

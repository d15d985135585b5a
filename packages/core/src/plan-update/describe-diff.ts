/** The diff with titles, and with every field’s value before and after. */
import { diffPlans, type PlanDifference, type PlanEntryKind } from '../plan/diff-plans.ts'
import { type Gate, PLAN_SECTIONS, type Plan, type PlanSection, type Requirement } from '../plan/plan.ts'
import type { ChangedEntry, FieldChange, WholeEntry } from './plan-update.ts'

type Fields = Readonly<Record<string, unknown>>

export interface DescribedDiff {
  readonly added: readonly WholeEntry[]
  readonly changed: readonly ChangedEntry[]
  readonly gone: readonly WholeEntry[]
}

const ONE_OF_A_KIND: Readonly<Partial<Record<PlanEntryKind, string>>> = {
  releaseTarget: 'Release target',
  contingency: 'Contingency',
}

const titleOf = (kind: PlanEntryKind, value: Fields): string => {
  const fixed = ONE_OF_A_KIND[kind]
  if (fixed !== undefined) return fixed
  if (kind === 'dependency') return `${String(value['from'])} → ${String(value['to'])}`
  for (const field of ['title', 'name', 'text', 'handle', 'step', 'item'])
    if (typeof value[field] === 'string' && value[field] !== '') return value[field]
  return ''
}

/** Every entry of a plan by kind and key. */
const indexOf = (plan: Plan): ReadonlyMap<string, Fields> => {
  const index = new Map<string, Fields>()
  const add = (kind: PlanEntryKind, key: string, value: object | null): void => {
    if (value !== null) index.set(idOf({ kind, key }), value as Fields)
  }
  add('program', 'program', plan.program)
  add('releaseTarget', 'releaseTarget', plan.releaseTarget)
  add('contingency', 'contingency', plan.contingency)
  for (const path of plan.criticalPaths) add('criticalPath', path.key, path)
  for (const owner of plan.owners) add('owner', owner.handle, owner)
  for (const lane of plan.lanes) add('lane', lane.key, lane)
  for (const phase of plan.phases) add('phase', phase.key, phase)
  for (const milestone of plan.milestones) add('milestone', milestone.key, milestone)
  for (const task of plan.tasks) add('task', task.key, task)
  for (const gate of plan.gates) add('gate', gate.key, gate)
  for (const link of plan.dependencies) add('dependency', `${link.from}->${link.to}`, link)
  for (const section of PLAN_SECTIONS)
    for (const [position, record] of plan.sections[section].entries())
      add(section, typeof record['key'] === 'string' ? record['key'] : `#${position + 1}`, record)
  return index
}
const idOf = ({ kind, key }: PlanDifference): string => `${kind}\n${key}`

const changesOf = (fields: readonly string[], before: Fields, after: Fields): readonly FieldChange[] =>
  fields.map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))

const whole = (kind: WholeEntry['kind'], key: string, title: string, value: object): WholeEntry => ({
  kind,
  key,
  title,
  value: value as Fields,
})

const byKey = <T extends { readonly key: string }>(list: readonly T[]): ReadonlyMap<string, T> =>
  new Map(list.map((each) => [each.key, each]))

/** Requirements as entries of their own. Their order is the gate’s. */
const diffRequirements = (before: Gate, after: Gate): DescribedDiff & { readonly order: readonly FieldChange[] } => {
  const keyOf = (requirement: Requirement): string => `${after.key}/${requirement.key}`
  const entry = (requirement: Requirement): WholeEntry => whole('requirement', keyOf(requirement), requirement.text, requirement)
  const [was, is] = [byKey(before.requirements), byKey(after.requirements)]
  const added = after.requirements.filter(({ key }) => !was.has(key)).map(entry)
  const gone = before.requirements.filter(({ key }) => !is.has(key)).map(entry)
  const changed = after.requirements.flatMap((requirement): ChangedEntry[] => {
    const old = was.get(requirement.key)
    if (old === undefined) return []
    const fields = (Object.keys(requirement) as (keyof Requirement)[]).filter(
      (field) => JSON.stringify(old[field]) !== JSON.stringify(requirement[field]),
    )
    if (fields.length === 0) return []
    const { text: title } = requirement
    return [{ kind: 'requirement', key: keyOf(requirement), title, fields: changesOf(fields, { ...old }, { ...requirement }) }]
  })
  const keys = ({ requirements }: Gate): readonly string[] => requirements.map(({ key }) => key)
  const isOnlyOrder = added.length + gone.length + changed.length === 0
  return { added, gone, changed, order: isOnlyOrder ? [{ field: 'requirements', before: keys(before), after: keys(after) }] : [] }
}

/** From `before` to `after`, both with one list of dependencies. */
export const describeDiff = (before: Plan, after: Plan): DescribedDiff => {
  const { added, changed, removed } = diffPlans(before, after)
  const [olds, news] = [indexOf(before), indexOf(after)]
  const [oldGates, newGates] = [byKey(before.gates), byKey(after.gates)]
  const described: { added: WholeEntry[]; changed: ChangedEntry[]; gone: WholeEntry[] } = { added: [], changed: [], gone: [] }
  for (const difference of changed) {
    const { kind, key } = difference
    const [old, now] = [olds.get(idOf(difference)) ?? {}, news.get(idOf(difference)) ?? {}]
    const own = changesOf(
      difference.fields.filter((field) => kind !== 'gate' || field !== 'requirements'),
      old,
      now,
    )
    const [wasGate, isGate] = [oldGates.get(key), newGates.get(key)]
    const isAboutRequirements = kind === 'gate' && difference.fields.includes('requirements')
    const parts = isAboutRequirements && wasGate !== undefined && isGate !== undefined ? diffRequirements(wasGate, isGate) : null
    const fields = [...own, ...(parts?.order ?? [])]
    if (fields.length > 0) described.changed.push({ kind, key, title: titleOf(kind, now), fields })
    if (parts === null) continue
    described.added.push(...parts.added)
    described.changed.push(...parts.changed)
    described.gone.push(...parts.gone)
  }
  for (const difference of removed) {
    const value = olds.get(idOf(difference)) ?? {}
    described.gone.push(whole(difference.kind, difference.key, titleOf(difference.kind, value), value))
  }
  for (const difference of added) {
    const value = news.get(idOf(difference)) ?? {}
    described.added.push(whole(difference.kind, difference.key, titleOf(difference.kind, value), value))
  }
  return described
}

/** True of the lists that are kept as they were written. */
export const isSection = (kind: string): kind is PlanSection => (PLAN_SECTIONS as readonly string[]).includes(kind)

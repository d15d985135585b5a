/** What differs between two plans, by kind and key. Equal plans, whatever the order of their lists, differ in nothing. */
import { PLAN_SECTIONS, type Plan, type PlanSection } from './plan.ts'

export type PlanEntryKind =
  | 'program'
  | 'releaseTarget'
  | 'contingency'
  | 'criticalPath'
  | 'owner'
  | 'lane'
  | 'phase'
  | 'milestone'
  | 'task'
  | 'gate'
  | 'dependency'
  | PlanSection

export interface PlanDifference {
  readonly kind: PlanEntryKind
  /** Key, handle or `from->to`; of a record without a key its position (`#3`); of the one-of-a-kind the kind itself. */
  readonly key: string
}
export interface PlanChange extends PlanDifference {
  /** Names of the fields that differ. */
  readonly fields: readonly string[]
}
export interface PlanDiff {
  readonly added: readonly PlanDifference[]
  readonly changed: readonly PlanChange[]
  readonly removed: readonly PlanDifference[]
}

/** From `before` to `after`. Lists inside an entry (owners, criteria …) keep their order; `after` on tasks and gates has none. */
export const diffPlans = (before: Plan, after: Plan): PlanDiff => {
  const old = entriesOf(before)
  const next = entriesOf(after)
  const added: PlanDifference[] = []
  const changed: PlanChange[] = []
  const removed: PlanDifference[] = []
  for (const [id, entry] of old) {
    const now = next.get(id)
    if (!now) removed.push({ kind: entry.kind, key: entry.key })
    else {
      const fields = differingFields(entry.value, now.value)
      if (fields.length > 0) changed.push({ kind: entry.kind, key: entry.key, fields })
    }
  }
  for (const [id, entry] of next) if (!old.has(id)) added.push({ kind: entry.kind, key: entry.key })
  return { added, changed, removed }
}

/** True when nothing differs. */
export const isEmptyDiff = (diff: PlanDiff): boolean => diff.added.length + diff.changed.length + diff.removed.length === 0

type Fields = Readonly<Record<string, unknown>>
interface Entry extends PlanDifference {
  readonly value: Fields
}

const entriesOf = (plan: Plan): ReadonlyMap<string, Entry> => {
  const entries = new Map<string, Entry>()
  const add = (kind: PlanEntryKind, key: string, value: object): void => {
    // The second of two equal keys (records may repeat themselves) is told apart by its count.
    let id = `${kind}\n${key}`
    for (let count = 2; entries.has(id); count++) id = `${kind}\n${key}\n${count}`
    entries.set(id, { kind, key, value: value as Fields })
  }
  add('program', 'program', plan.program)
  if (plan.releaseTarget) add('releaseTarget', 'releaseTarget', plan.releaseTarget)
  if (plan.contingency) add('contingency', 'contingency', plan.contingency)
  for (const path of plan.criticalPaths) add('criticalPath', path.key, path)
  for (const owner of plan.owners) add('owner', owner.handle, owner)
  for (const lane of plan.lanes) add('lane', lane.key, lane)
  for (const phase of plan.phases) add('phase', phase.key, phase)
  for (const milestone of plan.milestones) add('milestone', milestone.key, milestone)
  for (const task of plan.tasks) add('task', task.key, { ...task, after: inAnyOrder(task.after) })
  for (const gate of plan.gates) add('gate', gate.key, { ...gate, after: inAnyOrder(gate.after) })
  for (const link of plan.dependencies) add('dependency', `${link.from}->${link.to}`, link)
  for (const section of PLAN_SECTIONS) {
    for (const [index, record] of plan.sections[section].entries()) {
      add(section, typeof record.key === 'string' ? record.key : `#${index + 1}`, record)
    }
  }
  return entries
}

const inAnyOrder = <T extends { readonly ref: string }>(after: readonly T[]): readonly T[] =>
  [...after].sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0))

const differingFields = (before: Fields, after: Fields): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => !isSame(before[field], after[field]))

/** By content; the order of a map's keys does not matter, a missing field equals an undefined one. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, index) => isSame(each, b[index]))
  return differingFields(a as Fields, b as Fields).length === 0
}

import type { After, Plan, PlanRecord, PlanSection } from '@gatehouse/core'
import { KIND_OF_LIST } from '../report/map-lines.ts'
import type { UnresolvedReference } from '../report/parsed-plan-text.ts'

/**
 * Puts a key where a reference was left open, or takes out what stands there (`to` null). A string says why that cannot be. Dependencies of
 * the plan's own list have `linkDependency`.
 */
export function linkReference(plan: Plan, reference: UnresolvedReference, to: string | null): Plan | string {
  const { entity, field, stands } = reference
  if (to !== null && to === stands) return plan
  switch (entity.kind) {
    case 'task':
      return { ...plan, tasks: plan.tasks.map((task) => (task.key === entity.key ? setField(task, field, stands, to) : task)) }
    case 'gate':
      return { ...plan, gates: plan.gates.map((gate) => (gate.key === entity.key ? setField(gate, field, stands, to) : gate)) }
    case 'requirement':
      return {
        ...plan,
        gates: plan.gates.map((gate) => ({
          ...gate,
          requirements: gate.requirements.map((each) => (each.key === entity.key ? setField(each, field, stands, to) : each)),
        })),
      }
    case 'critical_path':
      return {
        ...plan,
        criticalPaths: plan.criticalPaths.map((path) => (path.key === entity.key ? setField(path, field, stands, to) : path)),
      }
    case 'contingency':
      return plan.contingency === null ? plan : { ...plan, contingency: { ...plan.contingency, target: to } }
    case 'lane':
      return { ...plan, lanes: plan.lanes.map((lane) => (lane.key === entity.key ? setField(lane, field, stands, to) : lane)) }
    default:
      return linkRecord(plan, reference, to)
  }
}

function linkRecord(plan: Plan, { entity, field, stands }: UnresolvedReference, to: string | null): Plan | string {
  const section = Object.entries(KIND_OF_LIST).find(([, kind]) => kind === entity.kind)?.[0] as PlanSection | undefined
  const records: readonly PlanRecord[] | undefined = section && plan.sections[section]
  if (section === undefined || records === undefined) return `A ${entity.kind.replaceAll('_', ' ')} has nothing to link.`
  const changed = records.map((record, index) =>
    record.key === entity.key || entity.key === `#${index + 1}` ? dropEmpty(setField(record, field, stands, to)) : record,
  )
  return { ...plan, sections: { ...plan.sections, [section]: changed } }
}

/** Records have no empty fields: an unset one is left out. */
const dropEmpty = (record: PlanRecord): PlanRecord => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null))

/** A list gains, loses or changes one entry; anything else is replaced. `after` lists predecessors by `ref`. */
function setField<T extends object>(owner: T, field: string, stands: string | null, to: string | null): T {
  const now = (owner as Readonly<Record<string, unknown>>)[field] ?? (field === 'owners' ? [] : undefined)
  if (!Array.isArray(now)) return { ...owner, [field]: to }
  const refOf = (entry: unknown): unknown => (isAfter(entry) ? entry.ref : entry)
  // a path may pass the same gate twice: only one of the two is meant
  const at = stands === null ? -1 : now.findIndex((entry) => refOf(entry) === stands)
  const rest = now.filter((_, index) => index !== at)
  if (to === null || rest.some((entry) => refOf(entry) === to)) return { ...owner, [field]: rest }
  const old: unknown = now[at]
  const made = isAfter(old) ? { ...old, ref: to } : field === 'after' ? { ref: to, kind: 'hard', lag: 0 } : to
  return { ...owner, [field]: at === -1 ? [...rest, made] : [...rest.slice(0, at), made, ...rest.slice(at)] }
}

const isAfter = (entry: unknown): entry is After => typeof entry === 'object' && entry !== null && 'ref' in entry

/**
 * Changes an end of a dependency, and with it the dependency's key. A key names both ends, `L4-D1->G7`; an end that is open is empty there,
 * `L4-D1->`. A link comes to be when both its ends are known. Takes it out where `to` is null: its key is null then.
 */
export function linkDependency(
  plan: Plan,
  { entity, field }: UnresolvedReference,
  to: string | null,
): { readonly plan: Plan; readonly key: string | null } {
  const [from = '', into = ''] = entity.key.split('->')
  const mine = plan.dependencies.find((link) => link.from === from && link.to === into)
  const others = plan.dependencies.filter((link) => link !== mine)
  if (to === null) return { plan: { ...plan, dependencies: others }, key: null }
  const base = mine ?? { from, to: into, kind: 'hard' as const, lag: 0, note: '' }
  const linked = { ...base, [field === 'to' ? 'to' : 'from']: to }
  const key = `${linked.from}->${linked.to}`
  const isWhole = isNode(plan, linked.from) && isNode(plan, linked.to)
  if (!isWhole && mine === undefined) return { plan, key }
  if (others.some((link) => link.from === linked.from && link.to === linked.to)) return { plan: { ...plan, dependencies: others }, key }
  return {
    plan: { ...plan, dependencies: mine ? plan.dependencies.map((link) => (link === mine ? linked : link)) : [...others, linked] },
    key,
  }
}

const isNode = (plan: Plan, key: string): boolean =>
  [plan.tasks, plan.gates, plan.milestones].some((list) => list.some((node) => node.key === key))

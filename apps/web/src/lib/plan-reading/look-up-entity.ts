import { spanLabel } from '../format-plan.ts'

type Fields = Readonly<Record<string, unknown>>
export type PlanDocument = Fields

/** What a table shows of anything in a plan. */
export interface EntityRow {
  readonly kind: string
  readonly key: string
  readonly title: string
  readonly lane: string
  readonly span: string
  readonly owners: string
}
/** A thing that can be named: for choosing a lane, a gate, the other end of a dependency. */
export interface NamedEntity {
  readonly kind: string
  readonly key: string
  readonly title: string
}

const LIST_OF_KIND: Readonly<Record<string, string>> = {
  critical_path: 'criticalPaths',
  owner: 'owners',
  lane: 'lanes',
  phase: 'phases',
  milestone: 'milestones',
  task: 'tasks',
  gate: 'gates',
  dependency: 'dependencies',
  risk: 'risks',
  checkpoint: 'checkpoints',
  metric: 'metrics',
  allocation: 'allocations',
  checklist: 'checklists',
  runbook_step: 'runbook',
  playbook: 'playbooks',
  decision: 'decisions',
  ritual: 'rituals',
  escalation_step: 'escalation',
  note: 'notes',
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
export const entriesOf = (plan: Fields, list: string): readonly Fields[] => {
  const entries = plan[list]
  return Array.isArray(entries) ? entries.filter(isFields) : []
}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const nameOf = (entry: Fields): string => textOf(entry.key) || textOf(entry.handle) || [entry.from, entry.to].filter(Boolean).join('->')

export const prefixOf = (plan: Fields): string => {
  const program = isFields(plan.program) ? plan.program : {}
  return textOf(program.prefix) || (program.cadence === 'week' ? 'W' : 'D')
}

/** The entry that a kind and key name; null: it is no entry of its own, or has gone. */
export const lookUp = (plan: Fields, kind: string, key: string): Fields | null => {
  if (kind === 'program') return isFields(plan.program) ? plan.program : null
  if (kind === 'contingency') return isFields(plan.contingency) ? plan.contingency : null
  if (kind === 'requirement')
    return (
      entriesOf(plan, 'gates')
        .flatMap((gate) => entriesOf(gate, 'requirements'))
        .find((each) => each.key === key) ?? null
    )
  // kinds without a list of their own are kept among the notes, under the key that the line has
  const entries = entriesOf(plan, LIST_OF_KIND[kind] ?? 'notes')
  return entries.find((each) => nameOf(each) === key) ?? entries[Number(/^#(\d+)$/.exec(key)?.[1] ?? 0) - 1] ?? null
}

export const entityRow = (plan: Fields, { kind, key }: { readonly kind: string; readonly key: string }): EntityRow => {
  const entry = lookUp(plan, kind, key) ?? {}
  const span = [entry.start ?? entry.from ?? entry.at, entry.finish ?? entry.to ?? entry.at]
  const [from, to] = span
  return {
    kind,
    key,
    title: textOf(entry.title) || textOf(entry.name) || textOf(entry.text) || textOf(entry.mission),
    lane: textOf(entry.lane),
    span: typeof from === 'number' && typeof to === 'number' ? spanLabel({ prefix: prefixOf(plan) }, from, to) : '',
    owners: Array.isArray(entry.owners) ? entry.owners.join(' ') : '',
  }
}

/** Everything that a dependency may name, and lanes. */
export const listNamed = (plan: Fields, kinds: readonly string[]): readonly NamedEntity[] =>
  kinds.flatMap((kind) =>
    entriesOf(plan, LIST_OF_KIND[kind] ?? '').map((entry) => ({
      kind,
      key: nameOf(entry),
      title: textOf(entry.title) || textOf(entry.name),
    })),
  )

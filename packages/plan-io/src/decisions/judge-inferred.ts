import type { Plan } from '@gatehouse/core'
import type { InferredFact } from '../report/parsed-plan-text.ts'

/** Fields that may be empty, by kind. Others only change for another value: by linking, by the head, or afterwards in the program. */
const EMPTY: Readonly<Record<string, Readonly<Record<string, null | readonly never[] | ''>>>> = {
  task: { gate: null, parent: null, owners: [], after: [], note: '', movedTo: null },
  gate: { owners: [], reviewers: [], after: [] },
  lane: { owners: [], mission: '', deliverables: [] },
  milestone: { criteria: [] },
  phase: { focus: '', exitCriteria: [] },
  requirement: { workflow: null },
  contingency: { target: null },
}

/** Names an inferred fact in a decision. */
export const inferredId = ({ entity, field }: Pick<InferredFact, 'entity' | 'field'>): string => `${entity.kind}:${entity.key}:${field}`

/** May a person say that it is not so, without saying what is? */
export const isClearable = ({ entity, field }: Pick<InferredFact, 'entity' | 'field'>): boolean =>
  Object.hasOwn(EMPTY[entity.kind] ?? {}, field)

/** Empties the field that the fact filled. Facts that are not clearable stay. */
export function clearInferred(plan: Plan, fact: Pick<InferredFact, 'entity' | 'field'>): Plan {
  if (!isClearable(fact)) return plan
  const { kind, key } = fact.entity
  const empty = { [fact.field]: EMPTY[kind]?.[fact.field] }
  const clear = <T extends { readonly key: string }>(list: readonly T[]): readonly T[] =>
    list.map((each) => (each.key === key ? { ...each, ...empty } : each))
  switch (kind) {
    case 'task':
      return { ...plan, tasks: clear(plan.tasks) }
    case 'gate':
      return { ...plan, gates: clear(plan.gates) }
    case 'lane':
      return { ...plan, lanes: clear(plan.lanes) }
    case 'milestone':
      return { ...plan, milestones: clear(plan.milestones) }
    case 'phase':
      return { ...plan, phases: clear(plan.phases) }
    case 'requirement':
      return { ...plan, gates: plan.gates.map((gate) => ({ ...gate, requirements: clear(gate.requirements) })) }
    default:
      return plan.contingency === null ? plan : { ...plan, contingency: { ...plan.contingency, target: null } }
  }
}

/**
 * Edits of the plan around its tasks and gates: head, contingency, declared paths, lanes, phases, milestones and owners. Each is
 * applied to the plan on paper and the whole plan is checked as on import; only problems that the edit brings are refused, so that an
 * old fault elsewhere does not stop the mending.
 */
import { demand, refuseOne } from '../access/demand.ts'
import type { Approver, Capability } from '../access/roles.ts'
import { type AuditNote, noteChange } from '../board/audit-note.ts'
import type { OwnerState, ProgramState } from '../board/program-state.ts'
import { checkPlan } from '../plan/check-plan.ts'
import {
  type Contingency,
  type DeclaredPath,
  type Lane,
  type Milestone,
  PLAN_SECTIONS,
  type Phase,
  type Plan,
  type PlanOwner,
  type PlanRecord,
  type PlanSection,
  type ProgramHead,
} from '../plan/plan.ts'
import { ok, type RefusalCode, type Result, refuse } from '../result.ts'

/** What to save: one entry put (added or replaced) or, with a null value, removed. */
export interface PlanEdit<T> {
  readonly key: string
  readonly value: T | null
  readonly isNew: boolean
  readonly audit: AuditNote
}

/** Sections are not touched here, so their contents do not matter; every dependency is checked as the plan's own. */
const paperPlan = (state: ProgramState): Plan => ({
  program: state.head,
  releaseTarget: state.releaseTarget,
  contingency: state.contingency,
  criticalPaths: state.criticalPaths,
  owners: state.owners,
  lanes: state.lanes,
  phases: state.phases,
  milestones: state.milestones,
  tasks: state.tasks.map((task) => ({ ...task, after: [] })),
  gates: state.gates.map((gate) => ({ ...gate, after: [] })),
  dependencies: state.dependencies,
  sections: Object.fromEntries(PLAN_SECTIONS.map((section) => [section, []])) as unknown as Record<PlanSection, readonly PlanRecord[]>,
})

/** Refuses what `after` has wrong and `before` had not, all of it at once. */
export const checkBrought = (before: ProgramState, after: ProgramState): Result<true> => {
  const old = new Set(checkPlan(paperPlan(before)).map((issue) => `${issue.code} ${issue.path} ${issue.message}`))
  const brought = checkPlan(paperPlan(after)).filter((issue) => !old.has(`${issue.code} ${issue.path} ${issue.message}`))
  const first = brought[0]
  if (first === undefined) return ok(true)
  const alike = brought.every((issue) => issue.code === first.code)
  const code: RefusalCode =
    alike && (first.code === 'key_taken' || first.code === 'key_unknown' || first.code === 'dependency_cycle') ? first.code : 'plan_invalid'
  return refuse(code, first.message, brought)
}

interface Change<T extends object> {
  readonly actor: Approver
  readonly capability: Capability
  readonly kind: string
  readonly key: string
  readonly before: T | null
  readonly value: T | null
  readonly after: ProgramState
}

const decide = <T extends object>(
  state: ProgramState,
  { actor, capability, kind, key, before, value, after }: Change<T>,
): Result<PlanEdit<T>> => {
  const may = demand(actor, capability, `${kind}.${key}`)
  if (!may.ok) return may
  const checked = checkBrought(state, after)
  if (!checked.ok) return checked
  const word = value === null ? 'removed' : before === null ? 'added' : 'edited'
  return ok({ key, value, isNew: before === null, audit: noteChange<T>(`${kind}.${word}`, kind, key, before, value) })
}

export type HeadPatch = Partial<Omit<ProgramHead, 'slug'>>

/** Name, goal, cadence, periods, start, zone, working days, holidays. The slug is the program's address and stays. */
export const editHead = (state: ProgramState, actor: Approver, patch: HeadPatch, _now: string): Result<PlanEdit<ProgramHead>> => {
  const head = { ...state.head, ...patch, slug: state.head.slug }
  if (head.name.trim() === '') return refuseOne('plan_invalid', 'A program needs a name.', 'program.name')
  return decide(state, {
    actor,
    capability: 'program.edit',
    kind: 'program',
    key: head.slug,
    before: state.head,
    value: head,
    after: { ...state, head },
  })
}

/** The buffer and the target; null: none. The target is a task, gate or milestone. */
export const setContingency = (
  state: ProgramState,
  actor: Approver,
  contingency: Contingency | null,
  _now: string,
): Result<PlanEdit<Contingency>> =>
  decide(state, {
    actor,
    capability: 'program.edit',
    kind: 'contingency',
    key: 'contingency',
    before: state.contingency,
    value: contingency,
    after: { ...state, contingency },
  })

interface Keyed<T> {
  readonly list: readonly T[]
  readonly key: string
  readonly value: T | null
  readonly isIt: (item: T) => boolean
}
/** The list with the entry replaced in its place, added at the end, or left out. */
const placed = <T>({ list, value, isIt }: Omit<Keyed<T>, 'key'>): readonly T[] => {
  if (value === null) return list.filter((item) => !isIt(item))
  return list.some(isIt) ? list.map((item) => (isIt(item) ? value : item)) : [...list, value]
}

type Collection = 'lanes' | 'phases' | 'milestones' | 'criticalPaths'
interface Entries {
  readonly lanes: Lane
  readonly phases: Phase
  readonly milestones: Milestone
  readonly criticalPaths: DeclaredPath
}
const KINDS: Readonly<Record<Collection, string>> = {
  lanes: 'lane',
  phases: 'phase',
  milestones: 'milestone',
  criticalPaths: 'critical_path',
}

const editEntry = <C extends Collection>(
  state: ProgramState,
  actor: Approver,
  collection: C,
  key: string,
  value: Entries[C] | null,
): Result<PlanEdit<Entries[C]>> => {
  const list = state[collection] as readonly Entries[C][]
  const isIt = (item: Entries[C]): boolean => item.key === key
  const before = list.find(isIt) ?? null
  if (before === null && value === null)
    return refuseOne('key_unknown', `There is no ${KINDS[collection].replace('_', ' ')} ${key}.`, `${collection}.${key}`)
  const after = { ...state, [collection]: placed({ list, value, isIt }) } as ProgramState
  return decide<Entries[C]>(state, { actor, capability: 'plan.edit', kind: KINDS[collection], key, before, value, after })
}

export const putLane = (state: ProgramState, actor: Approver, lane: Lane, _now: string): Result<PlanEdit<Lane>> =>
  editEntry(state, actor, 'lanes', lane.key, lane)
/** Refused while tasks lie in it. */
export const removeLane = (state: ProgramState, actor: Approver, key: string, _now: string): Result<PlanEdit<Lane>> =>
  editEntry(state, actor, 'lanes', key, null)
export const putPhase = (state: ProgramState, actor: Approver, phase: Phase, _now: string): Result<PlanEdit<Phase>> =>
  editEntry(state, actor, 'phases', phase.key, phase)
export const removePhase = (state: ProgramState, actor: Approver, key: string, _now: string): Result<PlanEdit<Phase>> =>
  editEntry(state, actor, 'phases', key, null)
export const putMilestone = (state: ProgramState, actor: Approver, milestone: Milestone, _now: string): Result<PlanEdit<Milestone>> =>
  editEntry(state, actor, 'milestones', milestone.key, milestone)
/** Refused while a dependency, declared path or the contingency names it. */
export const removeMilestone = (state: ProgramState, actor: Approver, key: string, _now: string): Result<PlanEdit<Milestone>> =>
  editEntry(state, actor, 'milestones', key, null)
export const putDeclaredPath = (state: ProgramState, actor: Approver, path: DeclaredPath, _now: string): Result<PlanEdit<DeclaredPath>> =>
  editEntry(state, actor, 'criticalPaths', path.key, path)
export const removeDeclaredPath = (state: ProgramState, actor: Approver, key: string, _now: string): Result<PlanEdit<DeclaredPath>> =>
  editEntry(state, actor, 'criticalPaths', key, null)

const editOwner = (
  state: ProgramState,
  actor: Approver,
  capability: Capability,
  handle: string,
  value: OwnerState | null,
): Result<PlanEdit<OwnerState>> => {
  const isIt = (owner: OwnerState): boolean => owner.handle === handle
  const before = state.owners.find(isIt) ?? null
  if (before === null && value === null) return refuseOne('key_unknown', `There is no owner ${handle}.`, `owners.${handle}`)
  return decide<OwnerState>(state, {
    actor,
    capability,
    kind: 'owner',
    key: handle,
    before,
    value,
    after: { ...state, owners: placed({ list: state.owners, value, isIt }) },
  })
}

/** Adds an owner or renames one; whom the handle is bound to stays. */
export const putOwner = (state: ProgramState, actor: Approver, owner: PlanOwner, _now: string): Result<PlanEdit<OwnerState>> => {
  const bound = state.owners.find((other) => other.handle === owner.handle)
  return editOwner(state, actor, 'plan.edit', owner.handle, { ...owner, userId: bound?.userId ?? null, userName: bound?.userName ?? null })
}
/** Refused while a lane, task or gate names it. */
export const removeOwner = (state: ProgramState, actor: Approver, handle: string, _now: string): Result<PlanEdit<OwnerState>> =>
  editOwner(state, actor, 'plan.edit', handle, null)
/** Binds a handle to an account, or (null) to nobody. An account may hold several handles. */
export const bindOwner = (
  state: ProgramState,
  actor: Approver,
  input: { readonly handle: string; readonly user: { readonly userId: string; readonly name: string } | null },
  _now: string,
): Result<PlanEdit<OwnerState>> => {
  const owner = state.owners.find((other) => other.handle === input.handle)
  if (owner === undefined) return refuseOne('key_unknown', `There is no owner ${input.handle}.`, `owners.${input.handle}`)
  return editOwner(state, actor, 'people.manage', input.handle, {
    ...owner,
    userId: input.user?.userId ?? null,
    userName: input.user?.name ?? null,
  })
}

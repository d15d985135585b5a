/** Dependencies between tasks, gates and milestones. A hard one that closes a cycle is refused with the whole way round. */
import { demand, refuseOne } from '../access/demand.ts'
import type { Approver } from '../access/roles.ts'
import type { AuditNote } from '../board/audit-note.ts'
import type { ProgramState } from '../board/program-state.ts'
import type { PlanDependency } from '../plan/plan.ts'
import { ok, type Result, refuse } from '../result.ts'
import { isKeyTaken } from './add-remove-task.ts'
import { cyclesOf, sayCycle } from './network-cycles.ts'
import { lockingGate } from './task-lock.ts'

export interface AddedDependency {
  readonly dependency: PlanDependency & { readonly listed: true; readonly revision: number }
  readonly audit: AuditNote
}
export interface RemovedDependency {
  readonly dependency: Pick<PlanDependency, 'from' | 'to' | 'kind'>
  readonly judgedRevision: number
  readonly audit: AuditNote
}
type DependencyKey = Pick<PlanDependency, 'from' | 'to' | 'kind'>

const pathOf = (link: DependencyKey): string => `dependencies.${link.from}.${link.to}`

/** What comes before a signed gate, or before its tasks, was part of what was signed. */
const checkSuccessorOpen = (state: ProgramState, link: DependencyKey): Result<true> => {
  if (state.gates.some((gate) => gate.key === link.to && gate.state === 'SignedOff'))
    return refuseOne('gate_locked', `${link.to} is signed and locked.`, pathOf(link), 'A lead may reopen it with a reason.')
  const task = state.tasks.find((candidate) => candidate.key === link.to)
  const gateKey = task === undefined ? null : lockingGate(state, task)
  return gateKey === null
    ? ok(true)
    : refuseOne('task_locked', `${link.to} belongs to ${gateKey}, which is signed and locked.`, pathOf(link))
}

const isSame = (a: DependencyKey, b: DependencyKey): boolean => a.from === b.from && a.to === b.to && a.kind === b.kind

export const addDependency = (state: ProgramState, actor: Approver, input: PlanDependency, _now: string): Result<AddedDependency> => {
  const path = pathOf(input)
  const may = demand(actor, 'plan.edit', path)
  if (!may.ok) return may
  const unknown = [input.from, input.to].filter((key) => !isKeyTaken(state, key))
  if (unknown.length > 0)
    return refuse(
      'dependency_unknown_end',
      `There is no ${unknown.join(' and no ')}.`,
      unknown.map((key) => ({ code: 'dependency_unknown_end', message: `There is no task, gate or milestone ${key}.`, path })),
    )
  if (!Number.isInteger(input.lag)) return refuseOne('plan_invalid', 'A lag is whole periods.', path)
  if (state.dependencies.some((link) => isSame(link, input)))
    return refuseOne('dependency_exists', `${input.to} depends on ${input.from} already.`, path)
  const open = checkSuccessorOpen(state, input)
  if (!open.ok) return open
  const dependency = { ...input, listed: true as const, revision: 1 }
  const cycles =
    input.from === input.to ? [[input.from, input.to]] : cyclesOf({ ...state, dependencies: [...state.dependencies, dependency] })
  if (cycles.length > 0)
    return refuse(
      'dependency_cycle',
      `${input.from} → ${input.to} closes a cycle: ${sayCycle(cycles[0] ?? [])}.`,
      cycles.map((cycle) => ({ code: 'dependency_cycle', message: sayCycle(cycle), path })),
    )
  return ok({
    dependency,
    audit: {
      action: 'dependency.added',
      subjectKind: 'dependency',
      subjectKey: `${input.from}→${input.to}`,
      before: null,
      after: { ...input },
    },
  })
}

export const removeDependency = (state: ProgramState, actor: Approver, input: DependencyKey, _now: string): Result<RemovedDependency> => {
  const path = pathOf(input)
  const may = demand(actor, 'plan.edit', path)
  if (!may.ok) return may
  const link = state.dependencies.find((candidate) => isSame(candidate, input))
  if (link === undefined) return refuseOne('dependency_not_found', `${input.to} does not depend on ${input.from} (${input.kind}).`, path)
  const open = checkSuccessorOpen(state, input)
  if (!open.ok) return open
  return ok({
    dependency: { from: link.from, to: link.to, kind: link.kind },
    judgedRevision: link.revision,
    audit: {
      action: 'dependency.removed',
      subjectKind: 'dependency',
      subjectKey: `${link.from}→${link.to}`,
      before: { ...link },
      after: null,
    },
  })
}

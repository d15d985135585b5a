import {
  type Approver,
  type AuditNote,
  noteChange,
  ok,
  type PlanDependency,
  type ProgramState,
  type Result,
  refuse,
  removeDependency,
} from '@gatehouse/core'

export interface EditedDependency {
  readonly dependency: PlanDependency
  readonly judgedRevision: number
  readonly audit: AuditNote
}

/** Lag and note of a dependency. Whoever may take it away may change it, and on the same conditions; its shape, and so cycles, stay. */
export const decideDependencyEdit = (
  state: ProgramState,
  person: Approver,
  key: Pick<PlanDependency, 'from' | 'to' | 'kind'>,
  patch: { readonly lag?: number | undefined; readonly note?: string | undefined },
  now: string,
): Result<EditedDependency> => {
  const allowed = removeDependency(state, person, key, now)
  if (!allowed.ok) return allowed
  const before = state.dependencies.find((link) => link.from === key.from && link.to === key.to && link.kind === key.kind)
  if (before === undefined) return refuse('dependency_not_found', `${key.to} does not depend on ${key.from} (${key.kind}).`)
  const after = { lag: patch.lag ?? before.lag, note: patch.note ?? before.note }
  return ok({
    dependency: { from: before.from, to: before.to, kind: before.kind, ...after },
    judgedRevision: before.revision,
    audit: noteChange<PlanDependency>('dependency.edited', 'dependency', `${key.from}→${key.to}`, before, after),
  })
}

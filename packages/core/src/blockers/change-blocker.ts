/** A blocker's life: opened, paused while an outsider is waited for, resumed, escalated, resolved. Owners and leads keep it. */
import { demand, refuseOne } from '../access/demand.ts'
import type { Approver } from '../access/roles.ts'
import { type AuditNote, noteChange } from '../board/audit-note.ts'
import type { Blocker, ProgramState, Severity } from '../board/program-state.ts'
import { actorOf } from '../gates/entitlement.ts'
import { ok, type Result } from '../result.ts'
import { taskByKey } from '../tasks/task-lock.ts'

export interface BlockerDecision {
  readonly blockerKey: string
  readonly judgedRevision: number
  readonly set: Partial<Omit<Blocker, 'key' | 'revision'>>
  readonly audit: AuditNote
}

/** The next free `B-n`. */
const nextKey = (blockers: readonly Blocker[]): string =>
  `B-${1 + Math.max(0, ...blockers.map((blocker) => Number(/^B-(\d{1,9})$/.exec(blocker.key)?.[1] ?? 0)))}`

export const openBlocker = (
  state: ProgramState,
  actor: Approver,
  input: { readonly taskKey: string; readonly title: string; readonly severity: Severity },
  now: string,
): Result<{ readonly blocker: Blocker; readonly audit: AuditNote }> => {
  const may = demand(actor, 'blocker.write', `tasks.${input.taskKey}`)
  if (!may.ok) return may
  const task = taskByKey(state, input.taskKey)
  if (!task.ok) return task
  if (input.title.trim() === '') return refuseOne('reason_required', 'Say what stops the task.', 'blockers.title')
  const blocker: Blocker = {
    key: nextKey(state.blockers),
    taskKey: input.taskKey,
    title: input.title.trim(),
    severity: input.severity,
    openedAt: now,
    openedBy: actorOf(actor),
    escalationLevel: 1,
    pausedAt: null,
    pauseReason: '',
    pausedMs: 0,
    resolvedAt: null,
    resolution: '',
    revision: 1,
  }
  const { taskKey, title, severity } = blocker
  return ok({
    blocker,
    audit: { action: 'blocker.opened', subjectKind: 'blocker', subjectKey: blocker.key, before: null, after: { taskKey, title, severity } },
  })
}

const openOne = (state: ProgramState, key: string, actor: Approver): Result<Blocker> => {
  const path = `blockers.${key}`
  const may = demand(actor, 'blocker.write', path)
  if (!may.ok) return may
  const blocker = state.blockers.find((candidate) => candidate.key === key)
  if (blocker === undefined) return refuseOne('blocker_not_found', `There is no blocker ${key}.`, path)
  return blocker.resolvedAt === null ? ok(blocker) : refuseOne('blocker_not_open', `${key} is resolved.`, path)
}

const decideOn = (blocker: Blocker, action: string, set: BlockerDecision['set']): Result<BlockerDecision> =>
  ok({
    blockerKey: blocker.key,
    judgedRevision: blocker.revision,
    set,
    audit: noteChange<BlockerDecision['set']>(action, 'blocker', blocker.key, blocker, set),
  })

/** Time that a running pause has lasted; a clock that jumped back adds nothing. */
const pausedSoFar = (blocker: Blocker, now: string): number =>
  blocker.pausedMs + (blocker.pausedAt === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(blocker.pausedAt)))

/** Stops the clock; needs the reason. */
export const pauseBlocker = (
  state: ProgramState,
  key: string,
  actor: Approver,
  input: { readonly reason: string },
  now: string,
): Result<BlockerDecision> => {
  const found = openOne(state, key, actor)
  if (!found.ok) return found
  if (found.value.pausedAt !== null) return refuseOne('blocker_not_open', `${key} is paused already.`, `blockers.${key}`)
  const pauseReason = input.reason.trim()
  if (pauseReason === '') return refuseOne('reason_required', 'Say who or what is waited for.', `blockers.${key}.pauseReason`)
  return decideOn(found.value, 'blocker.paused', { pausedAt: now, pauseReason })
}

export const resumeBlocker = (state: ProgramState, key: string, actor: Approver, _input: object, now: string): Result<BlockerDecision> => {
  const found = openOne(state, key, actor)
  if (!found.ok) return found
  if (found.value.pausedAt === null) return refuseOne('blocker_not_open', `${key} is not paused.`, `blockers.${key}`)
  return decideOn(found.value, 'blocker.resumed', { pausedAt: null, pauseReason: '', pausedMs: pausedSoFar(found.value, now) })
}

/** One level up. */
export const escalateBlocker = (
  state: ProgramState,
  key: string,
  actor: Approver,
  _input: object,
  _now: string,
): Result<BlockerDecision> => {
  const found = openOne(state, key, actor)
  return found.ok ? decideOn(found.value, 'blocker.escalated', { escalationLevel: found.value.escalationLevel + 1 }) : found
}

/** Ends it for good; needs how it was resolved. */
export const resolveBlocker = (
  state: ProgramState,
  key: string,
  actor: Approver,
  input: { readonly resolution: string },
  now: string,
): Result<BlockerDecision> => {
  const found = openOne(state, key, actor)
  if (!found.ok) return found
  const resolution = input.resolution.trim()
  if (resolution === '') return refuseOne('reason_required', 'Say how it was resolved.', `blockers.${key}.resolution`)
  return decideOn(found.value, 'blocker.resolved', { resolvedAt: now, resolution, pausedAt: null, pausedMs: pausedSoFar(found.value, now) })
}

export const editBlocker = (
  state: ProgramState,
  key: string,
  actor: Approver,
  patch: Partial<Pick<Blocker, 'title' | 'severity'>>,
  _now: string,
): Result<BlockerDecision> => {
  const found = openOne(state, key, actor)
  if (!found.ok) return found
  if (patch.title !== undefined && patch.title.trim() === '')
    return refuseOne('reason_required', 'Say what stops the task.', `blockers.${key}.title`)
  return decideOn(found.value, 'blocker.edited', patch.title === undefined ? patch : { ...patch, title: patch.title.trim() })
}

/** Which runs count for a pinned workflow, and which of them decides. Source: DESIGN.md section 3, THREATS.md rows 26 to 28. */
import type { CiRun, PinnedWorkflow, ReleaseTarget } from './ci-run.ts'

/** Events that count when a workflow names none. */
export const DEFAULT_EVENTS: readonly string[] = ['push', 'workflow_dispatch']
/** Events that test another tree than their `head_sha` suggests: never counted, whatever a program lists. */
export const isUntrustedEvent = (event: string): boolean => event.startsWith('pull_request')

export const allowedEvents = (workflow: PinnedWorkflow): readonly string[] =>
  (workflow.events.length > 0 ? workflow.events : DEFAULT_EVENTS).filter((event) => !isUntrustedEvent(event))

/** Hosts may write `path@ref`. */
export const pathWithoutRef = (path: string): string => path.split('@', 1)[0] ?? path

export const isSameSha = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Why a run of this commit is not counted for the workflow; null: it counts. */
export const whyNotCounted = (target: ReleaseTarget, workflow: PinnedWorkflow, run: CiRun): string | null => {
  if (target.repositoryId === null || run.repositoryId !== target.repositoryId) return 'it belongs to another repository'
  if (run.headRepositoryId !== target.repositoryId) return 'its commit comes from a fork'
  if (workflow.workflowId === null || run.workflowId !== workflow.workflowId) return 'it is of another workflow'
  if (pathWithoutRef(run.path) !== workflow.path) return 'it is of another workflow file'
  if (!allowedEvents(workflow).includes(run.event)) return `its event is ${run.event}`
  return null
}

export type RunOutcome = 'success' | 'pending' | 'unknown' | 'failed'
const PENDING_STATUSES: readonly string[] = ['queued', 'in_progress', 'waiting', 'pending', 'requested']
const FAILED_CONCLUSIONS: readonly string[] = ['failure', 'timed_out', 'startup_failure']

/** What a run says. Only `completed` with `success` is a success; a word that is not known is `unknown`, never green. */
export const outcomeOf = (run: CiRun): RunOutcome => {
  if (run.status === 'completed') {
    if (run.conclusion === 'success') return 'success'
    return run.conclusion !== null && FAILED_CONCLUSIONS.includes(run.conclusion) ? 'failed' : 'unknown'
  }
  return run.status !== null && PENDING_STATUSES.includes(run.status) ? 'pending' : 'unknown'
}

const BADNESS: Readonly<Record<RunOutcome, number>> = { success: 0, pending: 1, unknown: 2, failed: 3 }
export const worseRun = (a: CiRun, b: CiRun): CiRun => (BADNESS[outcomeOf(b)] > BADNESS[outcomeOf(a)] ? b : a)

/** Keeps each run's highest attempt (all readings of it, where pages overlap). */
export const highestAttempts = (runs: readonly CiRun[]): readonly CiRun[] => {
  const highest = new Map<number, number>()
  for (const run of runs) highest.set(run.id, Math.max(run.attempt, highest.get(run.id) ?? 0))
  return runs.filter((run) => run.attempt === highest.get(run.id))
}

const createdMs = (run: CiRun): number => {
  const ms = Date.parse(run.createdAt)
  // An unreadable time must not make a run look old.
  return Number.isNaN(ms) ? Number.POSITIVE_INFINITY : ms
}
const latestBy = (runs: readonly CiRun[], first: (run: CiRun) => number, second: (run: CiRun) => number): readonly CiRun[] => {
  const top = Math.max(...runs.map(first))
  const tied = runs.filter((run) => first(run) === top)
  const topOfTied = Math.max(...tied.map(second))
  return tied.filter((run) => second(run) === topOfTied)
}

/**
 * The run that decides: the newest at its highest attempt. A host's clock may jump, so "newest" is asked twice, of the run
 * number and of the creation time; where they disagree, or one run was read twice, the worse answer decides.
 */
export const decidingRun = (counted: readonly CiRun[]): CiRun | null => {
  const runs = highestAttempts(counted)
  if (runs.length === 0) return null
  const number = (run: CiRun): number => run.runNumber
  return [...latestBy(runs, number, createdMs), ...latestBy(runs, createdMs, number)].reduce(worseRun)
}

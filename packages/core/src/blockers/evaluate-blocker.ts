/** A blocker's clock: it runs from opening to resolution, and stands still while somebody outside is waited for. */
import type { BoardBlocker } from '../board/board.ts'
import type { Blocker, Severity } from '../board/program-state.ts'

/** Hours that a blocker of each severity may stay open. */
export const SLA_HOURS: Readonly<Record<Severity, number>> = { P0: 12, P1: 48, P2: 120, P3: 240 }

/**
 * `holdsRelease`: its task is P0 or leads to the program's target by hard dependencies. A blocker counts against the verdict while it
 * runs and is P0 itself or holds the release.
 */
export const evaluateBlocker = (blocker: Blocker, now: string, holdsRelease = false): BoardBlocker => {
  const slaHours = SLA_HOURS[blocker.severity]
  const state = blocker.resolvedAt !== null ? 'resolved' : blocker.pausedAt !== null ? 'paused' : 'running'
  const stopped = Date.parse(blocker.pausedAt ?? blocker.resolvedAt ?? now)
  const elapsedMs = Math.max(0, stopped - Date.parse(blocker.openedAt) - blocker.pausedMs)
  return {
    ...blocker,
    state,
    slaHours,
    dueAt: state === 'running' ? new Date(Date.parse(blocker.openedAt) + blocker.pausedMs + slaHours * 3_600_000).toISOString() : null,
    elapsedMs,
    overdue: state !== 'resolved' && elapsedMs > slaHours * 3_600_000,
    counts: state === 'running' && (blocker.severity === 'P0' || holdsRelease),
  }
}

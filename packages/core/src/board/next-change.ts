import type { Calendar } from '../calendar/calendar.ts'
import { evidenceExpiresAt } from '../freshness/judge-evidence.ts'
import { MAX_READING_AGE_MS, REREAD_WITHIN_MS } from '../freshness/judge-workflow.ts'
import type { BoardBlocker, BoardGate } from './board.ts'
import type { ProgramState } from './program-state.ts'

const after = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString()

/**
 * The earliest instant after `now` at which time alone changes the board: a period ends (or the program begins), a blocker's clock runs
 * out, proof or a waiver expires, a reading of CI grows too old to sign on or to believe.
 */
export const nextChangeAt = (
  state: ProgramState,
  gates: readonly BoardGate[],
  blockers: readonly BoardBlocker[],
  calendar: Pick<Calendar, 'at' | 'indexAt' | 'endOf' | 'period'>,
  now: string,
): string | null => {
  const before = calendar.at(now).position === 'before'
  const instants: (string | null)[] = [before ? calendar.period(state.head.first).startsAt : calendar.endOf(calendar.indexAt(now))]
  for (const blocker of blockers) instants.push(blocker.dueAt)
  for (const gate of gates) {
    for (const waiver of gate.waivers) instants.push(waiver.expiresAt)
    for (const requirement of gate.requirements)
      for (const piece of requirement.evidence) instants.push(evidenceExpiresAt(piece, requirement))
  }
  if (state.ci !== null && !Number.isNaN(Date.parse(state.ci.readAt)))
    // One millisecond later: both limits are the last instant at which the reading still counts.
    instants.push(after(state.ci.readAt, REREAD_WITHIN_MS + 1), after(state.ci.readAt, MAX_READING_AGE_MS + 1))
  const nowMs = Date.parse(now)
  const coming = instants.map((instant) => (instant === null ? Number.NaN : Date.parse(instant))).filter((ms) => ms > nowMs)
  return coming.length === 0 ? null : new Date(coming.reduce((least, ms) => Math.min(least, ms))).toISOString()
}

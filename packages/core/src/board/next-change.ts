import { type Calendar, createCalendar } from '../calendar/calendar.ts'
import { warnsAt } from '../freshness/judge-evidence.ts'
import { MAX_READING_AGE_MS, REREAD_WITHIN_MS } from '../freshness/judge-workflow.ts'
import type { Board, BoardBlocker, BoardGate } from './board.ts'
import type { ProgramState } from './program-state.ts'

const after = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString()

type Boundaries = Pick<Calendar, 'at' | 'indexAt' | 'period'>

/** When the present period began and when it ends, also after the last one; before the first, only when that begins. */
const boundaries = (state: ProgramState, calendar: Boundaries, now: string): readonly string[] => {
  if (calendar.at(now).position === 'before') return [calendar.period(state.head.first).startsAt]
  const { startsAt, endsAt } = calendar.period(calendar.indexAt(now))
  return [startsAt, endsAt]
}

/**
 * The instants around `now` at which time alone changes the board, in milliseconds: a period ends (or the program begins), a blocker's clock
 * runs out, proof is about to expire or does, a waiver expires, a delegation begins or ends, the deadline of a go/no-go passes, a reading of CI grows too old to sign on or to believe.
 */
const changesOf = (
  state: ProgramState,
  gates: readonly BoardGate[],
  blockers: readonly BoardBlocker[],
  calendar: Boundaries,
  now: string,
): readonly number[] => {
  const instants: (string | null)[] = [...boundaries(state, calendar, now)]
  for (const blocker of blockers) instants.push(blocker.dueAt)
  for (const { from, until, revokedAt } of state.delegations) if (revokedAt === null) instants.push(from, until)
  for (const { deadline, decision } of state.goNoGo) if (decision === null) instants.push(deadline)
  for (const gate of gates) {
    for (const waiver of gate.waivers) instants.push(waiver.expiresAt)
    for (const requirement of gate.requirements)
      for (const { expiresAt } of requirement.evidence) if (expiresAt !== null) instants.push(warnsAt(expiresAt, requirement), expiresAt)
  }
  if (state.ci !== null && !Number.isNaN(Date.parse(state.ci.readAt)))
    // One millisecond later: both limits are the last instant at which the reading still counts.
    instants.push(after(state.ci.readAt, REREAD_WITHIN_MS + 1), after(state.ci.readAt, MAX_READING_AGE_MS + 1))
  return instants.flatMap((instant) => (instant === null ? [] : [Date.parse(instant)])).filter((ms) => !Number.isNaN(ms))
}

const isoOf = (ms: number): string => new Date(ms).toISOString()

/** The earliest instant after `now` at which time alone changes the board; null: never. */
export const nextChangeAt = (
  state: ProgramState,
  gates: readonly BoardGate[],
  blockers: readonly BoardBlocker[],
  calendar: Boundaries,
  now: string,
): string | null => {
  const nowMs = Date.parse(now)
  const coming = changesOf(state, gates, blockers, calendar, now).filter((ms) => ms > nowMs)
  return coming.length === 0 ? null : isoOf(coming.reduce((least, ms) => Math.min(least, ms)))
}

/**
 * The latest instant, `board.computedAt` included, at which time alone changed a board: computed at any instant from then until
 * `nextChangeAt`, the board of this state says the same. null: time never changed it.
 */
export const lastChangeAt = (state: ProgramState, board: Pick<Board, 'gates' | 'blockers' | 'computedAt'>): string | null => {
  const nowMs = Date.parse(board.computedAt)
  const past = changesOf(state, board.gates, board.blockers, createCalendar(state.head), board.computedAt).filter((ms) => ms <= nowMs)
  return past.length === 0 ? null : isoOf(past.reduce((most, ms) => Math.max(most, ms)))
}

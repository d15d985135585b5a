import { type Board, buildBoard, comparePast, createCalendar, type PastDifference, sayInstant } from '@gatehouse/core'
import { auditHead, type Database, eventPlace, type EventPlace, lastEventBefore } from '@gatehouse/db'
import { ShellError } from '../../app/problems.ts'
import type { Pasts } from './pasts.ts'

export interface AskedPast {
  readonly period?: number | undefined
  readonly seq?: number | undefined
  readonly at?: string | undefined
}
export interface PastBoard {
  /** Last event that counts. */
  readonly seq: number
  /** Instant at which the board was judged. */
  readonly at: string
  readonly revision: number
  readonly board: Board
  readonly difference: readonly PastDifference[]
}
export interface PastDeps {
  readonly db: Database
  readonly pasts: Pasts
  readonly programId: string
  /** The program's board as it is now: its calendar says when a period ends. */
  readonly present: Board
  readonly now: string
}

/** The event that a moment is told up to, and the instant at which the board is judged. */
interface Moment {
  readonly place: EventPlace | null
  readonly at: string
}
const shift = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString()
const notOver = (detail: string): ShellError => new ShellError('past_not_over', detail)

const endOfPeriod = async ({ db, programId, present, now }: PastDeps, period: number): Promise<Moment> => {
  const { label, endsAt } = createCalendar(present.program).period(period)
  if (Date.parse(endsAt) > Date.parse(now)) throw notOver(`${label} is over at ${sayInstant(endsAt)}, not before.`)
  // Its last moment: at its end the next one begins, with other things due.
  return { place: await lastEventBefore(db, programId, endsAt), at: shift(endsAt, -1) }
}
const atInstant = async ({ db, programId, now }: PastDeps, instant: string): Promise<Moment> => {
  if (Date.parse(instant) > Date.parse(now)) throw notOver(`${sayInstant(instant)} is still to come.`)
  return { place: await lastEventBefore(db, programId, shift(instant, 1)), at: shift(instant, 0) }
}
const afterEvent = async ({ db, programId }: PastDeps, seq: number, last: number): Promise<Moment> => {
  const place = await eventPlace(db, programId, seq)
  if (place === null) throw notOver(`The record ends with event ${last}; there is no event ${seq} yet.`)
  return { place, at: place.at }
}

const momentOf = (deps: PastDeps, { period, seq, at }: AskedPast, last: number): Promise<Moment> => {
  if (period !== undefined) return endOfPeriod(deps, period)
  return seq === undefined ? atInstant(deps, at ?? '') : afterEvent(deps, seq, last)
}

/** The board at a moment of the past, judged at that moment by the rules of today, and what differs now. Throws `ShellError`. */
export const readPast = async (deps: PastDeps, asked: AskedPast): Promise<PastBoard> => {
  const { db, pasts, programId, present } = deps
  if ([asked.period, asked.seq, asked.at].filter((each) => each !== undefined).length !== 1)
    throw new ShellError('bad_request', 'Give exactly one of period, seq and at.')
  const head = await auditHead(db, programId)
  const from = head?.stateFrom ?? null
  if (head === null || from === null) throw new ShellError('past_not_recorded', 'Nothing is on the record of this program yet.')
  const { place, at } = await momentOf(deps, asked, head.seq)
  if (place === null || place.seq < from) {
    const begun = await eventPlace(db, programId, from)
    throw new ShellError('past_not_recorded', `The record of this board begins at ${sayInstant(begun?.at ?? '')}, with event ${from}.`)
  }
  const { seq, revision } = place
  const board = buildBoard({ ...(await pasts.after(programId, seq)), revision }, at)
  return { seq, at, revision, board, difference: comparePast(board, present) }
}

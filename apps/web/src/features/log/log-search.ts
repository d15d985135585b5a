import { createCalendar, type ProgramHead } from '@gatehouse/core'
import { z } from 'zod'
import { listParam, textParam } from '../../lib/search-state.ts'
import type { LogFilter } from './log.queries.ts'

const DATE = /^\d{4}-\d{2}-\d{2}$/
const ACTION = /^[a-z_]+(?:\.[a-z_]*)?$/
/** The server takes so many at once. */
const MOST_ACTIONS = 20
const dateParam = () => z.string().regex(DATE).optional().catch(undefined)

/** The log's part of the URL. Dates are the program's own, both ends included. */
export const logSearch = z.object({
  /** Id or name of whoever did it. */
  who: textParam(),
  /** Actions, or their beginnings such as `gate.`. */
  what: listParam(),
  gate: textParam(),
  /** What an event is about: `task:L4-D1`. */
  subject: textParam(),
  from: dateParam(),
  to: dateParam(),
  q: textParam(),
  /** The event that is open. */
  event: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type LogSearch = z.output<typeof logSearch>
export const NO_LOG_FILTER = {
  ...{ who: undefined, what: [], gate: undefined, subject: undefined, from: undefined, to: undefined, q: undefined },
} satisfies Omit<LogSearch, 'event'>

export const isLogFiltered = ({ who, what, gate, subject, from, to, q }: LogSearch): boolean =>
  what.length > 0 || [who, gate, subject, from, to, q].some((value) => value !== undefined)

/** First and last instant of a date in the program's zone; null: there is no such date. */
const dayOf = (program: ProgramHead, date: string): { readonly startsAt: string; readonly endsAt: string } | null => {
  try {
    const everyDay = { ...program, cadence: 'day', first: 0, startsOn: date, workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: [] } as const
    return createCalendar(everyDay).period(0)
  } catch {
    return null
  }
}

/** What the server is asked. Values that it would refuse are left out: links outlive versions. */
export const filterOf = (program: ProgramHead, { who, what, gate, subject, from, to, q }: LogSearch): LogFilter => {
  const actions = what.filter((action) => ACTION.test(action)).slice(0, MOST_ACTIONS)
  const since = from === undefined ? null : dayOf(program, from)
  const until = to === undefined ? null : dayOf(program, to)
  return {
    ...(who === undefined ? {} : { actor: who.slice(0, 200) }),
    ...(actions.length === 0 ? {} : { action: actions.join(',') }),
    ...(gate === undefined ? {} : { gate }),
    ...(subject === undefined ? {} : { subject: subject.slice(0, 80) }),
    ...(since === null ? {} : { from: since.startsAt }),
    ...(until === null ? {} : { to: until.endsAt }),
    ...(q === undefined || q.trim() === '' ? {} : { q: q.trim().slice(0, 200) }),
  }
}

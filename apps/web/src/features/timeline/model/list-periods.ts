import { type Board, type BoardPeriod, createCalendar } from '@gatehouse/core'
import { endOf, lateBy } from './bar-facts.ts'

export interface DisplayPeriod extends BoardPeriod {
  /** After the plan's last period: a slip leads there. */
  readonly beyond: boolean
  /** One of the contingency's buffer. */
  readonly buffer: boolean
}
/** A forecast that is further off than this is said in words only. */
const MOST_BEYOND = 60

/** The plan's periods, and those after it that late work or an exhausted buffer reaches. */
export const listPeriods = (
  board: Pick<Board, 'program' | 'periods' | 'contingency' | 'tasks'>,
  now: number | null,
): readonly DisplayPeriod[] => {
  const { contingency, program } = board
  const isBuffer = (index: number): boolean => contingency !== null && index >= contingency.from && index <= contingency.to
  let end = Math.max(program.last, contingency?.newEnd ?? program.last)
  for (const task of board.tasks) end = Math.max(end, endOf(task, lateBy(task, now)) - 1)
  const last = Math.min(end, program.last + MOST_BEYOND)
  const listed = board.periods.map((period) => ({ ...period, beyond: false, buffer: isBuffer(period.index) }))
  if (last <= program.last) return listed
  const calendar = createCalendar(program)
  for (let index = program.last + 1; index <= last; index++) listed.push({ ...calendar.period(index), beyond: true, buffer: false })
  return listed
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

/** `Fri 20 Feb 2026` of an ISO date. Written out by hand: a screenful of them is asked for at once. */
export const longDate = (isoDate: string): string => {
  const [year = 0, month = 1, day = 1] = isoDate.split('-').map(Number)
  return `${DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]} ${day} ${MONTHS[month - 1]} ${year}`
}

/** Date under a period's label: the month is named where it begins. Day cadence: `Fri 20`, `Sun 1 Mar`; week cadence: `29 Dec`, `12`. */
export const periodDate = (period: BoardPeriod, before: BoardPeriod | undefined, cadence: 'day' | 'week', narrow: boolean): string => {
  const [year = 0, month = 1, day = 1] = period.startsOn.split('-').map(Number)
  const named = before === undefined || before.startsOn.slice(0, 7) !== period.startsOn.slice(0, 7)
  const date = named ? `${day} ${MONTHS[month - 1]}` : `${day}`
  if (cadence === 'week' || narrow) return date
  return `${DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]} ${date}`
}

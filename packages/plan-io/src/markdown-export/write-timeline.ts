import { type BoardPeriod, createCalendar, dayOfIsoDate, isoWeekday, type Plan } from '@gatehouse/core'
import { joinRow, writeText } from './inline-text.ts'

export interface TimelineRow {
  readonly period: number
  readonly cells: readonly string[]
}
export interface Timeline {
  readonly header: readonly string[]
  readonly rows: readonly TimelineRow[]
}

/** Entries beyond which a table is no glance any more, and would weigh more than all the rest of the document. */
const MAX_ENTRIES = 5_000

/**
 * The plan at a glance: a row per period, a column per lane and one for gates; each cell names what is worked on or decided then.
 * Derived: the tables of tasks and gates say the same and more. Null where there is nothing to show or too much for a page.
 */
export function drawTimeline(plan: Plan): Timeline | null {
  const { tasks, gates, lanes, program } = plan
  const entries = tasks.reduce((sum, task) => sum + task.finish - task.start + 1, gates.length)
  if (entries === 0 || entries > MAX_ENTRIES) return null
  const shown = lanes.filter((lane) => tasks.some((task) => task.lane === lane.key))
  const atPeriod = new Map<string, string[]>()
  const put = (column: string, period: number, key: string, title: string): void => {
    const id = `${period} ${column}`
    const cell = atPeriod.get(id) ?? []
    cell.push(`${writeText(key)} ${writeText(title, '&#10;')}`)
    atPeriod.set(id, cell)
  }
  for (const task of tasks) for (let period = task.start; period <= task.finish; period += 1) put(task.lane, period, task.key, task.title)
  for (const gate of gates) put(GATES, gate.at, gate.key, gate.title)
  const columns = [...shown.map((lane) => lane.key), ...(gates.length > 0 ? [GATES] : [])]
  const header = [
    program.cadence === 'day' ? 'Day' : 'Week',
    ...shown.map((lane) => `${writeText(lane.key)} ${writeText(lane.name)}`),
    ...(gates.length > 0 ? ['Gates'] : []),
  ]
  const rows = createCalendar(program)
    .periods()
    .map((period) => ({
      period: period.index,
      cells: [sayPeriod(period), ...columns.map((column) => (atPeriod.get(`${period.index} ${column}`) ?? []).join('<br>'))],
    }))
  return { header, rows }
}
/** No lane can have this key. */
const GATES = ' gates'

export const writeTimeline = (timeline: Timeline | null): string[] =>
  timeline === null
    ? []
    : [joinRow(timeline.header), joinRow(timeline.header.map(() => '---')), ...timeline.rows.map((row) => joinRow(row.cells))]

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const sayDay = (iso: string): string => `${Number(iso.slice(8))} ${MONTHS[Number(iso.slice(5, 7)) - 1] ?? ''}`

/** `D5`, and under it the date or, of a week, the dates. */
function sayPeriod({ label, startsOn, endsOn }: BoardPeriod): string {
  const weekday = WEEKDAYS[isoWeekday(dayOfIsoDate(startsOn) ?? 0) - 1] ?? ''
  const dates = startsOn === endsOn ? `${weekday} ${sayDay(startsOn)}` : `${sayDay(startsOn)} – ${sayDay(endsOn)}`
  return `**${label}**<br>${dates.replaceAll(' ', '&nbsp;')}`
}

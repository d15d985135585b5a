/** Why something is, or is not, on the critical path: in sentences that a steering group can read. */
import { sayCount } from '../board/say.ts'
import type { Schedule, ScheduleRow } from './schedule.ts'

export interface CriticalExplanation {
  readonly critical: boolean
  /** One to five English sentences, the verdict first. */
  readonly sentences: readonly string[]
}

/** `label` turns a period index into words (the calendar's); `unit` is what a period is called: `day`, `week`. An unknown key is explained as such. */
export const whyCritical = (schedule: Schedule, key: string, label: (index: number) => string, unit = 'period'): CriticalExplanation => {
  const periods = (count: number): string => sayCount(count, unit)
  const row = rowByKey(schedule, key)
  if (!row) return { critical: false, sentences: [`${key} is not on the schedule.`] }
  return {
    critical: row.critical,
    sentences: [
      sayVerdict(schedule, row, unit, periods),
      saySpan(row, label),
      ...sayDriver(schedule, row, label, periods),
      ...sayLate(row, periods),
      ...sayRoom(row, periods),
    ],
  }
}

const rowByKey = (schedule: Schedule, key: string): ScheduleRow | undefined => schedule.rows.find((row) => row.key === key)

type Periods = (count: number) => string
const goal = (schedule: Schedule): string => schedule.target ?? 'the last finish of all'

const sayVerdict = (schedule: Schedule, row: ScheduleRow, unit: string, periods: Periods): string => {
  if (row.key === schedule.target) return `${row.key} is critical because it is the target.`
  if (row.critical && row.slack < 0) {
    return `${row.key} is critical: it ends ${periods(-row.slack)} too late for work that has already begun on the way to ${goal(schedule)}.`
  }
  if (row.critical) return `${row.key} is critical: every ${unit} that it slips moves ${goal(schedule)}.`
  if (row.slack > 0) return `${row.key} is not critical: it may slip ${periods(row.slack)} before it moves ${goal(schedule)}.`
  return `${row.key} is not critical: nothing on the way to ${goal(schedule)} waits for it.`
}

/** A point lies at the end of a period, work from one period through another. */
const saySpan = (row: ScheduleRow, label: (index: number) => string): string => {
  const last = label(row.earliestFinish - 1)
  if (row.earliestFinish === row.earliestStart) return `It is forecast for the end of ${last}.`
  const first = label(row.earliestStart)
  return first === last ? `It is forecast for ${first}.` : `It is forecast from ${first} to ${last}.`
}

const sayDriver = (schedule: Schedule, row: ScheduleRow, label: (index: number) => string, periods: Periods): readonly string[] => {
  if (row.drivenBy === null) return ['Nothing before it sets its start: the plan, its own progress or today does.']
  const driver = rowByKey(schedule, row.drivenBy)
  return driver
    ? [
        `${driver.key} drives it, which ends in ${label(driver.earliestFinish - 1)}${driver.late > 0 ? `, ${periods(driver.late)} late` : ''}.`,
      ]
    : []
}

const sayLate = (row: ScheduleRow, periods: Periods): readonly string[] =>
  row.late > 0 ? [`It ends ${periods(row.late)} later than its baseline.`] : []

const sayRoom = (row: ScheduleRow, periods: Periods): readonly string[] =>
  !row.critical && row.freeSlack > 0 && row.freeSlack !== row.slack
    ? [`Of that, ${periods(row.freeSlack)} would move no other work either.`]
    : []

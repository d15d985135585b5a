import type { Board } from '@gatehouse/core'

export interface NowCoordinate {
  /** Index of the current period plus the share of its own dates that has passed; null outside of the program. */
  readonly line: number | null
  /** Index of the current period; null before the program, one past the last after it. */
  readonly period: number | null
}

const DAY = 86_400_000
/** A day on which the clock is put back has an hour more. */
const LONG_DAY = 26 * 3_600_000

/**
 * Where an instant lies among the board's periods. As in the core's calendar, days on which nobody works belong to the period before them and do not
 * count for its share: a Saturday that is not worked stands at the end of Friday.
 */
export const nowCoordinate = (board: Pick<Board, 'program' | 'periods'>, instant: number): NowCoordinate => {
  const { periods, program } = board
  const first = periods[0]
  const last = periods.at(-1)
  if (!first || !last || instant < Date.parse(first.startsAt)) return { line: null, period: null }
  if (instant >= Date.parse(last.endsAt)) return { line: null, period: last.index + 1 }
  let low = 0
  let high = periods.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (Date.parse(periods[middle]?.startsAt ?? '') <= instant) low = middle
    else high = middle - 1
  }
  const period = periods[low] ?? first
  const begin = Date.parse(period.startsAt)
  const whole = Date.parse(period.endsAt) - begin
  const own = program.cadence === 'day' && whole > LONG_DAY ? DAY : whole
  return { line: period.index + Math.min(1, (instant - begin) / own), period: period.index }
}

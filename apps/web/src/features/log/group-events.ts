import type { Board } from '@gatehouse/core'
import { formatDay } from '../../lib/format-time.ts'
import type { LogEvent } from '../../lib/say-event.ts'

export interface EventDay {
  /** `Wed 25 Feb` in the program's zone. */
  readonly day: string
  /** `D5`; null: before the program or after its last period. */
  readonly period: string | null
  readonly events: readonly LogEvent[]
}

/** Events in runs of one day. Their order is that of their numbers: where a clock jumped, a day may come twice. */
export const groupEvents = (
  { program, periods }: Pick<Board, 'program' | 'periods'>,
  events: readonly LogEvent[],
  now: Date,
): EventDay[] => {
  const days: { day: string; period: string | null; events: LogEvent[] }[] = []
  for (const event of events) {
    const day = formatDay(event.at, program.timeZone, now)
    const last = days.at(-1)
    if (last?.day === day) last.events.push(event)
    else {
      const at = Date.parse(event.at)
      const period = periods.find(({ startsAt, endsAt }) => Date.parse(startsAt) <= at && at < Date.parse(endsAt))
      days.push({ day, period: period?.label ?? null, events: [event] })
    }
  }
  return days
}

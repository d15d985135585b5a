import { formatDay } from '../../lib/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { TimeText, useZone } from '../../ui/index.ts'

/** The last day of a period, from the instant at which it ends. That instant is the midnight after it, which nobody means by "due". */
export const PeriodEnd = ({ at }: { at: string }) => {
  const zone = useZone()
  const now = useNow()
  const last = new Date(Date.parse(at) - 1).toISOString()
  const today = formatDay(last, zone, now) === formatDay(now, zone, now)
  return (
    <>
      <TimeText at={last} form="day" />
      {today ? ', today' : ''}
    </>
  )
}

/** The time alone where the day is today, the day and the time else. */
export const RecentTime = ({ at }: { at: string }) => {
  const zone = useZone()
  const now = useNow()
  return <TimeText at={at} form={formatDay(at, zone, now) === formatDay(now, zone, now) ? 'time' : 'day-time'} />
}

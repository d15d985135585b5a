import { formatAbsolute, formatAge, formatDay, formatDayTime, formatTime } from '../lib/format-time.ts'
import { useNow } from '../lib/use-now.ts'
import { useZone } from './zone.tsx'

/** An instant, in the program's zone, with the whole truth in its title. */
export const TimeText = ({ at, form = 'day-time', zone }: { at: string; form?: 'time' | 'day' | 'day-time' | 'age'; zone?: string }) => {
  const programZone = useZone()
  const now = useNow()
  const inZone = zone ?? programZone
  const text = {
    time: () => formatTime(at, inZone),
    day: () => formatDay(at, inZone, now),
    'day-time': () => formatDayTime(at, inZone, now),
    age: () => formatAge(at, now),
  }[form]()
  return (
    <time dateTime={at} title={formatAbsolute(at, inZone)} className="nw">
      {text}
    </time>
  )
}

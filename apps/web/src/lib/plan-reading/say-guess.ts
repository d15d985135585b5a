import { formatIsoDate } from '../format-time.ts'
import type { InferredFact } from './reading.ts'

const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
export const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text)

/** `Mon to Fri`, `every day`, `Mon, Wed` */
export const sayDays = (days: readonly number[]): string => {
  if (days.length === 7) return 'every day'
  const [from, to] = [days[0] ?? 1, days.at(-1) ?? 1]
  const named = (day: number) => DAY_NAMES[day - 1] ?? ''
  return days.length > 2 && to - from === days.length - 1 ? `${named(from)} to ${named(to)}` : days.map(named).join(', ')
}

/** What an inferred fact says, as a person writes it: days by name, dates in full. */
export const sayGuess = ({ field, value }: InferredFact): string =>
  field === 'workingDays' && /^[1-7](?:,[1-7])*$/.test(value)
    ? sayDays(value.split(',').map(Number))
    : field === 'startsOn' && isDate(value)
      ? formatIsoDate(value)
      : value

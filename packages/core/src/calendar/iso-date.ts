/** Calendar dates as text (`YYYY-MM-DD`) and as whole days since 1970-01-01, so that date arithmetic never meets a time zone. */
const MS_PER_DAY = 86_400_000
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/** Days since 1970-01-01, or null where the text is no date of the Gregorian calendar (`2026-02-30`, `26-2-3`). */
export const dayOfIsoDate = (text: string): number | null => {
  const match = SHAPE.exec(text)
  if (!match) return null
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / MS_PER_DAY
  return isoDateOfDay(day) === text ? day : null
}

/** `YYYY-MM-DD` of a day number. */
export const isoDateOfDay = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10)

/** True for a real date written as `YYYY-MM-DD`. */
export const isIsoDate = (text: string): boolean => dayOfIsoDate(text) !== null

/** ISO weekday of a day number: 1 = Monday .. 7 = Sunday. */
export const isoWeekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** Dates and times, always in the program's zone, always with a word for the zone. Instants are ISO 8601 in UTC. */

const cache = new Map<string, Intl.DateTimeFormat>()
const formatter = (zone: string, key: string, options: Intl.DateTimeFormatOptions, locale = 'en-GB'): Intl.DateTimeFormat => {
  const id = `${locale}|${zone}|${key}`
  const known = cache.get(id)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone, hourCycle: 'h23' })
  cache.set(id, made)
  return made
}
const parts = (instant: Date, zone: string) => {
  const found: Record<string, string> = {}
  const wanted = formatter(zone, 'parts', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  for (const part of wanted.formatToParts(instant)) found[part.type] = part.value
  return found as Record<'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second', string>
}

/** The zone's usual short name (`IST`, `CET`); each English locale knows only its own region's, so several are asked. */
export const zoneName = (instant: Date, zone: string): string => {
  let name = zone
  for (const locale of ['en-GB', 'en-IN', 'en-US', 'en-AU', 'en-CA', 'en-ZA', 'en-NZ']) {
    name =
      formatter(zone, 'zone', { timeZoneName: 'short' }, locale)
        .formatToParts(instant)
        .find((part) => part.type === 'timeZoneName')?.value ?? zone
    if (!/^(?:GMT|UTC)[+-]/.test(name)) return name
  }
  return name.replace('GMT', 'UTC')
}

/** `14:32` */
export const formatClock = (at: string | Date, zone: string): string => {
  const { hour, minute } = parts(new Date(at), zone)
  return `${hour}:${minute}`
}
/** `14:32 IST` */
export const formatTime = (at: string | Date, zone: string): string => `${formatClock(at, zone)} ${zoneName(new Date(at), zone)}`
/** `Wed 25 Feb`; with the year where it is not this one. */
export const formatDay = (at: string | Date, zone: string, now: Date = new Date()): string => {
  const { weekday, day, month, year } = parts(new Date(at), zone)
  return `${weekday} ${day} ${month}${year === parts(now, zone).year ? '' : ` ${year}`}`
}
/** `Wed 25 Feb 14:32 IST` */
export const formatDayTime = (at: string | Date, zone: string, now?: Date): string => `${formatDay(at, zone, now)} ${formatTime(at, zone)}`
/** `2026-02-25 14:32:05 IST (Asia/Kolkata)`: the whole truth, for titles. */
export const formatAbsolute = (at: string | Date, zone: string): string => {
  const instant = new Date(at)
  const { hour, minute, second } = parts(instant, zone)
  const date = formatter(zone, 'iso', { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA').format(instant)
  return `${date} ${hour}:${minute}:${second} ${zoneName(instant, zone)} (${zone})`
}

/** `Fri 20 Feb 2026` of an ISO date, which has no zone. */
export const formatIsoDate = (date: string, withYear = true): string => {
  const { weekday, day, month, year } = parts(new Date(`${date}T12:00:00Z`), 'UTC')
  return withYear ? `${weekday} ${day} ${month} ${year}` : `${weekday} ${day} ${month}`
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const two = (value: number) => String(value).padStart(2, '0')

/** `4 h 08 m`, `11 min`, `2 d 3 h`; whole minutes, rounded down; never negative. */
export const formatDuration = (ms: number): string => {
  const left = Math.max(0, ms)
  if (left < HOUR) return `${Math.floor(left / MINUTE)} min`
  if (left < 2 * DAY) return `${Math.floor(left / HOUR)} h ${two(Math.floor((left % HOUR) / MINUTE))} m`
  return `${Math.floor(left / DAY)} d ${Math.floor((left % DAY) / HOUR)} h`
}
/** `4:08` for a clock that runs. */
export const formatHoursMinutes = (ms: number): string =>
  `${Math.floor(Math.max(0, ms) / HOUR)}:${two(Math.floor((Math.max(0, ms) % HOUR) / MINUTE))}`
/** `just now`, `11 min ago`, `in 3 h 20 m`. Show it only with the absolute time in the title. */
export const formatAge = (at: string | Date, now: Date): string => {
  const ms = now.getTime() - new Date(at).getTime()
  if (Math.abs(ms) < MINUTE) return 'just now'
  return ms > 0 ? `${formatDuration(ms)} ago` : `in ${formatDuration(-ms)}`
}

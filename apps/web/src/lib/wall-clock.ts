/** Instants and what a clock on a wall in some zone shows: `2026-02-25T14:30`, as `<input type="datetime-local">` has it. */

const wall = new Map<string, Intl.DateTimeFormat>()
const formatterOf = (zone: string): Intl.DateTimeFormat => {
  const known = wall.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  wall.set(zone, made)
  return made
}

/** What the wall's clock shows at an instant, to the minute. */
export const wallClockAt = (at: string | Date, zone: string): string => formatterOf(zone).format(new Date(at)).replace(' ', 'T')

/**
 * The instant at which the wall's clock shows `text`; null: it is no such time. Of an hour that comes twice (clocks go back) the first; in one
 * that does not come (clocks go forward) the instant that would have been, had they not.
 */
export const instantAtWallClock = (text: string, zone: string): string | null => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null
  const wanted = Date.parse(`${text}:00Z`)
  if (Number.isNaN(wanted)) return null
  const offsetAt = (ms: number): number => Date.parse(`${wallClockAt(new Date(ms), zone)}:00Z`) - ms
  const DAY = 86_400_000
  // The offsets on both sides of a change of clocks; the larger one comes first in time where both fit.
  const candidates = [offsetAt(wanted - DAY), offsetAt(wanted + DAY)].sort((a, b) => b - a).map((offset) => wanted - offset)
  const fitting = candidates.find((ms) => wallClockAt(new Date(ms), zone) === text)
  return new Date(fitting ?? wanted - offsetAt(wanted - DAY)).toISOString()
}

/** Instants ⇄ local dates of an IANA zone, by the host's own zone data. Instants are milliseconds since 1970-01-01 UTC. */
const MS_PER_DAY = 86_400_000
/** Wider than any offset that was ever used, so that these two looks always lie on either side of a local midnight. */
const LOOK = 16 * 3_600_000

// Building a formatter costs about a hundred times what using it costs.
const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterOf = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone)
  if (known) return known
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  // Zone names match in any case, so a stranger could otherwise fill the memory with spellings of one zone.
  if (formatters.size >= 200) formatters.clear()
  formatters.set(zone, formatter)
  return formatter
}

/** True for an IANA zone name that this host knows (`Asia/Kolkata`, `UTC`). Bare offsets such as `+05:30` are not zones. */
export const isValidTimeZone = (zone: string): boolean => {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    formatterOf(zone)
    return true
  } catch {
    return false
  }
}

const PARTS = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/

/** The zone's wall clock at an instant, read as if it were UTC. */
const wallClockAt = (zone: string, ms: number): number => {
  const match = PARTS.exec(formatterOf(zone).format(ms))
  if (!match) throw new Error(`Unreadable wall clock for ${zone}`)
  return Date.UTC(Number(match[3]), Number(match[1]) - 1, Number(match[2]), Number(match[4]), Number(match[5]), Number(match[6]))
}

/** What the zone adds to UTC at an instant, in milliseconds. */
export const zoneOffsetAt = (zone: string, ms: number): number => wallClockAt(zone, ms) - Math.floor(ms / 1000) * 1000

/** Day number (see iso-date.ts) of the zone's date at an instant. */
export const localDayAt = (zone: string, ms: number): number => Math.floor(wallClockAt(zone, ms) / MS_PER_DAY)

/**
 * First instant of a local date. Where clocks skip midnight it is the end of the gap (01:00 or so); where midnight comes twice it
 * is the earlier one; for a date that the zone never had (a move over the date line) it is the first instant of the next date.
 */
export const startOfLocalDay = (zone: string, day: number): number => {
  const midnight = day * MS_PER_DAY
  const before = zoneOffsetAt(zone, midnight - LOOK)
  const after = zoneOffsetAt(zone, midnight + LOOK)
  // The larger offset gives the earlier instant.
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (wallClockAt(zone, midnight - offset) === midnight) return midnight - offset
  }
  let low = midnight - LOOK
  let high = midnight + LOOK
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (localDayAt(zone, middle) >= day) high = middle
    else low = middle
  }
  return high
}

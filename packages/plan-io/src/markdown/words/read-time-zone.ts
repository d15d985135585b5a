export interface ZoneFound {
  /** IANA name. */
  readonly zone: string
  /** As written. */
  readonly text: string
  /** The document writes the IANA name itself; else an abbreviation was understood as one. */
  readonly given: boolean
}

/** Abbreviation → where most people who write it are. Several mean more than one place, so whoever reads them is told. */
const ZONES: Readonly<Record<string, string>> = {
  UTC: 'UTC',
  GMT: 'UTC',
  Z: 'UTC',
  IST: 'Asia/Kolkata',
  CET: 'Europe/Berlin',
  CEST: 'Europe/Berlin',
  MEZ: 'Europe/Berlin',
  MESZ: 'Europe/Berlin',
  WET: 'Europe/Lisbon',
  WEST: 'Europe/Lisbon',
  EET: 'Europe/Helsinki',
  EEST: 'Europe/Helsinki',
  OEZ: 'Europe/Helsinki',
  BST: 'Europe/London',
  MSK: 'Europe/Moscow',
  TRT: 'Europe/Istanbul',
  ET: 'America/New_York',
  EST: 'America/New_York',
  EDT: 'America/New_York',
  CT: 'America/Chicago',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  MST: 'America/Denver',
  MDT: 'America/Denver',
  PT: 'America/Los_Angeles',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  BRT: 'America/Sao_Paulo',
  JST: 'Asia/Tokyo',
  KST: 'Asia/Seoul',
  SGT: 'Asia/Singapore',
  HKT: 'Asia/Hong_Kong',
  GST: 'Asia/Dubai',
  PKT: 'Asia/Karachi',
  SAST: 'Africa/Johannesburg',
  AEST: 'Australia/Sydney',
  AEDT: 'Australia/Sydney',
  NZST: 'Pacific/Auckland',
  NZDT: 'Pacific/Auckland',
}
const IANA =
  /(?<![\p{L}\p{N}/])(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)\/[A-Z][A-Za-z_+-]{1,30}(?:\/[A-Z][A-Za-z_]{1,30})?/u

/** The time zone that a short text names: an IANA name, or an abbreviation in capitals. null: none. */
export function readTimeZone(text: string): ZoneFound | null {
  const given = IANA.exec(text.slice(0, 500))?.[0]
  if (given !== undefined) return { zone: given, text: given, given: true }
  for (const [word] of text.slice(0, 500).matchAll(/(?<![\p{L}\p{N}-])[A-Z]{1,4}(?![\p{L}\p{N}-])/gu)) {
    const zone = ZONES[word]
    if (zone !== undefined && word.length > 1) return { zone, text: word, given: word === 'UTC' }
  }
  return null
}

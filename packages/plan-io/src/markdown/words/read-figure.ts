import { findWords } from './find-words.ts'

export interface Figure {
  readonly value: number
  /** 100 of `68/100`, else null. */
  readonly of: number | null
  /** `%`, `ms`, `h`, or ''. */
  readonly unit: string
  /** `<`, `<=`, `>`, `>=`, `~` or ''. */
  readonly sign: string
}

const FIGURE =
  /(?<sign>[<>≤≥~≈]=?|≦|≧)?\s?(?<value>-?\d{1,12}(?:[.,]\d{3})*(?:[.,]\d{1,6})?)(?:\s?\/\s?(?<of>\d{1,6}))?\+?\s?(?<unit>%|[\p{L}€$£]{1,12}(?:\/\p{L}{1,10})?)?/u
const SIGNS: Readonly<Record<string, string>> = { '≤': '<=', '≥': '>=', '≦': '<=', '≧': '>=', '≈': '~', '~=': '~' }

/** The first figure of a text: `68/100`, `85 %`, `< 12 h`, `99,9 %`, `10.000`. */
export function readFigure(text: string): Figure | null {
  const match = FIGURE.exec(text.slice(0, 500))
  if (!match?.groups) return null
  const { sign = '', value = '', of, unit = '' } = match.groups
  return { value: readNumber(value) ?? 0, of: of === undefined ? null : Number(of), unit, sign: SIGNS[sign] ?? sign }
}

/**
 * A number as people write it, in English or German: `1,200`, `1.200`, `6,5`, `6.5`. Three digits behind a single separator are thousands.
 * null: there is none.
 */
export function readNumber(text: string): number | null {
  const written = /-?\d[\d.,]{0,20}/.exec(text.slice(0, 200))?.[0].replace(/[.,]+$/, '')
  if (written === undefined) return null
  const separator = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','))
  if (separator < 0) return Number(written)
  const behind = written.length - separator - 1
  const isThousands = behind === 3 && !/^-?0[.,]/.test(written)
  const digits = written.replace(/[.,]/g, '')
  return isThousands ? Number(digits) : Number(`${digits.slice(0, digits.length - behind)}.${digits.slice(digits.length - behind)}`)
}

const HOURS = { minute: 1 / 60, hour: 1, day: 24, week: 168 } as const
const LENGTH = /(?<number>\d{1,4}(?:[.,]\d{1,2})?)\s?-?\s?(?<unit>\p{L}{1,10})/gu

/** The first length of time in a text, in hours: `<12h`, `within 4 hours`, `30 min`, `2 Tage`. null: none. */
export function readHours(text: string): number | null {
  for (const match of text.slice(0, 500).matchAll(LENGTH)) {
    const unit = findWords('unit', match.groups?.['unit'] ?? '').find(({ concept }) => concept in HOURS)?.concept
    if (unit === undefined) continue
    const hours = Number((match.groups?.['number'] ?? '0').replace(',', '.')) * HOURS[unit as keyof typeof HOURS]
    return Math.round(hours * 1_000) / 1_000
  }
  return null
}

/** Time of day as `HH:MM`: `9am`, `4 pm`, `14:30`, `9 Uhr`, `16.30 Uhr`. null: none. */
export function readTimeOfDay(text: string): string | null {
  const plain = text.slice(0, 500)
  const half = /(?<![\p{N}:.])(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?m\b/iu.exec(plain)
  const clock =
    half ??
    /(?<![\p{N}:.])(\d{1,2}):(\d{2})(?![\p{N}:])/u.exec(plain) ??
    /(?<![\p{N}:.])(\d{1,2})(?:[.:](\d{2}))?\s?(?:uhr|o'clock)/iu.exec(plain)
  if (!clock) return null
  const late = half?.[3]?.toLowerCase() === 'p'
  const hour = half === null ? Number(clock[1]) : (Number(clock[1]) % 12) + (late ? 12 : 0)
  const minute = Number(clock[2] ?? '0')
  return hour > 23 || minute > 59 ? null : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

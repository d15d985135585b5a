import { findWords } from './find-words.ts'
import { foldLetters } from './fold.ts'
import { SYNONYMS } from './synonyms.ts'

export interface DateMention {
  /** `2026-02-20`, or null where the text gives no year. */
  readonly iso: string | null
  readonly month: number
  readonly day: number
  /** ISO weekday that stands beside it, or null. */
  readonly weekday: number | null
  readonly start: number
  readonly end: number
}

const monthWords = new Map<string, number>(
  Object.entries(SYNONYMS.month).flatMap(([month, words]) =>
    `${words.en},${words.de}`.split(',').map((each) => [foldLetters(each.trim()), Number(month)] as const),
  ),
)
const names = [
  ...new Set(Object.values(SYNONYMS.month).flatMap((words) => `${words.en},${words.de}`.split(',').map((each) => each.trim()))),
]
  .sort((a, b) => b.length - a.length)
  .join('|')
const DATE = new RegExp(
  [
    String.raw`(?<iso>\d{4}-\d{2}-\d{2})`,
    String.raw`(?<day1>\d{1,2})\.\s?(?<month1>\d{1,2})\.(?:\s?(?<year1>\d{4}|\d{2}))?`,
    String.raw`(?<day2>\d{1,2})(?:\.|st|nd|rd|th)?[\s-](?<month2>${names})\b\.?(?:,?[\s-](?<year2>\d{4}))?`,
    String.raw`(?<month3>${names})\b\.?\s(?<day3>\d{1,2})(?:st|nd|rd|th)?(?:,?\s(?<year3>\d{4}))?`,
    String.raw`(?<year4>\d{4})/(?<month4>\d{1,2})/(?<day4>\d{1,2})`,
  ]
    .map((each) => `(?:${each})`)
    .join('|'),
  'giu',
)

/** Every date of a text, in its order: ISO, `20.02.2026`, `20. Februar 2026`, `20 Feb`, `Feb 20, 2026`. Impossible ones are left out. */
export function findDates(text: string): readonly DateMention[] {
  const found: DateMention[] = []
  if (!/\d/.test(text)) return found
  const plain = text.slice(0, 20_000)
  for (const match of plain.matchAll(DATE)) {
    const start = match.index
    const end = start + match[0].length
    if (/[\p{L}\p{N}]/u.test(plain.charAt(start - 1)) || /[\p{N}]/u.test(plain.charAt(end))) continue
    const parts = partsOf(match.groups ?? {})
    if (parts === null || !isRealDay(parts.year ?? 2024, parts.month, parts.day)) continue
    const { year, month, day } = parts
    const iso = year === null ? null : `${year}-${two(month)}-${two(day)}`
    found.push({ iso, month, day, weekday: weekdayBeside(plain, start, end), start, end })
  }
  return found
}

/** The first date of a short text; the year is taken from `fallbackYear` where it is missing. null: none. */
export function readDate(text: string, fallbackYear?: number): string | null {
  const [date] = findDates(text)
  if (date === undefined) return null
  if (date.iso !== null) return date.iso
  if (fallbackYear === undefined || !isRealDay(fallbackYear, date.month, date.day)) return null
  return `${fallbackYear}-${two(date.month)}-${two(date.day)}`
}

/** Every weekday that a text names, in its order, each once; 1 is Monday. Words of two letters count only with a capital: `So`, not `so`. */
export function findWeekdays(text: string): readonly number[] {
  const days = findWords('weekday', text).flatMap(({ concept, from, to }) => {
    const written = text.slice(from, to)
    return written.length > 2 || /^\p{Lu}\p{Ll}$/u.test(written) ? [Number(concept)] : []
  })
  return [...new Set(days)]
}

function partsOf(groups: Readonly<Record<string, string | undefined>>): { year: number | null; month: number; day: number } | null {
  if (groups['iso'] !== undefined) {
    const [year, month, day] = groups['iso'].split('-').map(Number)
    return { year: year ?? null, month: month ?? 0, day: day ?? 0 }
  }
  for (const form of ['1', '2', '3', '4']) {
    const [year, month, day] = [groups[`year${form}`], groups[`month${form}`], groups[`day${form}`]]
    if (month === undefined || day === undefined) continue
    const full = year === undefined ? null : year.length === 2 ? 2000 + Number(year) : Number(year)
    return { year: full, month: monthWords.get(foldLetters(month)) ?? Number(month), day: Number(day) }
  }
  return null
}

function weekdayBeside(text: string, start: number, end: number): number | null {
  const before = /(?<word>\p{L}{2,10})[.,]?[,\s(]*(?:(?:the|den|dem|der|am)\s)?$/u.exec(text.slice(Math.max(0, start - 20), start))
  const after = /^[,\s(]*(?<word>\p{L}{2,10})/u.exec(text.slice(end, end + 14))
  return findWeekdays(before?.groups?.['word'] ?? '')[0] ?? findWeekdays(after?.groups?.['word'] ?? '')[0] ?? null
}

const two = (value: number): string => String(value).padStart(2, '0')

function isRealDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || year < 1_900 || year > 2_200) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** ISO weekday (1 is Monday) of an ISO date. */
export const weekdayOf = (iso: string): number => new Date(`${iso}T00:00:00Z`).getUTCDay() || 7

import { findWords } from './find-words.ts'

/** `T` or `T0`, or T with a sign, a number and a unit, as in `T-48h`, `T + 30 min`, `T-2 days`, `T−1 Stunde`. */
const OFFSET =
  /(?<![\p{L}\p{N}])T\s?(?:(?<sign>[+\-−–])\s?(?<number>\d{1,4}(?:[.,]\d{1,2})?)\s?(?<unit>\p{L}{1,8})?|[+\-±]?0\s?(?:h|min)?)(?![\p{L}\p{N}])/u
const LETTER = { minute: 'min', hour: 'h', day: 'd', week: 'w' } as const

export interface OffsetMention {
  /** As the plan file writes it: `T-48h`, `T0`, `T+30min`, `T-2d`. */
  readonly offset: string
  /** Distance from T0 in minutes. */
  readonly minutes: number
  readonly start: number
  readonly end: number
}

/** The first distance from T0 in a text. A number without a unit is in hours. */
export function findOffset(text: string): OffsetMention | null {
  const match = OFFSET.exec(text.slice(0, 500))
  if (!match) return null
  const place = { start: match.index, end: match.index + match[0].length }
  const { sign, number, unit } = match.groups ?? {}
  if (sign === undefined || number === undefined || Number(number.replace(',', '.')) === 0) return { offset: 'T0', minutes: 0, ...place }
  const letter = unit === undefined ? 'h' : letterOf(unit)
  if (letter === null) return null
  const amount = Number(number.replace(',', '.'))
  const direction = sign === '+' ? '+' : '-'
  const minutes = amount * { min: 1, h: 60, d: 1_440, w: 10_080 }[letter]
  return { offset: `T${direction}${amount}${letter}`, minutes: direction === '+' ? minutes : -minutes, ...place }
}

/** The distance from T0 that a text names, as the plan file writes it; null: none. */
export const readOffset = (text: string): string | null => findOffset(text)?.offset ?? null

function letterOf(word: string): 'min' | 'h' | 'd' | 'w' | null {
  const unit = findWords('unit', word)
    .map(({ concept }) => concept)
    .find((concept) => concept in LETTER)
  return unit === undefined ? null : LETTER[unit as keyof typeof LETTER]
}

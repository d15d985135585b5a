import { findWords } from './find-words.ts'
import { foldLetters } from './fold.ts'
import { SYNONYMS } from './synonyms.ts'

export interface FreshnessRead {
  /** The proof must be about the commit that is released. */
  readonly isReleaseBound: boolean
  /** The proof may be this old; null: nothing said. */
  readonly hours: number | null
}

const HOURS: Readonly<Record<string, number>> = { hour: 1, day: 24, week: 168 }
const hoursByWord = new Map<string, number>(
  (['hour', 'day', 'week'] as const).flatMap((unit) =>
    `${SYNONYMS.unit[unit].en},${SYNONYMS.unit[unit].de}`.split(',').map((word) => [foldLetters(word.trim()), HOURS[unit] ?? 1] as const),
  ),
)

/** How fresh a proof must be by its wording: `on the release SHA`, `not older than 24 h`. */
export function readFreshness(text: string): FreshnessRead {
  const found = findWords('freshness', text)
  const young = found.find(({ concept }) => concept === 'young')
  return {
    isReleaseBound: found.some(({ concept }) => concept === 'release'),
    hours: young === undefined ? null : readHours(text.slice(young.to, young.to + 20)),
  }
}

function readHours(text: string): number | null {
  const found = /^\s*(\d{1,4})\s?(\p{L}{1,20})/u.exec(text)
  const factor = hoursByWord.get(foldLetters(found?.[2] ?? ''))
  const hours = Number(found?.[1] ?? 0) * (factor ?? 0)
  return hours >= 1 && hours <= 8_784 ? hours : null
}

import { findWords, wholeWord } from './find-words.ts'

export type Level = 'low' | 'medium' | 'high' | 'critical'
const ORDER: readonly Level[] = ['low', 'medium', 'high', 'critical']
const LETTERS: Readonly<Record<string, Level>> = { l: 'low', n: 'low', m: 'medium', h: 'high', c: 'critical', k: 'critical' }
const SIGNS: readonly (readonly [RegExp, Level])[] = [
  [/🔴|🟥/u, 'high'],
  [/🟡|🟠|🟨|🟧/u, 'medium'],
  [/🟢|🟩/u, 'low'],
]

/**
 * How likely or how bad: words in English or German, single letters, 1 to 5, `7/10`, per cent, coloured dots. The worse end of a range
 * such as `medium–high`. null: the text is no level, such as `Release blocked`.
 */
export function readLevel(text: string): Level | null {
  const short = text.trim().slice(0, 60)
  const whole = wholeWord('level', short)
  if (whole !== null) return whole
  const letter = LETTERS[short.toLowerCase()]
  if (letter !== undefined) return letter
  const words = short.split(/\s+/).length
  const named = words > 4 ? [] : findWords('level', short).map(({ concept }) => concept)
  if (named.length > 0) return ORDER.findLast((level) => named.includes(level)) ?? null
  return levelOfNumber(short) ?? SIGNS.find(([sign]) => sign.test(short))?.[1] ?? null
}

function levelOfNumber(text: string): Level | null {
  const share = /^[<>≥≤~]?\s?(\d{1,3}(?:[.,]\d)?)\s?%$/.exec(text)
  if (share) return levelOfShare(Number((share[1] ?? '0').replace(',', '.')) / 100)
  const scale = /^(\d{1,2})\s?(?:\/|of|von)\s?(\d{1,3})$/.exec(text)
  if (scale && Number(scale[2]) > 0) return levelOfShare(Number(scale[1]) / Number(scale[2]))
  const step = /^[1-5]$/.exec(text)
  return step ? ((['low', 'low', 'medium', 'high', 'critical'] as const)[Number(text) - 1] ?? null) : null
}

const levelOfShare = (share: number): Level => (share > 0.85 ? 'critical' : share > 0.6 ? 'high' : share > 0.3 ? 'medium' : 'low')

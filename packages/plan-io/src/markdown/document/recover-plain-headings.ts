import { isRule, readAtxHeading, readFence, readListMark } from './block-marks.ts'
import { readProse } from './prose.ts'
import { isBlank, type SourceLine } from './split-lines.ts'

const MAX_TITLE = 70
const MAX_WORDS = 9

/**
 * Plain text has no marks for headings. Where a text has none at all, a short line that stands alone between blank lines, or over a rule of
 * signs, is one: it begins with a capital or a number and ends in no punctuation. Returned lines carry the marks that Markdown would have.
 */
export function markPlainHeadings(source: readonly SourceLine[]): readonly SourceLine[] | null {
  if (source.some(({ text }, index) => readAtxHeading(text) !== null || isUnderline(source, index))) return null
  let found = 0
  let fence = false
  const marked = source.map((at, index) => {
    if (readFence(at.text) !== null) fence = !fence
    if (fence || !isTitle(source, index)) return at
    found += 1
    return { line: at.line, text: `${found === 1 ? '#' : '##'} ${at.text.trim()}` }
  })
  return found >= 2 ? marked : null
}

const isUnderline = (source: readonly SourceLine[], index: number): boolean =>
  /^(?:={3,}|-{3,})$/.test((source[index] as SourceLine).text) && index > 0 && !isBlank((source[index - 1] as SourceLine).text)

function isTitle(source: readonly SourceLine[], index: number): boolean {
  const { text } = source[index] as SourceLine
  if (text.length > MAX_TITLE || isBlank(text) || /^\s{2}/.test(text) || !/^\s?[\p{Lu}\p{N}]/u.test(text) || /[.,;:!?|]$/.test(text))
    return false
  if (index > 0 && !isBlank((source[index - 1] as SourceLine).text)) return false
  if (index + 1 < source.length && !isBlank((source[index + 1] as SourceLine).text)) return false
  if (text.split(/\s+/).length > MAX_WORDS || text.includes('|') || isRule(text)) return false
  return (readListMark(text) === null || /^\s?\d+[.)]\s+\p{Lu}/u.test(text)) && readProse(text).label === null
}

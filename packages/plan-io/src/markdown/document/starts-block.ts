import { isDelimiterRow, isHtmlStart, isQuote, isRule, readAtxHeading, readFence, readListMark } from './block-marks.ts'
import { hasPipe } from './read-table.ts'
import type { SourceLine } from './split-lines.ts'

/** Begins with a letter of a word, has no pipe and no deep indent: nothing but a paragraph. */
export const isPlain = (text: string): boolean => /^ {0,3}\p{L}[^).]/u.test(text) && !text.includes('|')

/** Does another block begin here, so that a paragraph ends? */
export function startsBlock(lines: readonly SourceLine[], index: number): boolean {
  const { text } = lines[index] as SourceLine
  if (isPlain(text)) return false
  if (readAtxHeading(text) !== null || readFence(text) !== null || isQuote(text) || isHtmlStart(text)) return true
  if (isDelimiterRow((lines[index + 1] as SourceLine | undefined)?.text ?? '') && hasPipe(text)) return true
  const mark = readListMark(text)
  if (mark === null) return isRule(text)
  if (mark.text === '') return false
  // `am\n15. Mai` is a date, no list; after a colon any number begins one.
  return !mark.ordered || mark.ordinal === 1 || /:\**\s*$/.test((lines[index - 1] as SourceLine | undefined)?.text ?? '')
}

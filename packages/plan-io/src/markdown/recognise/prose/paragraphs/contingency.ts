import type { PlanEntity } from '../../../../report/map-lines.ts'
import { findWords } from '../../../words/find-words.ts'
import { readNumber } from '../../../words/read-figure.ts'
import { findPeriods } from '../../../words/read-periods.ts'
import type { Context } from '../context.ts'

const ENTITY: PlanEntity = { kind: 'contingency', key: 'contingency' }
const LENGTH = /(?<![\p{L}\p{N}–—-])(\d{1,3})\s*-?\s*(\p{L}{1,12})/gu

/** `If CP1 slips by >1 day, consume D11-D14 contingency`: null where a text does not state such a rule. */
export function addContingency(text: string, line: number, { reading, title }: Pick<Context, 'reading' | 'title'>): PlanEntity | null {
  if (!/\d/.test(text)) return null
  const words = new Set(findWords('prose', text).map(({ concept }) => concept))
  const isNamed = words.has('buffer') || findWords('prose', title).some(({ concept }) => concept === 'buffer')
  if (!isNamed || !(words.has('slip') || words.has('consume'))) return null
  const [buffer] = findPeriods(text, { cadence: reading.draft.head.cadence }).toSorted(
    (a, b) => b.to - b.from - (a.to - a.from) || b.from - a.from,
  )
  if (!buffer || buffer.cadence === 'sprint') return null
  const { head } = reading.draft
  if (head.last !== undefined) head.last = Math.max(head.last, buffer.to)
  reading.draft.contingency ??= { from: buffer.from, to: buffer.to, tolerance: toleranceIn(text), target: null, line }
  return ENTITY
}

/** Periods of slip that cost nothing yet: 1 of `by more than 1 day`; 0 where the text gives none. */
function toleranceIn(text: string): number {
  for (const match of text.matchAll(LENGTH)) {
    const isLength = findWords('unit', match[2] ?? '').some(({ concept }) => concept === 'day' || concept === 'week')
    if (isLength) return readNumber(match[1] ?? '') ?? 0
  }
  return 0
}

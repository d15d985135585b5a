import type { PlanEntity } from '../../../../report/map-lines.ts'
import type { Span } from '../../../document/document.ts'
import { findWords } from '../../../words/find-words.ts'
import { readFigure, readNumber } from '../../../words/read-figure.ts'
import { findPeriods } from '../../../words/read-periods.ts'
import { type Context, entityAround } from '../context.ts'
import { memoryOf } from '../memory.ts'
import { periodLabel, periodOptions } from '../periods.ts'
import { addRecord } from '../records.ts'
import { asText, asTitle } from '../text.ts'

const COUNTED = /(?<![\p{L}\p{N}.,])(\d{1,3}(?:[.,]\d)?)\s?(?:x|×)?\s+(\p{L}[\p{L}/& -]{1,60})/gu

/** `1 Planner + 4 Coders`: counts of people. */
export const isStaffing = (text: string): boolean => rolesIn(text).length > 0 && /^\W*\d/.test(text)

function rolesIn(text: string): readonly { readonly role: string; readonly count: number }[] {
  return [
    ...text
      .slice(0, 1_000)
      .replace(/\([^()]*\)/g, '')
      .matchAll(COUNTED),
  ].flatMap((match) => {
    const role = (match[2] ?? '').trim()
    const isUnit = findWords('unit', role).some(({ at }) => at === 0)
    return isUnit ? [] : [{ role: asTitle(role), count: readNumber(match[1] ?? '') ?? 0 }]
  })
}

/**
 * A line that says who works in a period. Where the document also has a table of allocations, that one counts, so the line is held back
 * until all is read.
 */
export function addAllocation(text: string, span: Span, context: Context): PlanEntity {
  const { reading, place } = context
  const [named] = findPeriods(text, periodOptions(reading))
  const period = named ?? place.period
  const roles = rolesIn(text)
  if (!period || roles.length === 0) {
    return addRecord(context, 'notes', 'staffing', 'N#', { kind: 'staffing', text: asText(text), lane: place.lane }, span)
  }
  const entity = entityAround(context)
  memoryOf(reading.draft).staffing.push({
    span,
    fields: {
      title: asTitle(
        context.title || periodLabel({ cadence: place.unit ?? reading.draft.head.cadence ?? 'week', from: period.from, to: period.to }),
      ),
      from: period.from,
      to: period.to,
      lane: place.lane,
      roles,
      total: roles.reduce((sum, { count }) => sum + count, 0),
    },
  })
  reading.account.map(span, entity)
  return entity
}

/** `Peak team size: Week 17 (9 FTEs)`, as a heading or a line: null where the text says no such thing. Warns where the rows add up to another figure. */
export function addPeak(label: string, text: string, line: number, context: Pick<Context, 'reading'>): PlanEntity | null {
  const { reading } = context
  const [word] = findWords('prose', label).filter(({ concept }) => concept === 'peak' || concept === 'average')
  const namesPeople = findWords('label', `${label} ${text}`).some(({ concept }) => concept === 'fte' || concept === 'lane')
  const figures = text.replace(/\([^()]*\d[^()]*\)/u, (bracket) => ` ${bracket} `)
  const declared = readFigure(/\(([^()]*\d[^()]*)\)/u.exec(figures)?.[1] ?? text)
  if (!word || !namesPeople || !declared) return null
  const [period] = findPeriods(text, periodOptions(reading))
  const allocations = reading.draft.sections.get('allocations') ?? []
  const computed = word.concept === 'peak' ? peakOf(allocations) : null
  const entity = addRecord(
    context,
    'notes',
    'allocation_sum',
    'N#',
    {
      kind: word.concept === 'peak' ? 'fte_peak' : 'fte_average',
      text: asText(`${label}: ${text}`),
      at: period?.from,
      declared: declared.value,
      computed: computed?.total,
    },
    line,
  )
  if (computed && computed.total !== declared.value)
    reading.account.warn(
      'fte_peak_disagrees',
      line,
      `The document declares a peak of ${declared.value} FTE; its rows add up to ${computed.total} in period ${computed.at}.`,
      'Both figures are kept.',
    )
  return entity
}

/** The period in which the rows add up to most. Linear in rows and periods. */
function peakOf(allocations: readonly Readonly<Record<string, unknown>>[]): { readonly at: number; readonly total: number } | null {
  const steps = new Map<number, number>()
  for (const { from, to, total } of allocations) {
    if (typeof from !== 'number' || typeof to !== 'number' || typeof total !== 'number') continue
    steps.set(from, (steps.get(from) ?? 0) + total)
    steps.set(to + 1, (steps.get(to + 1) ?? 0) - total)
  }
  let sum = 0
  let best: { at: number; total: number } | null = null
  for (const at of [...steps.keys()].sort((a, b) => a - b)) {
    sum += steps.get(at) ?? 0
    if (best === null || sum > best.total) best = { at, total: sum }
  }
  return best
}

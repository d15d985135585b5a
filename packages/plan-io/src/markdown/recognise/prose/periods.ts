import { PLAN_LIMITS } from '@gatehouse/core'
import type { PeriodOptions, PeriodSpan } from '../../words/read-periods.ts'
import { findPeriods, readPeriods } from '../../words/read-periods.ts'
import type { Reading } from '../recogniser.ts'

/** How this document counts, as far as it is known by now. */
export const periodOptions = ({ draft }: Reading): PeriodOptions => ({
  cadence: draft.head.cadence,
  first: draft.head.first,
  last: draft.head.last,
})

/** `W5`, `D0`, `S2`: how keys and short texts name a period. */
export const periodLabel = ({ cadence, from, to }: PeriodSpan): string => {
  const letter = cadence === 'day' ? 'D' : cadence === 'week' ? 'W' : 'S'
  return from === to ? `${letter}${from}` : `${letter}${from}-${letter}${to}`
}

/** A short text that is a period and nothing else to speak of: `Day 3`, `Week 4`, `D0–D3`; null otherwise. */
export function periodAlone(text: string, reading: Reading): PeriodSpan | null {
  if (text.length > 40) return null
  const options = periodOptions(reading)
  let rest = text
  for (const { start, end } of [...findPeriods(text, options)].reverse()) rest = rest.slice(0, start) + rest.slice(end)
  return rest === text || rest.replace(/[^\p{L}\p{N}]+/gu, '').length > 3 ? null : readPeriods(text, options)
}

/** `from` and `to` of a record, or nothing. */
export const spanFields = (period: { readonly from: number; readonly to: number } | null): { from?: number; to?: number } =>
  period ? { from: period.from, to: period.to } : {}

/**
 * The period of a place that can hold nothing else, such as the bracket behind a gate's or milestone's name. It counts beyond the periods
 * known so far too, and stretches the plan to itself.
 */
export function statedPeriod(text: string, reading: Reading): PeriodSpan | null {
  const { head } = reading.draft
  const period = readPeriods(text, { cadence: head.cadence })
  const isOfPlan = period !== null && (period.cadence === head.cadence || (period.cadence === 'sprint' && head.prefix === 'S'))
  if (!isOfPlan || head.first === undefined || head.last === undefined) return period
  const last = Math.max(head.last, period.to)
  if (last - head.first < PLAN_LIMITS.periods) head.last = last
  return period
}

import type { Item } from '../../../document/document.ts'
import { findDates } from '../../../words/read-dates.ts'
import type { PeriodSpan } from '../../../words/read-periods.ts'
import { readPeriods } from '../../../words/read-periods.ts'
import { readMoment } from '../../tables/read-when.ts'
import type { Context } from '../context.ts'
import { memoryOf } from '../memory.ts'
import { periodAlone, periodOptions, statedPeriod } from '../periods.ts'
import { allNestedItems, mapItem } from '../records.ts'
import { asText, asTitle, firstBracket, splitArrows, withoutEmoji } from '../text.ts'
import { keyedName } from '../keyed-name.ts'

/** `Milestone A (D0-D3): …`, `Week 4: …`, `M2 — Beta (W6)`, `Beta → Week 6`. */
export function readMilestones(items: readonly Item[], context: Context): void {
  for (const item of items) readMilestone(item, context)
}

export function readMilestone(item: Item, context: Context): void {
  const { draft } = context.reading
  const { period, key, name, criteria } = partsOf(item, context)
  const milestone = {
    key: key === null ? draft.nextKey('M') : draft.keyFor(key),
    name: asTitle(name),
    from: period?.from ?? null,
    to: period?.to ?? null,
    criteria: criteria === '' ? [] : [asText(criteria)],
    line: item.span.from,
  }
  for (const each of allNestedItems(item)) milestone.criteria.push(asText(each.text))
  draft.milestones.push(milestone)
  const entity = { kind: 'milestone', key: milestone.key }
  memoryOf(draft).latest = entity
  mapItem(context, item, entity)
}

interface Parts {
  readonly period: PeriodSpan | { readonly from: number; readonly to: number } | null
  readonly key: string | null
  readonly name: string
  readonly criteria: string
}

function partsOf(item: Item, { reading, place }: Context): Parts {
  const options = periodOptions(reading)
  const text = withoutEmoji(item.text)
  const { label, rest } = item
  if (label !== null && rest !== '') {
    const alone = periodAlone(label, reading)
    if (alone) return { period: alone, key: null, name: rest, criteria: '' }
    const bracket = firstBracket(label)
    const period = (bracket ? statedPeriod(bracket.inside, reading) : null) ?? readPeriods(label, options)
    const named = keyedName(bracket && statedPeriod(bracket.inside, reading) ? bracket.outside : label, 'milestone')
    if (named.key !== null || period)
      return {
        period: period ?? readPeriods(rest, options) ?? dateAlone(rest, reading) ?? place.period,
        key: named.key,
        name: named.name || rest,
        criteria: named.name === '' || isWhen(rest, reading) ? '' : rest,
      }
    const behind = periodAlone(rest, reading) ?? dateAlone(rest, reading)
    if (behind) return { period: behind, key: null, name: label, criteria: '' }
  }
  const pieces = splitArrows(text)
  const at = pieces.findIndex((piece) => periodAlone(piece, reading) !== null)
  if (pieces.length === 2 && at >= 0) {
    const other = keyedName(pieces[1 - at] ?? '', 'milestone')
    return { period: periodAlone(pieces[at] ?? '', reading), key: other.key, name: other.name || text, criteria: '' }
  }
  const named = keyedName(text, 'milestone')
  const bracket = firstBracket(named.name)
  const inside = bracket ? statedPeriod(bracket.inside, reading) : null
  const name = inside && bracket ? bracket.outside : named.name || text
  return { period: inside ?? readPeriods(text, options) ?? momentIn(text, reading) ?? place.period, key: named.key, name, criteria: '' }
}

/** Periods of the dates in a text; null where there are none, or the plan has no start yet. */
const momentIn = (text: string, reading: Context['reading']) => (findDates(text).length > 0 ? readMoment(text, null, reading) : null)

/** A date and hardly a word more: its period. */
export const dateAlone = (text: string, reading: Context['reading']) => (text.length <= 40 ? momentIn(text, reading) : null)

const isWhen = (text: string, reading: Context['reading']): boolean =>
  periodAlone(text, reading) !== null || dateAlone(text, reading) !== null

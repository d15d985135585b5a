import type { Item } from '../../../document/document.ts'
import type { PeriodSpan } from '../../../words/read-periods.ts'
import { readPeriods } from '../../../words/read-periods.ts'
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
        period: period ?? readPeriods(rest, options) ?? place.period,
        key: named.key,
        name: named.name || rest,
        criteria: named.name === '' ? '' : rest,
      }
    const behind = periodAlone(rest, reading)
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
  return { period: inside ?? readPeriods(text, options) ?? place.period, key: named.key, name, criteria: '' }
}

import { readPeriods } from '../../../words/read-periods.ts'
import type { DraftPhase } from '../../../draft/draft-plan.ts'
import type { Item } from '../../../document/document.ts'
import { type Context } from '../context.ts'
import { keyedName } from '../keyed-name.ts'
import { memoryOf } from '../memory.ts'
import { periodOptions } from '../periods.ts'
import { allNestedItems, mapItem } from '../records.ts'
import { asText, asTitle, bracketAtEnd, slugOf } from '../text.ts'

/** `Phase 2 – Build (Weeks 3–6): focus`, `Build: Weeks 3–6`. */
export function readPhases(items: readonly Item[], context: Context): void {
  const options = periodOptions(context.reading)
  for (const item of items) {
    const text = item.label ?? item.text
    const bracket = bracketAtEnd(text)
    const period = readPeriods(text, options) ?? readPeriods(item.rest, options) ?? context.place.period
    const name = bracket && readPeriods(bracket.inside, options) ? bracket.outside : text
    const phase = addPhase(name, period, item.span.from, context)
    if (item.label !== null && phase.focus === '') phase.focus = asText(item.rest)
    for (const each of allNestedItems(item)) phase.exitCriteria.push(asText(each.text))
    mapItem(context, item, { kind: 'phase', key: phase.key })
  }
}

/** The phase of that key or name, made where there is none; its periods become the hull of all that is said about it. */
export function addPhase(
  text: string,
  period: { readonly from: number; readonly to: number } | null,
  line: number,
  { reading }: Pick<Context, 'reading'>,
): DraftPhase {
  const memory = memoryOf(reading.draft)
  const named = keyedName(text, 'phase')
  const name = asTitle(named.name || text)
  const known = memory.phasesByName.get(name.toLowerCase()) ?? (named.key === null ? undefined : (memory.phase(named.key) ?? undefined))
  if (known) {
    known.from = period ? Math.min(known.from ?? period.from, period.from) : known.from
    known.to = period ? Math.max(known.to ?? period.to, period.to) : known.to
    return known
  }
  const phase: DraftPhase = {
    key: memory.phaseKey(named.key ?? slugOf(name)),
    name,
    from: period?.from ?? null,
    to: period?.to ?? null,
    focus: '',
    exitCriteria: [],
    line,
  }
  reading.draft.phases.push(phase)
  memory.phasesByName.set(name.toLowerCase(), phase)
  return phase
}

import type { Item } from '../../../document/document.ts'
import { labelOf } from '../../../words/concepts-of.ts'
import { readFigure } from '../../../words/read-figure.ts'
import type { Context } from '../context.ts'
import { findLane } from '../find-lane.ts'
import { hoursWithin } from '../hours-within.ts'
import { addRecord, allNestedItems, mapItem, nestedItems } from '../records.ts'
import { asText, asTitle, cut, slugOf } from '../text.ts'
import { addNoteOf } from './records.ts'
import { isEscalationTrigger } from './rhythm.ts'

/** Figures to watch: key results, lines of a scorecard, thresholds that call a war room. */
export function readMetrics(items: readonly Item[], context: Context): void {
  for (const item of items) {
    const nested = nestedItems(item)
    if (isEscalationTrigger(item.label)) addTrigger(item, context)
    else if (nested.length > 0 && nested.every((each) => each.label !== null) && item.rest === '') {
      for (const each of nested) addMetric(each, context)
      const [first] = nested
      if (first) context.reading.account.map(item.span, { kind: 'section', key: slugOf(item.label ?? item.text) })
    } else if (item.label !== null && findLane(item.label, context.reading) === null && readFigure(item.text) === null)
      addNoteOf('reporting', item, context)
    else addMetric(item, context)
  }
}

function addMetric(item: Item, context: Context): void {
  const title = item.label ?? item.text
  const lane = item.label === null ? null : findLane(item.label, context.reading)
  const figure = item.label === null ? null : readFigure(item.rest)
  const fields: Record<string, unknown> = {
    title: asTitle(lane === null ? title : item.rest),
    lane: lane ?? context.place.lane,
    target: figure === null || lane !== null ? undefined : cut(item.rest, 300),
    tracking: undefined,
    note: lane === null && figure === null && item.rest !== title ? asText(item.rest) : undefined,
  }
  for (const each of allNestedItems(item)) {
    const concept = each.label === null ? null : labelOf(each.label)
    if ((concept === 'baseline' || concept === 'target' || concept === 'threshold') && each.rest !== '')
      fields[concept] = cut(each.rest, 300)
    else if (concept === 'tracking' && each.rest !== '') fields['tracking'] = asText(each.rest)
    else fields['note'] = asText([fields['note'], each.text].filter((text) => text !== undefined).join('\n'))
  }
  mapItem(context, item, addRecord(context, 'metrics', 'metric', lane === null ? slugOf(title) : `${lane}-score`, fields, item.span))
}

/** What calls a war room, with the hours within which it meets. */
function addTrigger(item: Item, context: Context): void {
  const details = allNestedItems(item).map((each) => each.text)
  const text = asText([item.rest || item.text, ...details].join('\n'))
  const fields = {
    title: asTitle(item.label ?? 'Escalation'),
    threshold: cut(text, 300),
    escalation: text,
    withinHours: hoursWithin(text),
  }
  mapItem(context, item, addRecord(context, 'metrics', 'metric', slugOf(fields.title), fields, item.span))
}

import type { PlanSection } from '@gatehouse/core'
import type { Item } from '../../../document/document.ts'
import { findDates } from '../../../words/read-dates.ts'
import type { Context } from '../context.ts'
import { noteOwners } from '../owners.ts'
import { periodAlone } from '../periods.ts'
import { addRecord, allNestedItems, fullText, mapItem, nestedTexts } from '../records.ts'
import { asText, asTitle } from '../text.ts'

/** Statements that have no list of their own: assumptions, tools, references … Each becomes a note of that kind. */
export function readRecords(kind: string, items: readonly Item[], context: Context): void {
  for (const item of items) addNoteOf(kind, item, context)
}

export function addNoteOf(kind: string, item: Item, context: Context): void {
  const { place, reading } = context
  const details = [...allNestedItems(item).map((each) => each.text), ...nestedTexts(item)]
  const hasTitle = item.label !== null && item.rest !== ''
  const fields = {
    kind,
    title: hasTitle ? asTitle(item.label ?? '') : undefined,
    text: asText([hasTitle ? item.rest : item.text, ...details].join('\n')),
    category: context.title === '' ? undefined : asTitle(context.title),
    at: place.period?.from === place.period?.to ? place.period?.from : undefined,
    from: place.period && place.period.from !== place.period.to ? place.period.from : undefined,
    to: place.period && place.period.from !== place.period.to ? place.period.to : undefined,
    lane: place.lane,
    done: item.checked ?? undefined,
    url: item.links.map(({ url }) => url).find((url) => /^https?:\/\/\S{1,1900}$/i.test(url)),
    owners: (item.text.match(/(?<![\p{L}\p{N}.])@[A-Za-z][\w-]{0,40}/gu) ?? []).flatMap((handle) => noteOwners(reading, handle)),
  }
  mapItem(context, item, addRecord(context, 'notes', kind, 'N#', fields, item.span))
}

/** `Day 3: …`: what is said about a period. */
export function readPeriodNotes(items: readonly Item[], context: Context): void {
  for (const item of items) {
    const period = item.label === null ? null : periodAlone(item.label, context.reading)
    const place = period ? { ...context.place, period } : context.place
    addNoteOf('daily', period ? { ...item, label: null, text: item.rest } : item, { ...context, place })
  }
}

/** Entries of the decision log. */
export function readDecisions(items: readonly Item[], context: Context): void {
  for (const item of items) {
    const text = item.label === null ? item.text : item.rest || item.label
    const [date] = findDates(item.text)
    const isOpen = item.checked === false || /\?\s*$/.test(item.text)
    const fields = {
      title: asTitle(item.label ?? item.text),
      question: isOpen ? asText(item.text) : undefined,
      decision: item.label === null || isOpen ? undefined : asText(text),
      status: isOpen ? 'open' : 'decided',
      decidedOn: date?.iso,
      note: asText(allNestedItems(item).map(fullText).join('\n')),
    }
    mapItem(context, item, addRecord(context, 'decisions' satisfies PlanSection, 'decision', 'D#', fields, item.span))
  }
}

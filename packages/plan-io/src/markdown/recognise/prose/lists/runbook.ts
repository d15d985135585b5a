import type { Item, Span } from '../../../document/document.ts'
import { hoursWithin } from '../hours-within.ts'
import { findOffset } from '../../../words/read-offset.ts'
import type { Context } from '../context.ts'
import { noteOwners } from '../owners.ts'
import { addRecord, allNestedItems, mapItem } from '../records.ts'
import { asText, asTitle, cut, headingWords, slugOf, withoutEnd } from '../text.ts'

/** Whether a list is a countdown by the distances from T0 in front of its items. */
export const isCountdown = (items: readonly Item[]): boolean => {
  const timed = items.filter((item) => offsetInFront(item) !== null).length
  return timed > 0 && timed * 2 >= items.length
}

const offsetInFront = (item: Item): string | null => findOffset(item.label ?? item.text.slice(0, 40))?.offset ?? null

/** Steps by their distance from T0. Steps without one keep the distance of the step before. */
export function readRunbook(items: readonly Item[], context: Context): void {
  let offset = 'T0'
  for (const item of items) {
    offset = offsetInFront(item) ?? offset
    addStep(item, offset, item.span, context)
  }
}

function addStep(item: Item, offset: string, span: Span, context: Context): void {
  const found = findOffset(item.text)
  const isLabel = item.label !== null && findOffset(item.label) !== null
  const text = isLabel ? item.rest : withoutEnd(item.text.replace(/^\W*/, '')).slice(found && found.start < 3 ? found.end : 0)
  const title = isLabel ? (item.label ?? '').replace(/[([]?\s*T\s?[+\-−–]?\s?[\d.,]*\s?\p{L}*\s*[)\]]?/u, '').trim() : ''
  const more = allNestedItems(item).map((each) => each.text)
  const handles = item.text.match(/(?<![\p{L}\p{N}.])@[A-Za-z][\w-]{0,40}/gu) ?? []
  const entity = addRecord(
    context,
    'runbook',
    'runbook_step',
    'S#',
    {
      title: title.length > 2 ? asTitle(title) : undefined,
      offset,
      text: asText(cut(text.replace(/^[\s:–—-]+/u, ''), 2_000) || item.text),
      lane: context.place.lane,
      owners: handles.flatMap((handle) => noteOwners(context.reading, handle)),
      done: item.checked ?? undefined,
      note: asText(more.join('\n')),
    },
    span,
  )
  mapItem(context, item, entity)
}

/** What to do when something foreseen goes wrong: `Vendor outage: switch over; tell the desk.` */
export function readPlaybooks(items: readonly Item[], context: Context): void {
  if (items.every((item) => item.label === null && item.strong.length === 0)) return addPlaybook(items, context)
  for (const item of items) {
    const title = item.label ?? item.text
    const nested = allNestedItems(item).map((each) => asText(each.text))
    const own = item.label === null ? [] : item.rest.split(/;\s+|(?<=\.)\s+/u)
    const steps = [...own, ...nested].map((each) => asText(each)).filter((each) => each !== '')
    const fields = { title: asTitle(title), steps: steps.length > 0 ? steps : [asText(item.text)] }
    mapItem(
      context,
      item,
      addRecord(context, 'playbooks', 'playbook', slugOf(title), { ...fields, withinHours: hoursWithin(item.text) }, item.span),
    )
  }
}

/** Plain steps under a heading are one playbook of that name. */
function addPlaybook(items: readonly Item[], context: Context): void {
  const steps = items.flatMap((item) => [item, ...allNestedItems(item)]).map((item) => asText(item.text))
  const title = context.place.section.heading === null ? context.title : headingWords(context.place.section.heading.text)
  const fields = {
    title: asTitle(title || context.title || 'Playbook'),
    trigger: context.title === title ? undefined : asText(context.title),
    steps,
    withinHours: items.map((item) => hoursWithin(item.text)).find((hours) => hours !== null),
  }
  const entity = addRecord(context, 'playbooks', 'playbook', slugOf(fields.title), fields, null)
  for (const item of items) mapItem(context, item, entity)
}

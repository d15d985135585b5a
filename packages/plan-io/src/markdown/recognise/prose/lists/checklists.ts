import type { Item } from '../../../document/document.ts'
import type { Context } from '../context.ts'
import { addRecord, allNestedItems, mapItem, nestedItems } from '../records.ts'
import { asText, asTitle, slugOf } from '../text.ts'
import { findLane } from '../find-lane.ts'

const KEY_OF_NEXT_ACTIONS = 'next-actions'

/** What is to be done next: one checklist, each item a next action. */
export function readNextActions(items: readonly Item[], context: Context): void {
  addList(items, KEY_OF_NEXT_ACTIONS, context.title, 'next_action', context)
}

/** A list to tick off, or one for each lane: `Platform:` with items below it. */
export function readChecklists(items: readonly Item[], context: Context): void {
  const loose = items.filter((item) => nestedItems(item).length === 0)
  if (loose.length > 0) addList(loose, slugOf(context.title || 'checklist'), context.title, 'checklist_item', context)
  for (const item of items) {
    const nested = nestedItems(item)
    if (nested.length === 0) continue
    const name = item.label ?? item.text
    const lane = findLane(name, context.reading)
    const entity = addList(nested, slugOf(name), name, 'checklist_item', {
      ...context,
      place: { ...context.place, lane: lane ?? context.place.lane },
    })
    context.reading.account.map(item.span, entity)
  }
}

/** Trials before the real thing, each an item to tick off. */
export function readRehearsals(items: readonly Item[], context: Context): void {
  addList(items, 'rehearsals', context.title, 'rehearsal', context)
}

export function addList(items: readonly Item[], wish: string, title: string, kind: string, context: Context) {
  const flat = items.flatMap((item) => (item.checked === null || nestedItems(item).length === 0 ? [item] : [item, ...allNestedItems(item)]))
  const { place, reading } = context
  const entity = addRecord(
    context,
    'checklists',
    'checklist',
    wish,
    {
      title: asTitle(title || wish),
      lane: place.lane,
      at: place.period?.to,
      items: flat.map((item) => ({ text: asText(textWith(item, flat)), done: item.checked === true || item.struck })),
    },
    null,
  )
  flat.forEach((item, index) => mapItem(context, item, { kind, key: `${entity.key}.${index + 1}` }))
  reading.account.map(items[0]?.span ?? 1, entity)
  return entity
}

/** With what is nested in it, unless that stands on its own. */
const textWith = (item: Item, flat: readonly Item[]): string => {
  const nested = allNestedItems(item).filter((each) => !flat.includes(each))
  return [item.text, ...nested.map((each) => `– ${each.text}`)].join('\n')
}

import type { DraftLane } from '../../../draft/draft-plan.ts'
import type { Item } from '../../../document/document.ts'
import { findWords } from '../../../words/find-words.ts'
import { labelOf, topicOf } from '../../../words/concepts-of.ts'
import { type Context, under } from '../context.ts'
import { findLane } from '../find-lane.ts'
import { keyedName } from '../keyed-name.ts'
import { memoryOf } from '../memory.ts'
import { noteOwners } from '../owners.ts'
import { allNestedItems, mapItem, nestedItems } from '../records.ts'
import { asText, asTitle, bracketAtEnd } from '../text.ts'

/** `Platform: leads tasks 1, 3 and 19`, `WS1 — Security (Owner: X): mission`: lanes, what they are for, and the tasks that they own. */
export function readLanes(items: readonly Item[], context: Context): void {
  for (const item of items) {
    const lane = addLane(item.label ?? item.text, item.span.from, context)
    const entity = { kind: 'lane', key: lane.key }
    if (item.label !== null && item.rest !== '') {
      if (lane.mission === '') lane.mission = asText(item.rest)
      const { laneOfNumber } = memoryOf(context.reading.draft)
      for (const number of taskNumbersIn(item.rest)) laneOfNumber.set(String(number), lane.key)
      for (const handle of item.rest.match(/(?<![\p{L}\p{N}.])@[A-Za-z][\w-]{0,40}/gu) ?? []) addOwners(lane, handle, context)
    }
    context.reading.account.map(item.span, entity)
    readNested(item, lane, context)
  }
}

function readNested(item: Item, lane: DraftLane, context: Context): void {
  const inside = {
    ...under(context, item.label ?? item.text),
    place: { ...context.place, lane: lane.key, topic: null, owner: null },
    topic: null,
  }
  const loose: Item[] = []
  for (const each of nestedItems(item)) {
    const concept = each.label === null ? null : labelOf(each.label)
    if (concept === 'owner' && each.rest !== '') addOwners(lane, each.rest, context)
    else if (concept === 'mission' && each.rest !== '') lane.mission = asText(each.rest)
    else if (concept === 'deliverable' && each.rest !== '') lane.deliverables.push(asText(each.rest))
    else if (each.label !== null && each.rest === '' && topicOf(each.label) !== null) {
      context.reading.account.map(each.span, { kind: 'lane', key: lane.key })
      context.readInside(each.blocks, under(inside, each.label))
      continue
    } else {
      loose.push(each)
      continue
    }
    mapItem(context, each, { kind: 'lane', key: lane.key })
  }
  for (const each of loose) {
    lane.deliverables.push(asText(each.text))
    for (const inner of allNestedItems(each)) lane.deliverables.push(asText(inner.text))
    mapItem(context, each, { kind: 'lane', key: lane.key })
  }
}

/** The lane of that name, made where there is none yet. */
export function addLane(text: string, line: number, context: Context): DraftLane {
  const { reading } = context
  const bracket = bracketAtEnd(text)
  const name = bracket?.outside || text
  const { key, name: words } = keyedName(name, 'lane')
  const known = (key === null ? null : reading.draft.laneByKey(key)) ?? reading.draft.laneByKey(findLane(words || name, reading) ?? '')
  const lane = known ?? {
    key: freeLaneKey(key, context),
    name: asTitle(words || name),
    mission: '',
    deliverables: [],
    owners: [],
    aliases: key === null ? [] : [name],
    line,
  }
  if (!known) reading.draft.lanes.push(lane)
  if (bracket) addOwners(lane, withoutOwnerLabel(bracket.inside), context)
  memoryOf(reading.draft).latest = { kind: 'lane', key: lane.key }
  return lane
}

function freeLaneKey(wish: string | null, { reading }: Context): string {
  if (wish !== null && !reading.draft.laneByKey(wish)) return wish
  let number = reading.draft.lanes.length + 1
  while (reading.draft.laneByKey(`L${number}`)) number += 1
  return `L${number}`
}

export function addOwners(lane: DraftLane, text: string, { reading }: Context): void {
  for (const handle of noteOwners(reading, text)) if (!lane.owners.includes(handle)) lane.owners.push(handle)
}

/** `Owner: Platform Security` → `Platform Security`. */
export function withoutOwnerLabel(text: string): string {
  const found = /^([\p{L} ]{1,30}):\s*(.+)$/u.exec(text)
  return found?.[1] && found[2] && labelOf(found[1]) === 'owner' ? found[2] : text
}

/** Numbers of tasks in `Leads tasks 1, 3, 19, and 20` or `Owns tasks 4–9 and 11`; empty where no task is named. */
export function taskNumbersIn(text: string): readonly number[] {
  const [named] = findWords('label', text).filter(({ concept }) => concept === 'task')
  if (!named) return []
  const list = /^\s*(?:[#\d][#\d\s,;&+–—-]*(?:\p{L}{2,4}\s)?)+/u.exec(text.slice(named.to, named.to + 200))?.[0] ?? ''
  const numbers = [...list.matchAll(/#?(\d{1,4})(?:\s?[–—-]\s?#?(\d{1,4}))?/g)].flatMap((match) => {
    const from = Number(match[1])
    const to = Number(match[2] ?? from)
    return to < from || to - from > 200 ? [from] : Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
  return [...new Set(numbers)]
}

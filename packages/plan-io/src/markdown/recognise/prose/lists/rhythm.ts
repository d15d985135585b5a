import type { PlanEntity } from '../../../../report/map-lines.ts'
import type { Item, Span } from '../../../document/document.ts'
import { findWords } from '../../../words/find-words.ts'
import { labelOf } from '../../../words/concepts-of.ts'
import { findWeekdays } from '../../../words/read-dates.ts'
import { readHours, readTimeOfDay } from '../../../words/read-figure.ts'
import { findPeriods } from '../../../words/read-periods.ts'
import type { Context } from '../context.ts'
import { noteOwners } from '../owners.ts'
import { periodOptions } from '../periods.ts'
import { addRecord, allNestedItems, mapItem, nestedTexts } from '../records.ts'
import { asText, asTitle, bracketAtEnd, cut, firstBracket, slugOf, splitArrows, withoutEnd } from '../text.ts'

const CADENCES = ['daily', 'weekly', 'biweekly', 'monthly'] as const

/** Meetings and reports that return. Items without a label, under a heading that names one meeting, are its agenda. */
export function readRituals(items: readonly Item[], context: Context): void {
  if (items.every((item) => item.label === null) && cadenceOf(context.title) !== null && items.length > 0) {
    const agenda = items.flatMap((item) => [item, ...allNestedItems(item)]).map((item) => asText(item.text))
    const entity = addRitual(context.title, '', agenda, null, context)
    for (const item of items) mapItem(context, item, entity)
    return
  }
  for (const item of items) {
    const agenda = [...allNestedItems(item).map((each) => asText(each.text)), ...nestedTexts(item).map(asText)]
    mapItem(context, item, addRitual(item.label ?? item.text, item.label === null ? '' : item.rest, agenda, item.span, context))
  }
}

/** `Steering committee (Tue/Fri)`, `Daily stand-up (30 min)`, `Monday 9am`: name, weekdays, time and length. */
export function addRitual(label: string, text: string, agenda: readonly string[], span: Span | null, context: Context) {
  const { reading } = context
  const all = `${label} ${text}`
  const bracket = bracketAtEnd(label)
  const weekdays = findWeekdays(label)
  const time = readTimeOfDay(label)
  const isOnlyWhen = weekdays.length > 0 && time !== null && bracket === null
  const periods = findPeriods(label, periodOptions(reading)).flatMap(({ from, to, numbers }) =>
    numbers.length > 2 ? numbers : Array.from({ length: Math.min(60, to - from + 1) }, (_, index) => from + index),
  )
  const words = withoutWhen(bracket?.outside || label)
  const name = (isOnlyWhen || periods.length > 0) && text !== '' ? text : words
  const hours = readHours(bracket?.inside ?? label)
  const isLength =
    hours !== null &&
    hours <= 12 &&
    findWords('unit', bracket?.inside ?? label).some(({ concept }) => concept === 'minute' || concept === 'hour')
  const owners = text.match(/(?<![\p{L}\p{N}.])@[A-Za-z][\w-]{0,40}/gu) ?? []
  return addRecord(
    context,
    'rituals',
    'ritual',
    slugOf(name),
    {
      title: asTitle(firstSentence(name)),
      cadence: cadenceOf(all) ?? cadenceOf(context.title) ?? (weekdays.length > 1 ? `${weekdays.length}× weekly` : undefined),
      weekdays,
      periods,
      time,
      minutes: isLength ? Math.max(1, Math.round((hours ?? 0) * 60)) : undefined,
      owners: owners.flatMap((handle) => noteOwners(reading, handle)),
      agenda,
      note: name === text ? label : asText(text),
    },
    span,
  )
}

/** `Mon 10:00 defect review` is called `defect review`. */
function withoutWhen(text: string): string {
  const found = /^(\p{L}{2,12}\.?)[\s,]+(?:\d{1,2}[:.h]\d{2}\s?|\d{1,2}\s?[ap]m\s)?(?:\p{L}{3}\s)?(?=\p{L}{3})/iu.exec(text)
  return found?.[1] && findWeekdays(found[1]).length > 0 ? text.slice(found[0].length) : text
}

const firstSentence = (text: string): string => cut(text.split(/(?<=[.!?])\s/u)[0] ?? text, 160)

function cadenceOf(text: string): string | null {
  const named = findWords('prose', text).map(({ concept }) => concept)
  return CADENCES.find((cadence) => named.some((concept) => concept === cadence)) ?? null
}

/** `Engineer → Tech Lead (resolve in 2 hours)`, and triggers that call a war room within some hours. */
export function readEscalation(items: readonly Item[], context: Context): void {
  items.forEach((item, index) => mapItem(context, item, addEscalation(item, index + 1, context)))
}

function addEscalation(item: Item, level: number, context: Context) {
  const pieces = splitArrows(item.text)
  const details = allNestedItems(item).map((each) => each.text)
  const bracket = bracketAtEnd(item.text)
  const hours = readHours(bracket?.inside ?? '') ?? readHours(item.text)
  const fields = { level: item.ordinal ?? level, withinHours: hours, note: asText(details.join('\n')) }
  if (pieces.length < 2) {
    const hasName = item.label !== null && item.rest !== ''
    const to = hasName ? (item.label ?? '') : withoutEnd(bracket?.outside || item.text)
    return addRecord(
      context,
      'escalation',
      'escalation_step',
      'E#',
      { ...fields, from: asTitle(context.title || to), to: asTitle(cut(to, 160)), trigger: hasName ? asText(item.rest) : undefined },
      item.span,
    )
  }
  const [from = '', to = ''] = pieces
  const last = firstBracket(pieces.at(-1) ?? to)
  const inside = last?.inside ?? ''
  return addRecord(
    context,
    'escalation',
    'escalation_step',
    'E#',
    {
      ...fields,
      from: asTitle(from),
      to: asTitle(pieces.length === 2 ? (last?.outside ?? to) : pieces.slice(1).join(' → ')),
      trigger: hours === null ? asText(inside) : undefined,
    },
    item.span,
  )
}

/** `Team → Lead (4 hours) → Board (24 hours)`: a rung for each arrow; the hours are those within which the next has to solve it. */
export function addEscalationChain(text: string, span: Span, context: Context): PlanEntity {
  const pieces = splitArrows(text)
  const name = (piece: string): string => asTitle(firstBracket(piece)?.outside || piece)
  let first: PlanEntity | null = null
  for (let at = 1; at < pieces.length; at += 1) {
    const [from = '', to = ''] = [pieces[at - 1], pieces[at]]
    const fields = { level: at, from: name(from), to: name(to), withinHours: readHours(firstBracket(to)?.inside ?? '') }
    const entity = addRecord(context, 'escalation', 'escalation_step', 'E#', fields, span)
    first ??= entity
  }
  return first ?? { kind: 'section', key: 'escalation' }
}

/** A sentence that opens a war room beyond some threshold: `Escalation triggers: … within 4 hours`. */
export const isEscalationTrigger = (label: string | null): boolean =>
  label !== null && (labelOf(label) === 'trigger' || findWords('prose', label).some(({ concept }) => concept === 'escalate'))

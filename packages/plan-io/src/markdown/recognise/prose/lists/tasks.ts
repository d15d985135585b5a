import { PLAN_LIMITS } from '@gatehouse/core'
import type { PlanEntity } from '../../../../report/map-lines.ts'
import type { DraftTask } from '../../../draft/draft-plan.ts'
import type { Item } from '../../../document/document.ts'
import { findWords, wholeWord } from '../../../words/find-words.ts'
import { labelOf } from '../../../words/concepts-of.ts'
import { readPriority } from '../../../words/read-priority.ts'
import { readStatus } from '../../../words/read-status.ts'
import type { Context } from '../context.ts'
import { laneCalled } from '../find-lane.ts'
import { addLinks } from './dependencies.ts'
import { readMarks } from '../marks.ts'
import { memoryOf } from '../memory.ts'
import { noteOwners } from '../owners.ts'
import { periodAlone, periodLabel } from '../periods.ts'
import { allNestedItems, mapItem, nestedItems, nestedTexts } from '../records.ts'
import { asText, asTitle, cut, signIn, withoutEnd } from '../text.ts'

/** Each item becomes a task; what is nested in it becomes its checklist, or says something about it. */
export function readTasks(items: readonly Item[], context: Context): void {
  for (const item of items) readTask(item, context)
}

/** Finished work: the same, done unless the item says otherwise. */
export function readDoneTasks(items: readonly Item[], context: Context): void {
  for (const item of items) {
    const task = readTask(item, context)
    if (item.checked === null) task.status ??= 'done'
  }
}

export function readTask(item: Item, context: Context): DraftTask {
  const { reading, place } = context
  const { draft } = reading
  const labelLane = item.label !== null && item.rest !== '' && place.lane === null ? laneCalled(item.label, reading) : null
  const labelPeriod = item.label !== null && item.rest !== '' ? periodAlone(item.label, reading) : null
  const marks = readMarks(labelPeriod || labelLane ? item.rest : item.text, reading)
  const period = marks.period ?? labelPeriod ?? place.period
  const summary = place.owner?.kind === 'task' ? place.owner.key : null
  const number = marks.id?.startsWith('#') ? marks.id.slice(1) : numberOf(item, context)
  const key = marks.id && !marks.id.startsWith('#') ? draft.keyFor(marks.id) : makeKey(number, period, context)
  const { title, note } = titleOf(marks.title, item)
  const around = aroundOf(context)
  const task: DraftTask = {
    key,
    lane: place.lane ?? labelLane ?? memoryOf(draft).laneOfSign.get(signIn(item.text)) ?? null,
    title: asTitle(title),
    start: period?.from ?? null,
    finish: period?.to ?? null,
    priority: marks.priority ?? around.priority,
    status:
      item.checked === true
        ? 'done'
        : item.struck
          ? 'dropped'
          : item.checked === false
            ? notDone(marks.status)
            : (marks.status ?? around.status),
    parent: summary,
    gate: place.owner?.kind === 'gate' ? place.owner.key : null,
    owners: [...marks.owners],
    checklist: [],
    after: [],
    note: [note, marks.note].filter((each) => each !== '').join('\n'),
    movedTo: null,
    number,
    line: item.span.from,
  }
  draft.tasks.push(task)
  const entity = { kind: 'task', key }
  mapItem(context, item, entity)
  memoryOf(draft).latest = entity
  for (const text of marks.dependsOn) addLinks(text, key, item.span.from, false, reading)
  for (const text of marks.blocks) addLinks(text, key, item.span.from, true, reading)
  addNested(item, task, entity, context)
  return task
}

/** An empty box is not done, whatever sign stands in front; it may be blocked. */
const notDone = (status: DraftTask['status']): DraftTask['status'] =>
  status === null || status === 'done' || status === 'in_progress' ? 'todo' : status

/** What the heading of a list says of all that is in it: `Must have`, `Won't do`. */
function aroundOf({ title, topic }: Context): Pick<DraftTask, 'priority' | 'status'> {
  const [status] = findWords('status', title).filter(({ at }) => at === 0)
  const isPriority = topic === null && wholeWord('priority', title) !== null
  return { priority: isPriority ? readPriority(title) : null, status: topic === null && status ? status.concept : null }
}

/** `Label: rest` as it stands while it is short; else the label, and the rest as its note. */
function titleOf(text: string, item: Item): { readonly title: string; readonly note: string } {
  const { label, rest } = item
  if (label === null || rest === '' || text.length <= 120 || !text.startsWith(label)) return splitLong(withoutEnd(text))
  return { title: label, note: cut(rest, PLAN_LIMITS.note) }
}

function splitLong(text: string): { readonly title: string; readonly note: string } {
  if (text.length <= PLAN_LIMITS.title) return { title: text, note: '' }
  return { title: text, note: cut(text, PLAN_LIMITS.note) }
}

/** Numbers of an ordered list name its tasks where the list stands for the whole plan; inside a week or lane they only count. */
const numberOf = (item: Item, { place }: Context): string | null =>
  item.ordinal !== null && place.period === null && place.lane === null ? String(item.ordinal) : null

function makeKey(number: string | null, period: { readonly from: number; readonly to: number } | null, context: Context): string {
  const { draft } = context.reading
  if (number !== null) return draft.keyFor(`T${number}`)
  const { place } = context
  if (period && place.period)
    return draft.nextKey(`${periodLabel({ cadence: place.unit ?? draft.head.cadence ?? 'week', ...place.period })}.`)
  if (place.lane !== null) return draft.nextKey(`${place.lane}.`)
  return draft.nextKey('T')
}

function addNested(item: Item, task: DraftTask, entity: PlanEntity, context: Context): void {
  for (const each of nestedItems(item)) {
    if (each.label !== null && addAttribute(each.label, each.rest, task, each.span.from, context)) continue
    for (const inner of [each, ...allNestedItems(each)]) {
      task.checklist.push({ text: asText(inner.text), done: inner.checked === true || inner.struck })
      context.reading.account.map(inner.span, entity)
    }
  }
  addNote(task, nestedTexts(item))
}

/** `Owner: …`, `Status: done`, `Depends on: #3` nested in a task. */
export function addAttribute(label: string, value: string, task: DraftTask, line: number, { reading }: Context): boolean {
  const concept = labelOf(label)
  if (value === '') return false
  if (concept === 'owner') task.owners.push(...noteOwners(reading, value).filter((handle) => !task.owners.includes(handle)))
  else if (concept === 'priority' && readPriority(value)) task.priority = readPriority(value)
  else if (concept === 'status' && readStatus(value)) task.status = readStatus(value)
  else if (concept === 'depends_on' || concept === 'blocks') addLinks(value, task.key, line, concept === 'blocks', reading)
  else if (concept === 'period' || concept === 'date' || concept === 'start' || concept === 'finish') {
    const period = periodAlone(value, reading)
    if (!period) return false
    task.start = concept === 'finish' ? (task.start ?? period.from) : period.from
    task.finish = concept === 'start' ? Math.max(task.finish ?? period.to, period.to) : period.to
  } else return false
  return true
}

/** Adds to a task's note what fits. */
export function addNote(task: DraftTask, texts: readonly string[]): void {
  const more = texts.filter((text) => text.trim() !== '')
  if (more.length > 0) task.note = cut([task.note, ...more].filter((each) => each !== '').join('\n'), PLAN_LIMITS.note)
}

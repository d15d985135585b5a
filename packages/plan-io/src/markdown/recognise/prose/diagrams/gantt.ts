import { dayOfIsoDate, isoDateOfDay } from '@gatehouse/core'
import type { Diagram, GanttBar } from '../../../document/document.ts'
import { readMoment } from '../../tables/read-when.ts'
import type { Context } from '../context.ts'
import { findLane } from '../find-lane.ts'
import { addLane } from '../lists/lanes.ts'
import { memoryOf } from '../memory.ts'
import { asTitle } from '../text.ts'
import { mapRest, statusOf } from './flowchart.ts'

interface Dates {
  readonly start: string
  readonly end: string
}

/** Bars become tasks, sections lanes, points milestones; `after` becomes a dependency. Dates are counted from the start of the plan. */
export function readGantt(diagram: Diagram, context: Context): boolean {
  const { reading } = context
  const { account, draft } = reading
  const keys = new Map<string, string>()
  const dates = datesOf(diagram.bars)
  settleStart(diagram.bars, dates, context)
  for (const bar of diagram.bars) {
    const key = addBar(bar, dates.get(bar) ?? null, context)
    if (bar.id !== null) keys.set(bar.id, key)
  }
  for (const bar of diagram.bars)
    for (const id of bar.after) {
      const [from, to] = [keys.get(id), bar.id === null ? undefined : keys.get(bar.id)]
      if (from === undefined || to === undefined) continue
      // Bars without dates say in which order things came, not when: as hard links they would push the plan beyond its end.
      const kind = dates.has(bar) ? 'hard' : 'soft'
      draft.dependencies.push({ from: { line: bar.line, text: from }, to: { line: bar.line, text: to }, kind, note: '', line: bar.line })
    }
  for (const { line, kind, text } of diagram.statements) {
    if (kind !== 'section') continue
    const lane = findLane(text.replace(/^section\s+/, ''), reading)
    if (lane !== null) account.map(line, { kind: 'lane', key: lane })
  }
  mapRest(diagram, { kind: 'section', key: context.topic ?? 'gantt' }, context)
  return true
}

function addBar(bar: GanttBar, dates: Dates | null, context: Context): string {
  const { reading, place } = context
  const { account, draft } = reading
  const from = dates === null ? null : readMoment(dates.start, null, reading)
  const to = dates === null ? null : readMoment(dates.end, null, reading)
  const key = bar.id === null ? draft.nextKey(bar.classes.includes('milestone') ? 'M' : 'T') : draft.keyFor(bar.id)
  const span = { start: from?.from ?? null, finish: from && to ? Math.max(from.from, to.to) : (from?.to ?? null) }
  if (bar.classes.includes('milestone')) {
    draft.milestones.push({ key, name: asTitle(bar.text), from: span.start, to: span.start, criteria: [], line: bar.line })
    account.map(bar.line, { kind: 'milestone', key })
    return key
  }
  draft.tasks.push({
    key,
    lane: bar.section === '' ? place.lane : (findLane(bar.section, reading) ?? addLane(bar.section, bar.line, context).key),
    title: asTitle(bar.text),
    ...span,
    priority: bar.classes.includes('crit') ? 'P0' : null,
    status: statusOf(bar.classes),
    parent: null,
    gate: null,
    owners: [],
    checklist: [],
    after: [],
    note: '',
    movedTo: null,
    number: null,
    line: bar.line,
  })
  account.map(bar.line, { kind: 'task', key })
  memoryOf(draft).latest = { kind: 'task', key }
  return key
}

/** First and last day of each bar that has dates, its own or counted from the end of those before it. */
function datesOf(bars: readonly GanttBar[]): ReadonlyMap<GanttBar, Dates> {
  const byId = new Map<string, Dates>()
  const known = new Map<GanttBar, Dates>()
  for (const bar of bars) {
    const ends = bar.after.flatMap((id) => byId.get(id)?.end ?? [])
    const start = bar.start ?? (ends.length > 0 && ends.length === bar.after.length ? dayAfter(ends.toSorted().at(-1) ?? '') : null)
    if (start === null) continue
    const days = Math.max(1, Math.min(4_000, Math.ceil(bar.days ?? 1)))
    const dates = { start, end: bar.end === null ? isoDateOfDay((dayOfIsoDate(start) ?? 0) + days - 1) : bar.end }
    known.set(bar, dates)
    if (bar.id !== null) byId.set(bar.id, dates)
  }
  return known
}

const dayAfter = (iso: string): string | null => {
  const day = dayOfIsoDate(iso)
  return day === null ? null : isoDateOfDay(day + 1)
}

/** Where the document gives no start, the chart's first day is it. */
function settleStart(bars: readonly GanttBar[], dates: ReadonlyMap<GanttBar, Dates>, { reading }: Context): void {
  const { head, headLines } = reading.draft
  const [first] = [...dates.values()].toSorted((a, b) => a.start.localeCompare(b.start))
  if (!first) return
  const last =
    [...dates.values()]
      .map(({ end }) => end)
      .toSorted()
      .at(-1) ?? first.end
  head.cadence ??= (dayOfIsoDate(last) ?? 0) - (dayOfIsoDate(first.start) ?? 0) > 70 ? 'week' : 'day'
  if (head.startsOn !== undefined) return
  const line = bars.find((bar) => dates.get(bar)?.start === first.start)?.line ?? 1
  head.startsOn = first.start
  headLines.set('startsOn', line)
  reading.account.infer(line, { kind: 'program', key: 'program' }, 'startsOn', first.start, 'The first day of this chart.')
}

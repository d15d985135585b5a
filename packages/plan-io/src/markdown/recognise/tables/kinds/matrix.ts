import type { Cell, Row } from '../../../document/document.ts'
import type { DraftLane, DraftTask } from '../../../draft/draft-plan.ts'
import { isNone, isSame } from '../../../words/read-marks.ts'
import { readPeriods, type PeriodUnit } from '../../../words/read-periods.ts'
import { findPriority } from '../../../words/read-priority.ts'
import { readMovedTo, readStatusMark } from '../../../words/read-status.ts'
import { type Activity, splitActivities } from '../../../words/split-activities.ts'
import { memoryOf } from '../../prose/memory.ts'
import { noteOwners } from '../../prose/owners.ts'
import { asText, asTitle, withoutEmoji } from '../../prose/text.ts'
import type { Reading } from '../../recogniser.ts'
import { gateFor } from '../find-gate.ts'
import { laneFor } from '../find-lane.ts'
import { isLaneLike, periodColumnOf, unitOf } from '../period-columns.ts'
import { readMoment, readWhen, settleDates, takeWhen, type When } from '../read-when.ts'
import { addRowRecord, mapHead } from '../row-entity.ts'
import { cellAt, type Column, ColumnPicker, restOf, shareOf, type TableView, textAt } from '../table-view.ts'

/** Periods down the side, lanes across; gates, milestones, dates and remarks may stand beside them. */
export function readMatrixDown(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const side = periodColumnOf(view)
  if (side !== null) picker.mark(side)
  const when = { ...takeWhen(view, picker), period: side === null ? null : (view.columns[side] ?? null) }
  settleDates(view, when, reading)
  const laneColumns = view.columns.filter((column) => column.index !== side && isLaneLike(view, column) && !isGateColumn(column))
  for (const { index } of laneColumns) picker.mark(index)
  const gates = picker.take('gate') ?? picker.takeWhere(isGateColumn) ?? picker.take('reviewer')
  const checkpoints = picker.take('must_be_true')
  mapHead(view, 'tasks', reading)
  const lanes = laneColumns.map((column) => laneOfHead(column, view, reading))
  for (const [rowIndex, row] of view.table.rows.entries()) {
    const span = readWhen(row, when, view.place, reading)
    if (span === null && textAt(row, side) === '' && row.cells.every(({ text }) => isNone(text))) {
      reading.account.map(row.span, { kind: 'section', key: 'tasks' })
      continue
    }
    const at = { row, span, unit: unitOfRow(row, when.period, reading) }
    laneColumns.forEach((column, index) => {
      const lane = lanes[index]
      if (lane) readCell(view, at, rowIndex, column, laneColumns, lane, reading)
    })
    readGateCell(row, gates, span, reading)
    const must = textAt(row, checkpoints)
    if (must !== '' && span !== null)
      addRowRecord(reading, 'checkpoints', 'checkpoint', `C${span.to}`, { at: span.to, mustBeTrue: asText(must) }, row)
    const rest = restOf(
      row,
      picker.rest.filter(({ concepts }) => !concepts.includes('weekday')),
    )
    if (rest !== '') addRowRecord(reading, 'notes', 'note', 'N#', { kind: 'daily', text: asText(rest), at: span?.from }, row)
    if (reading.account.at(row.span.from) === null)
      reading.account.map(row.span, { kind: 'section', key: 'tasks' }, 'Nothing is planned in this row.')
  }
}

/** Periods across, lanes or tasks down the side. */
export function readMatrixAcross(view: TableView, periods: readonly Column[], reading: Reading): void {
  const picker = new ColumnPicker(view)
  for (const { index } of periods) picker.mark(index)
  const ids = picker.take('id')
  const names = picker.take('lane', 'task', 'title', 'role') ?? picker.takeWhere(() => true)
  const owners = picker.take('owner')
  mapHead(view, 'tasks', reading)
  for (const [rowIndex, row] of view.table.rows.entries()) {
    const name = [textAt(row, ids), textAt(row, names)].filter((each) => each !== '').join(' ')
    const handles = noteOwners(reading, textAt(row, owners))
    const isGates = row.cells.some(({ text }) => /^\W*G\d{1,3}\b/.test(text)) && !row.cells.some(({ text }) => /^\p{Ll}/u.test(text))
    const made = name === '' || isGates ? null : laneFor(reading, name, row.span.from)
    if (made) {
      reading.account.map(row.span, { kind: 'lane', key: made.lane.key })
      for (const handle of handles) if (!made.lane.owners.includes(handle)) made.lane.owners.push(handle)
      const rest = restOf(row, picker.rest)
      if (made.lane.mission === '' && rest !== '') made.lane.mission = asText(rest)
    }
    let open: { readonly text: string; readonly task: DraftTask } | null = null
    for (const column of periods) {
      const span = readMoment(column.head, null, reading) ?? null
      const text = textAt(row, column.index)
      if (isGates) readGateCell(row, column.index, span, reading)
      if (!made || text === '' || span === null) {
        open = null
        continue
      }
      // The same word in neighbouring periods is one task that goes on.
      if (open !== null && (open.text === text || isSame(text))) {
        open.task.finish = span.to
        continue
      }
      const before = reading.draft.tasks.length
      const unit = readPeriods(column.head)?.cadence ?? null
      readCell(view, { row, span, unit }, rowIndex, column, [], made.lane, reading)
      const task = reading.draft.tasks[before]
      open = task && reading.draft.tasks.length === before + 1 ? { text, task } : null
    }
    if (reading.account.at(row.span.from) === null) reading.account.reject(row.span, 'This row names no lane and no task.')
  }
}

interface At {
  readonly row: Row
  readonly span: When | null
  readonly unit: PeriodUnit | null
}

function readCell(
  view: TableView,
  at: At,
  rowIndex: number,
  column: Column,
  lanes: readonly Column[],
  lane: DraftLane,
  reading: Reading,
): void {
  const { row, span } = at
  let cell = cellAt(row, column.index)
  if (cell === null) return
  if (isSame(cell.text)) {
    const source = sourceOfSame(view, rowIndex, column, lanes)
    const written = cell.text
    cell = source?.cell ?? cell
    const where = source === null ? 'has nothing to its left or above' : `was read as the cell ${source.isLeft ? 'to its left' : 'above'}`
    reading.account.warn('same_cell', row.span.from, `“${written}” under “${column.head}” ${where}: “${cell.text}”.`)
  }
  const activities = splitActivities(cell)
  const letter =
    at.unit === null
      ? (reading.draft.head.prefix ?? (reading.draft.head.cadence === 'week' ? 'W' : 'D'))
      : { day: 'D', week: 'W', sprint: 'S' }[at.unit]
  const base = span === null ? `${lane.key}-${rowIndex + 1}` : `${lane.key}-${letter}${span.from}`
  activities.forEach((activity, index) => {
    const key = reading.draft.keyFor(activities.length === 1 ? base : `${base}.${index + 1}`)
    reading.draft.tasks.push(taskOf(activity, key, lane.key, span, row))
    reading.account.map(row.span, { kind: 'task', key })
    memoryOf(reading.draft).latest = { kind: 'task', key }
  })
}

function taskOf(activity: Activity, key: string, lane: string, span: When | null, row: Row): DraftTask {
  const status = activity.checked === true ? 'done' : activity.struck ? 'dropped' : readStatusMark(activity.text)
  return {
    key,
    lane,
    title: asTitle(withoutEmoji(activity.text) || activity.text),
    start: span?.from ?? null,
    finish: span?.to ?? null,
    priority: findPriority(activity.text),
    status,
    parent: null,
    gate: null,
    owners: [],
    checklist: [],
    after: [],
    note: '',
    movedTo: status === 'moved' ? readMovedTo(activity.text) : null,
    number: activity.numbers[0] ?? null,
    line: row.span.from,
  }
}

interface Source {
  readonly cell: Cell
  readonly isLeft: boolean
}
/** What cells with `Same` stand for; rows are read from the top and from the left, so a chain of them is settled link by link. */
const sources = new WeakMap<Cell, Source>()

/** The cell to the left where that is one of a lane and says something, else the one above; null where there is none. */
function sourceOfSame(view: TableView, rowIndex: number, column: Column, lanes: readonly Column[]): Source | null {
  const row = view.table.rows[rowIndex]
  const written = row ? cellAt(row, column.index) : null
  const before = lanes[lanes.findIndex((each) => each.index === column.index) - 1]
  const left = row && before ? cellAt(row, before.index) : null
  const above = view.table.rows[rowIndex - 1]
  const near = left ?? (above ? cellAt(above, column.index) : null)
  if (written === null || near === null) return null
  const cell = isSame(near.text) ? sources.get(near)?.cell : near
  if (cell === undefined) return null
  const source = { cell, isLeft: near === left }
  sources.set(written, source)
  return source
}

function laneOfHead(column: Column, view: TableView, reading: Reading): DraftLane | null {
  const { table } = view
  const made = laneFor(reading, column.head, table.head.span.from)
  if (made === null) return null
  const entity = { kind: 'lane', key: made.lane.key }
  reading.account.map(table.head.span, entity)
  if (made.isNew)
    reading.account.infer(
      table.head.span.from,
      entity,
      'name',
      made.lane.name,
      'A column of the timeline; the document names no such lane elsewhere before it.',
    )
  return made.lane
}

function readGateCell(row: Row, column: number | null, span: When | null, reading: Reading): void {
  const cell = cellAt(row, column)
  if (cell === null || isSame(cell.text)) return
  for (const { text } of splitActivities(cell)) {
    const gate = gateFor(reading, text, span?.to ?? null, row.span.from)
    reading.account.map(row.span, { kind: 'gate', key: gate.key })
  }
}

/** Most of its cells begin with a gate's key. */
const isGateColumn = (column: Column): boolean =>
  (column.concepts.includes('gate') || column.concepts.includes('must_be_true') || column.concepts.includes('milestone')) &&
  shareOf(column, (text) => /^\P{L}*[A-Z]{0,2}G-?\d{1,3}\b/u.test(withoutEmoji(text))) > 0.5

const unitOfRow = (row: Row, period: Column | null, { draft }: Reading): PeriodUnit | null => {
  if (period === null) return null
  return readPeriods(textAt(row, period.index))?.cadence ?? unitOf(period.head) ?? draft.head.cadence ?? null
}

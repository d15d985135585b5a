import type { Row } from '../../../document/document.ts'
import type { DraftTask } from '../../../draft/draft-plan.ts'
import { wholeWords } from '../../../words/find-words.ts'
import { findDates } from '../../../words/read-dates.ts'
import { readPeriods } from '../../../words/read-periods.ts'
import { readPriority } from '../../../words/read-priority.ts'
import { isSame } from '../../../words/read-marks.ts'
import { readMovedTo, readStatus, readStatusMark } from '../../../words/read-status.ts'
import type { Concept } from '../../../words/synonyms.ts'
import { memoryOf } from '../../prose/memory.ts'
import { noteOwners } from '../../prose/owners.ts'
import { asTitle, cut, withoutEmoji } from '../../prose/text.ts'
import type { Reading } from '../../recogniser.ts'
import { laneFor } from '../find-lane.ts'
import { readWhen, settleDates, takeWhen, type When, type WhenColumns } from '../read-when.ts'
import { keyIn, mapHead } from '../row-entity.ts'
import { cellAt, type Column, ColumnPicker, restOf, shareOf, type TableView, textAt } from '../table-view.ts'
import { RowLinks } from './row-links.ts'
import { readNumberedCell } from './numbered-tasks.ts'

interface TaskColumns {
  readonly ids: number | null
  readonly titles: number | null
  readonly when: WhenColumns
  readonly lanes: number | null
  readonly owners: number | null
  readonly priorities: number | null
  readonly statuses: number | null
  readonly dependsOn: number | null
  readonly blocks: number | null
  readonly notes: number | null
  readonly rest: readonly Column[]
}

const TELLS_WHEN: readonly Concept[] = ['period', 'date', 'start', 'finish', 'from', 'to', 'depends_on', 'blocks']

/** Work that a table lists: a task per row; a cell with several numbered ones gives a task for each number. `status` stands where a row has none. */
export function readTaskTable(view: TableView, reading: Reading, status: DraftTask['status'] = null): void {
  const columns = takeColumns(view)
  settleDates(view, columns.when, reading)
  mapHead(view, 'tasks', reading)
  const links = new RowLinks()
  let titleAbove = ''
  for (const row of view.table.rows) {
    const written = textAt(row, columns.titles)
    const title = isSame(written) ? titleAbove : written
    if (isSame(written)) reading.account.warn('same_cell', row.span.from, `“${written}” was read as the cell above: “${titleAbove}”.`)
    titleAbove = title
    const id = textAt(row, columns.ids)
    if (title === '' && id === '') {
      reading.account.reject(row.span, 'This row of tasks has no title.')
      continue
    }
    const when = readWhen(row, columns.when, view.place, reading)
    const cell = cellAt(row, columns.titles)
    if (cell && id === '' && readNumberedCell(cell, row, when, columns.when.period, reading)) {
      keepNote(row, columns, when, reading)
      continue
    }
    addTask(title || id, id, when, row, columns, { view, reading, status, links })
  }
  links.settle(reading)
}

interface Around {
  readonly view: TableView
  readonly reading: Reading
  readonly status: DraftTask['status']
  readonly links: RowLinks
}

function addTask(
  title: string,
  id: string,
  when: When | null,
  row: Row,
  columns: TaskColumns,
  { view, reading, status, links }: Around,
): void {
  const { draft, account } = reading
  const number = /^#?(\d{1,6})\.?$/.exec(id)?.[1] ?? null
  const laneText = textAt(row, columns.lanes)
  const lane = laneText === '' ? view.place.lane : (laneFor(reading, laneText, row.span.from)?.lane.key ?? view.place.lane)
  const statusText = textAt(row, columns.statuses)
  const found =
    isYes(statusText) ?? readStatus(statusText) ?? readStatusMark(title) ?? (cellAt(row, columns.titles)?.struck ? 'dropped' : status)
  const shown = withoutEmoji(title) || title
  const task: DraftTask = {
    key: taskKey(id, number, when, columns, reading),
    lane,
    title: asTitle(shown),
    start: when?.from ?? null,
    finish: when?.to ?? null,
    priority: readPriority(textAt(row, columns.priorities)),
    status: found,
    parent: null,
    gate: view.place.owner?.kind === 'gate' ? view.place.owner.key : null,
    owners: [...noteOwners(reading, textAt(row, columns.owners))],
    checklist: [],
    after: [],
    note: noteOf(row, columns, when),
    movedTo: found === 'moved' ? readMovedTo(statusText || title) : null,
    number,
    line: row.span.from,
  }
  draft.tasks.push(task)
  const entity = { kind: 'task', key: task.key }
  account.map(row.span, entity)
  memoryOf(draft).latest = entity
  links.name(id, title, task.key)
  links.add(textAt(row, columns.dependsOn), task.key, row, false)
  links.add(textAt(row, columns.blocks), task.key, row, true)
}

function takeColumns(view: TableView): TaskColumns {
  const picker = new ColumnPicker(view)
  const ids =
    picker.take('id') ??
    picker.takeWhere(
      (column) =>
        column.concepts.length > 0 &&
        shareOf(column, (text) => isId(text)) > 0.8 &&
        !column.concepts.some((concept) => TELLS_WHEN.includes(concept)),
    )
  const when = takeWhen(view, picker)
  const titles =
    picker.take('title', 'task', 'deliverable', 'item', 'step', 'focus', 'criteria') ??
    picker.takeWhere(({ concepts }) => concepts.length === 0)
  const lanes = picker.take('lane')
  const owners = picker.take('owner', 'role')
  const priorities = picker.take('priority')
  const statuses = picker.take('status')
  const dependsOn = isLinks(view, 'depends_on') ? picker.take('depends_on') : null
  const blocks = picker.take('blocks')
  const notes = picker.take('note')
  return { ids, titles, when, lanes, owners, priorities, statuses, dependsOn, blocks, notes, rest: picker.rest }
}

const isId = (text: string): boolean =>
  /^#\d{1,6}$/.test(text) || (keyIn(text) !== null && findDates(text).length === 0 && readPeriods(text) === null)

/** A column of dependencies that are sentences is a remark. */
const isLinks = (view: TableView, concept: 'depends_on'): boolean =>
  view.columns.some(
    (column) => column.concepts.includes(concept) && !column.concepts.includes('note') && shareOf(column, (text) => text.length < 80) > 0.7,
  )

function taskKey(id: string, number: string | null, when: When | null, { when: columns }: TaskColumns, { draft }: Reading): string {
  if (number !== null) return draft.keyFor(`T${number}`)
  if (id !== '' && /\d/.test(id) && id.length <= 30) return draft.keyFor(id)
  if (when === null || columns.date !== null) return draft.nextKey('T')
  const letter = draft.head.prefix ?? (draft.head.cadence === 'week' ? 'W' : 'D')
  return draft.nextKey(`${letter}${when.from}.`)
}

/** `x`, `ja`, `yes` in a column of what is done. */
function isYes(text: string): DraftTask['status'] {
  const marks = text === '' ? [] : wholeWords('mark', text)
  return marks.includes('yes') ? 'done' : marks.includes('no') ? 'todo' : null
}

/** Remarks, columns without a purpose of their own, and what of a period could not be placed. */
function noteOf(row: Row, columns: TaskColumns, when: When | null): string {
  const unplaced =
    when === null
      ? restOf(
          row,
          [columns.when.period, columns.when.start, columns.when.finish, columns.when.date].filter((each) => each !== null),
        )
      : ''
  return cut([textAt(row, columns.notes), restOf(row, columns.rest), unplaced].filter((each) => each !== '').join('\n'), 4_000)
}

/** Remarks on a day whose cell holds several tasks. */
function keepNote(row: Row, columns: TaskColumns, when: When | null, { draft, account }: Reading): void {
  const text = noteOf(row, columns, when)
  if (text === '') return
  const key = draft.nextRecordKey('notes', 'N')
  draft.add('notes', { key, kind: 'daily', text: cut(text, 2_000), ...(when ? { at: when.from } : {}) })
  account.map(row.span, { kind: 'note', key })
}

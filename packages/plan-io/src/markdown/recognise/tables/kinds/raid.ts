import type { PlanRecord } from '@gatehouse/core'
import { wholeWords } from '../../../words/find-words.ts'
import { readStatus } from '../../../words/read-status.ts'
import type { Row } from '../../../document/document.ts'
import { noteOwners } from '../../prose/owners.ts'
import { asText, asTitle } from '../../prose/text.ts'
import type { Reading } from '../../recogniser.ts'
import { readWhen, settleDates, takeWhen } from '../read-when.ts'
import { addRowRecord, mapHead } from '../row-entity.ts'
import { ColumnPicker, restOf, shareOf, type TableView, textAt } from '../table-view.ts'

const KINDS = ['risks', 'assumptions', 'defects', 'dependencies', 'decisions'] as const
type Kind = (typeof KINDS)[number]

/** An issue has a word of its own as work to do. */
const kindOf = (text: string): Kind | null =>
  KINDS.find((kind) => wholeWords('topic', text).includes(kind)) ?? (wholeWords('label', text).includes('task') ? 'defects' : null)

/** Risks, assumptions, issues and dependencies in one table: a column says which each row is. */
export const isRaid = (view: TableView): boolean =>
  view.columns.some(
    (column) =>
      new Set(column.values.flatMap((text) => kindOf(text) ?? [])).size > 1 && shareOf(column, (text) => kindOf(text) !== null) > 0.7,
  )

/** Each row becomes what its type says; what the plan has no list for is kept as a note of that kind. */
export function readRaid(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const types = picker.takeWhere((column) => shareOf(column, (text) => kindOf(text) !== null) > 0.7)
  picker.take('id')
  const owners = picker.take('owner')
  const statuses = picker.take('status')
  const when = takeWhen(view, picker)
  const titles = picker.take('title', 'risk') ?? picker.takeWhere(() => true)
  settleDates(view, when, reading)
  mapHead(view, 'raid', reading)
  for (const row of view.table.rows) {
    const title = textAt(row, titles)
    const kind = kindOf(textAt(row, types))
    const span = readWhen(row, when, { ...view.place, period: null }, reading)
    const handles = noteOwners(reading, textAt(row, owners))
    const status = textAt(row, statuses)
    const isClosed = readStatus(status) === 'done'
    const about: PlanRecord = { owners: handles, ...(span ? { from: span.from, to: span.to } : {}) }
    const rest = restOf(row, picker.rest)
    if (kind === 'risks' && title !== '') {
      addRowRecord(
        reading,
        'risks',
        'risk',
        'R#',
        { title: asTitle(title), ...about, status: isClosed ? 'closed' : 'open', note: rest },
        row,
      )
    } else if (kind === 'decisions' && title !== '') {
      addRowRecord(
        reading,
        'decisions',
        'decision',
        'D#',
        { title: asTitle(title), owners: handles, status: isClosed ? 'decided' : 'open', note: rest },
        row,
      )
    } else addOther(row, [title, status, rest], { kind: NOTE_KINDS[kind ?? 'defects'], ...about }, reading)
  }
}

const NOTE_KINDS: Readonly<Record<Kind, string>> = {
  risks: 'risk',
  assumptions: 'assumption',
  defects: 'issue',
  dependencies: 'dependency_note',
  decisions: 'decision',
}

function addOther(row: Row, [title = '', status = '', rest = '']: readonly string[], about: PlanRecord, reading: Reading): void {
  const text = [title, status, rest].filter((each) => each !== '').join('\n')
  if (text === '') reading.account.reject(row.span, 'This row says nothing beside its type.')
  else addRowRecord(reading, 'notes', String(about['kind']), 'N#', { ...about, title: asTitle(title || text), text: asText(text) }, row)
}

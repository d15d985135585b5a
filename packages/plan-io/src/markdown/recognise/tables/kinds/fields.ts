import { labelOf } from '../../../words/concepts-of.ts'
import { foldText } from '../../../words/fold.ts'
import { readDate } from '../../../words/read-dates.ts'
import { noteOwners } from '../../prose/owners.ts'
import { asText, asTitle } from '../../prose/text.ts'
import { readHeadRow } from '../../head/read-head-fields.ts'
import type { Reading } from '../../recogniser.ts'
import { addRowRecord, mapHead } from '../row-entity.ts'
import { cellAt, type TableView, textAt } from '../table-view.ts'

/** Name and value in two columns: what is said about the program as a whole. */
export function readFields(view: TableView, reading: Reading): void {
  const { draft, account } = reading
  const program = { kind: 'program', key: 'program' }
  mapHead(view, 'program', reading)
  for (const row of view.table.rows) {
    const [name, value] = [textAt(row, 0), textAt(row, 1)]
    const cell = cellAt(row, 1)
    if (cell !== null && readHeadRow(name, cell, row.span.from, reading)) continue
    const concept = labelOf(name)
    const date = readDate(value)
    if (concept === 'start' && date !== null && draft.head.startsOn === undefined) {
      draft.head.startsOn = date
      draft.headLines.set('startsOn', row.span.from)
      account.map(row.span, program)
    } else if (concept === 'mission' && draft.head.goal === undefined) {
      draft.head.goal = asText(value)
      draft.headLines.set('goal', row.span.from)
      account.map(row.span, program)
    } else {
      if (
        concept === 'owner' ||
        foldText(name)
          .split(' ')
          .some((word) => labelOf(word) === 'owner')
      )
        noteOwners(reading, value)
      addRowRecord(
        reading,
        'notes',
        'attribute',
        'P#',
        { kind: 'attribute', title: asTitle(name || value || '—'), text: asText(value || name || '—') },
        row,
      )
    }
  }
}

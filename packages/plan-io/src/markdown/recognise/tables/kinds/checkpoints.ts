import { readStatus } from '../../../words/read-status.ts'
import { noteOwners } from '../../prose/owners.ts'
import { asText, asTitle } from '../../prose/text.ts'
import type { Reading } from '../../recogniser.ts'
import { readWhen, settleDates, takeWhen } from '../read-when.ts'
import { addRowRecord, mapHead } from '../row-entity.ts'
import { ColumnPicker, restOf, type TableView, textAt } from '../table-view.ts'

/** What must be true at the end of a period, and how that is verified. */
export function readCheckpoints(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const must = picker.take('must_be_true')
  const when = takeWhen(view, picker)
  const verifications = picker.take('verification')
  const owners = picker.take('owner')
  const statuses = picker.take('status')
  const texts = must ?? picker.take('criteria', 'title', 'milestone', 'task') ?? picker.takeWhere(() => true)
  const letter = reading.draft.head.prefix ?? (reading.draft.head.cadence === 'week' ? 'W' : 'D')
  settleDates(view, when, reading)
  mapHead(view, 'checkpoints', reading)
  for (const row of view.table.rows) {
    const text = textAt(row, texts)
    const at = readWhen(row, when, view.place, reading)?.to ?? null
    if (text === '' || at === null) {
      reading.account.reject(row.span, text === '' ? 'This checkpoint says nothing.' : 'This checkpoint gives no period of the plan.')
      continue
    }
    addRowRecord(
      reading,
      'checkpoints',
      'checkpoint',
      `C-${letter}${at}`,
      {
        at,
        mustBeTrue: asText(text),
        verification: asText(textAt(row, verifications)),
        owners: noteOwners(reading, textAt(row, owners)),
        status: { done: 'met', dropped: 'missed', blocked: 'missed' }[readStatus(textAt(row, statuses)) as string] ?? null,
        title: asTitle(text),
        note: restOf(row, picker.rest),
      },
      row,
    )
  }
}

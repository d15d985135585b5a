import { splitList } from '../../../words/split-activities.ts'
import { noteOwners } from '../../prose/owners.ts'
import { asText } from '../../prose/text.ts'
import type { Reading } from '../../recogniser.ts'
import { laneFor } from '../find-lane.ts'
import { mapHead } from '../row-entity.ts'
import { cellAt, ColumnPicker, restOf, type TableView, textAt } from '../table-view.ts'

/** Lanes, workstreams, squads: one per row, with owner, mission and deliverables. */
export function readLanes(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const ids = picker.take('id')
  const names = picker.take('lane', 'title') ?? picker.takeWhere(() => true)
  const owners = picker.take('owner')
  const missions = picker.take('mission', 'focus', 'purpose')
  const deliverables = picker.take('deliverable')
  mapHead(view, 'lanes', reading)
  for (const row of view.table.rows) {
    const name = [textAt(row, ids), textAt(row, names)].filter((each) => each !== '').join(' ')
    const made = name === '' ? null : laneFor(reading, name, row.span.from)
    if (made === null) {
      reading.account.reject(row.span, name === '' ? 'This row of lanes names none.' : 'The plan has as many lanes as it can hold.')
      continue
    }
    const { lane } = made
    for (const handle of noteOwners(reading, textAt(row, owners))) if (!lane.owners.includes(handle)) lane.owners.push(handle)
    const mission = [textAt(row, missions), restOf(row, picker.rest)].filter((each) => each !== '').join('\n')
    if (mission !== '') lane.mission = asText([lane.mission, mission].filter((each) => each !== '').join('\n'))
    const cell = cellAt(row, deliverables)
    if (cell) lane.deliverables.push(...splitList(cell).map(asText))
    reading.account.map(row.span, { kind: 'lane', key: lane.key })
  }
}

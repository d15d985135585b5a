import type { Block, Row } from '../../document/document.ts'
import { readNumber } from '../../words/read-figure.ts'
import { cut } from '../prose/text.ts'
import type { BlockRecogniser, Place, Reading } from '../recogniser.ts'
import { classifyTable, type TableKind } from './classify-table.ts'
import { readAllocations, readStaffMatrix } from './kinds/allocations.ts'
import { readCheckpoints } from './kinds/checkpoints.ts'
import { readFields } from './kinds/fields.ts'
import { readGates } from './kinds/gates.ts'
import { readLanes } from './kinds/lanes.ts'
import { readMatrixAcross, readMatrixDown } from './kinds/matrix.ts'
import { readMilestones, readPhases } from './kinds/milestones.ts'
import { readDependencies, readPeople, readRowNotes, readSignoffs, readTaxonomy } from './kinds/notes.ts'
import {
  readChecklist,
  readDecisions,
  readEscalation,
  readMetrics,
  readPlaybooks,
  readRituals,
  readRunbook,
  readTools,
} from './kinds/records.ts'
import { readRaid } from './kinds/raid.ts'
import { readRisks } from './kinds/risks.ts'
import { readTaskTable } from './kinds/tasks.ts'
import { periodHeadsOf } from './period-columns.ts'
import { warnOfWeekdays } from './read-when.ts'
import { saysNothing, shareOf, type TableView, viewTable } from './table-view.ts'

const READERS: Readonly<Record<TableKind, (view: TableView, reading: Reading) => void>> = {
  raci: (view, reading) => readRowNotes(view, 'raci', reading),
  raid: readRaid,
  summary: (view, reading) => readRowNotes(view, 'summary', reading),
  note: (view, reading) => readRowNotes(view, view.place.topic === 'references' ? 'reference' : 'table_row', reading),
  runbook: readRunbook,
  defect: (view, reading) => readRowNotes(view, 'defect', reading),
  matrix_across: readAcross,
  matrix_down: readMatrixDown,
  risk: readRisks,
  dependency: readDependencies,
  checkpoint: readCheckpoints,
  gate: readGates,
  milestone: readMilestones,
  phase: readPhases,
  allocation: readAllocations,
  metric: readMetrics,
  tool: readTools,
  escalation: readEscalation,
  playbook: readPlaybooks,
  ritual: readRituals,
  decision: readDecisions,
  taxonomy: readTaxonomy,
  completed: (view, reading) => readTaskTable(view, reading, 'done'),
  signoff: readSignoffs,
  checklist: readChecklist,
  field: readFields,
  lane: readLanes,
  people: readPeople,
  task: readTaskTable,
}

/** Reads any table: by its kind, and as structured notes where it is of none. Takes every one. */
const readTable: BlockRecogniser = (block: Block, place: Place, reading: Reading): boolean => {
  if (block.kind !== 'table') return false
  const view = viewTable(block, place)
  warnOfWeekdays(view, reading)
  READERS[classifyTable(view).kind](view, reading)
  for (const row of block.rows) keepExtraCells(row, view.columns.length, reading)
  return true
}

export const tableRecognisers: readonly BlockRecogniser[] = [readTable]

function readAcross(view: TableView, reading: Reading): void {
  const periods = periodHeadsOf(view)
  const isStaff = periods.every((column) => shareOf(column, (text) => text.length < 12 && readNumber(text) !== null) > 0.8)
  if (isStaff && periods.some(({ values }) => values.length > 0)) readStaffMatrix(view, periods, reading)
  else readMatrixAcross(view, periods, reading)
}

/** Cells beyond the last head belong to no column; they are kept as a note and warned of. */
function keepExtraCells(row: Row, columns: number, { draft, account }: Reading): void {
  if (row.cells.length <= columns) return
  const extra = row.cells.slice(columns).filter((cell) => !saysNothing(cell))
  if (extra.length === 0) return
  const text = cut(extra.map((cell) => cell.text).join(' | '), 500)
  const key = draft.nextRecordKey('notes', 'N')
  draft.add('notes', { key, kind: 'extra_cell', text })
  account.map(row.span, { kind: 'note', key }, `Cells beyond the last column were kept as a note: ${text}.`)
  account.warn('row_too_long', row.span.from, `This row has more cells than the table has columns; “${text}” was kept as a note.`)
}

import { findWords } from '../../../words/find-words.ts'
import { splitList } from '../../../words/split-activities.ts'
import { noteOwners } from '../../prose/owners.ts'
import { asText, headingWords } from '../../prose/text.ts'
import type { DraftGate } from '../../../draft/draft-plan.ts'
import type { Row } from '../../../document/document.ts'
import type { Reading } from '../../recogniser.ts'
import { gateFor } from '../find-gate.ts'
import { readWhen, settleDates, takeWhen } from '../read-when.ts'
import { headingOf, mapHead } from '../row-entity.ts'
import { cellAt, ColumnPicker, restOf, type TableView, textAt } from '../table-view.ts'

/** Gates: one per row, with what each asks for, who submits and who signs. A gate that another table has made is filled in. */
export function readGates(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const gates = picker.take('gate')
  const ids = gates === null ? picker.take('id') : null
  const when = takeWhen(view, picker)
  const proofs = [picker.take('evidence'), picker.take('criteria'), picker.take('criteria'), picker.take('depends_on')].filter(
    (index) => index !== null,
  )
  const owners = picker.take('owner')
  const titles = picker.take('title') ?? (gates === null ? null : titleBeside(view, picker, gates))
  // `Freigabe` is the gate where nothing else is, and who signs where something is.
  const reviewers = picker.take('reviewer')
  const named = gates ?? titles ?? (ids === null ? (firstColumn(view, picker) ?? reviewers) : reviewers)
  const signers = named === reviewers ? null : reviewers
  if (gates === null && ids === null && titles === null && view.columns[0]?.whole.includes('criteria')) {
    readCriteria(view, owners, reading)
    return
  }
  settleDates(view, when, reading)
  mapHead(view, 'gates', reading)
  for (const row of view.table.rows) {
    const name = [textAt(row, ids), textAt(row, named), named === titles ? '' : textAt(row, titles)].filter((each) => each !== '').join(' ')
    if (name === '') {
      reading.account.reject(row.span, 'This row of gates names none.')
      continue
    }
    const gate = gateFor(reading, name, readWhen(row, when, view.place, reading)?.to ?? null, row.span.from)
    reading.account.map(row.span, { kind: 'gate', key: gate.key })
    for (const handle of noteOwners(reading, textAt(row, owners))) if (!gate.owners.includes(handle)) gate.owners.push(handle)
    for (const handle of noteOwners(reading, textAt(row, signers))) if (!gate.reviewers.includes(handle)) gate.reviewers.push(handle)
    for (const column of proofs) addRequirements(row, column, gate, reading)
    const rest = restOf(row, picker.rest)
    if (rest !== '') reading.draft.add('notes', { kind: 'gate_detail', title: gate.title, text: asText(rest), category: gate.key })
  }
}

/** Criteria with what each demands and who shows it: all of them belong to the gate that the heading names. */
function readCriteria(view: TableView, owners: number | null, reading: Reading): void {
  const heading = headingOf(view.place)
  const owner = view.place.owner?.kind === 'gate' ? view.place.owner.key : null
  const known = owner === null ? undefined : reading.draft.gates.find(({ key }) => key === owner)
  const gate =
    known ?? gateFor(reading, withoutCriteria(heading) || heading || view.columns[0]?.head || '—', null, view.table.head.span.from)
  reading.account.map(view.table.head.span, { kind: 'gate', key: gate.key })
  for (const row of view.table.rows) {
    const [first = '', ...others] = view.columns.flatMap(({ index }) => (index === owners ? [] : textAt(row, index) || []))
    if (first === '') {
      reading.account.reject(row.span, 'This row of criteria names none.')
      continue
    }
    const text = asText(others.length === 0 ? first : `${first}: ${others.join(', ')}`)
    gate.requirements.push({ text, line: row.span.from, workflow: null })
    reading.account.map(row.span, { kind: 'requirement', key: `${gate.key}.${gate.requirements.length}` })
    for (const handle of noteOwners(reading, textAt(row, owners))) if (!gate.owners.includes(handle)) gate.owners.push(handle)
  }
}

/** `Go/No-Go criteria` → `Go/No-Go`. */
function withoutCriteria(heading: string): string {
  const words = headingWords(heading)
  const last = findWords('label', words).at(-1)
  return last?.concept === 'criteria' && last.to === words.length ? words.slice(0, last.from).trim() : words
}

function addRequirements(row: Row, column: number, gate: DraftGate, { account }: Reading): void {
  const cell = cellAt(row, column)
  if (!cell) return
  for (const text of splitList(cell).map(asText)) {
    if (gate.requirements.some((each) => each.text === text)) continue
    gate.requirements.push({ text, line: row.span.from, workflow: null })
    account.map(row.span, { kind: 'requirement', key: `${gate.key}.${gate.requirements.length}` })
  }
}

/** The first column names the row where no head says which one does. */
const firstColumn = ({ columns }: TableView, picker: ColumnPicker): number | null =>
  columns[0] !== undefined && !picker.isTaken(0) && columns[0].values.length > 0 ? picker.mark(0) : null

/** Where the gate column holds keys only, the title stands in a column of its own. */
function titleBeside(view: TableView, picker: ColumnPicker, gates: number): number | null {
  const keysOnly = view.columns[gates]?.values.every((text) => /^\W*[A-Z]{1,4}-?\d{1,3}\W*$/.test(text)) ?? false
  return keysOnly ? picker.takeWhere(({ concepts }) => concepts.length === 0) : null
}

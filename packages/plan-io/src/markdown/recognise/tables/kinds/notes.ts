import { keyedName } from '../../prose/keyed-name.ts'
import { noteOwners } from '../../prose/owners.ts'
import { asText, asTitle, slugOf } from '../../prose/text.ts'
import type { Reading } from '../../recogniser.ts'
import { gateFor } from '../find-gate.ts'
import { addRowRecord, headingOf, keyIn, mapHead, slugOfHeading } from '../row-entity.ts'
import { ColumnPicker, restOf, type TableView, textAt } from '../table-view.ts'
import { addLinks } from '../../prose/lists/dependencies.ts'

/** Each row as a structured note with its values by head. Nothing of it is computed with. */
export function readRowNotes(view: TableView, kind: string, reading: Reading): void {
  const section = slugOfHeading(view.place, kind)
  mapHead(view, section, reading)
  const [first, ...others] = view.columns
  for (const row of view.table.rows) {
    const title = first ? textAt(row, first.index) : ''
    const text = restOf(row, title === '' ? view.columns : others) || title
    if (text === '') {
      reading.account.map(row.span, { kind: 'section', key: section }, 'Nothing is written in this row.')
      continue
    }
    const key = keyIn(title) ?? `${kind}-${slugOf(title || text)}`
    addRowRecord(
      reading,
      'notes',
      kind,
      key,
      { kind, title: title === '' ? null : asTitle(title), category: headingOf(view.place).slice(0, 300), text: asText(text) },
      row,
    )
  }
}

/** People with their roles: they become owners of the plan. */
export function readPeople(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const people = picker.take('owner', 'title')
  mapHead(view, 'owners', reading)
  for (const row of view.table.rows) {
    const handles = noteOwners(reading, textAt(row, people))
    for (const handle of handles) reading.account.map(row.span, { kind: 'owner', key: handle })
    const text = restOf(row, picker.rest)
    if (text === '' && handles.length > 0) continue
    if (text === '') reading.account.map(row.span, { kind: 'section', key: 'owners' })
    else
      addRowRecord(
        reading,
        'notes',
        'role',
        `role-${slugOf(textAt(row, people) || text)}`,
        { kind: 'role', title: asTitle(textAt(row, people) || text), text: asText(text), owners: handles },
        row,
      )
  }
}

/** Names and what they stand for. */
export function readTaxonomy(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const states = picker.take('status')
  mapHead(view, 'gate_life', reading)
  for (const row of view.table.rows) {
    const title = textAt(row, states)
    const text = restOf(row, picker.rest) || title
    if (text === '') reading.account.map(row.span, { kind: 'section', key: 'gate_life' })
    else
      addRowRecord(
        reading,
        'notes',
        'gate_state',
        `state-${slugOf(title || text)}`,
        { kind: 'gate_state', title: asTitle(title || text), text: asText(text) },
        row,
      )
  }
}

/** Who signs: one gate with a requirement for each signature. */
export function readSignoffs(view: TableView, reading: Reading): void {
  const { account, draft } = reading
  const picker = new ColumnPicker(view)
  const roles = picker.take('role', 'item', 'criteria')
  const people = picker.take('owner', 'reviewer', 'title')
  const signatures = picker.take('signoff')
  const named = roles ?? signatures ?? picker.takeWhere(() => true)
  const title = keyedName(headingOf(view.place) || 'Sign-off', 'gate')
  const known = view.place.owner?.kind === 'gate' ? draft.gates.find(({ key }) => key === view.place.owner?.key) : undefined
  const gate = known ?? gateFor(reading, title.name || 'Sign-off', view.place.period?.to ?? null, view.table.span.from)
  account.map(view.table.head.span, { kind: 'gate', key: gate.key })
  for (const row of view.table.rows) {
    const handles = noteOwners(reading, textAt(row, people))
    for (const handle of handles) if (!gate.reviewers.includes(handle)) gate.reviewers.push(handle)
    const text = [textAt(row, named), textAt(row, people)].filter((each) => each !== '').join(': ')
    account.map(row.span, { kind: 'gate', key: gate.key })
    if (text === '') continue
    gate.requirements.push({
      text: asText(`${text} — ${restOf(row, picker.rest)}`.replace(/ — $/, '')),
      line: row.span.from,
      workflow: null,
    })
    account.map(row.span, { kind: 'requirement', key: `${gate.key}.${gate.requirements.length}` })
  }
}

/** Predecessor and successor in a row each. */
export function readDependencies(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const [kinds, notes] = [picker.take('category'), picker.take('note')]
  const from = picker.take('depends_on', 'from')
  const to = picker.take('blocks', 'to', 'task') ?? picker.takeWhere(() => true)
  // `Task | Depends on` names the successor first, `Predecessor | Successor` does not; the heads say which is which.
  mapHead(view, 'dependencies', reading)
  for (const row of view.table.rows) {
    const [before, after] = [textAt(row, from), textAt(row, to)]
    if (before === '' || after === '') {
      reading.account.reject(row.span, 'This dependency lacks one of its ends.')
      continue
    }
    const kind = textAt(row, kinds)
    addLinks(kind === '' ? before : `${before} (${kind})`, after, row.span.from, false, reading)
    const rest = [textAt(row, notes), restOf(row, picker.rest)].filter((each) => each !== '').join('\n')
    if (rest !== '') reading.draft.add('notes', { kind: 'dependency', title: asTitle(`${before} → ${after}`), text: asText(rest) })
    reading.account.map(row.span, { kind: 'dependency', key: `${before}->${after}`.slice(0, 80) })
  }
}

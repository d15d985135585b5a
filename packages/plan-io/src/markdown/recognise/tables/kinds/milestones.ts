import { splitList } from '../../../words/split-activities.ts'
import { keyedName } from '../../prose/keyed-name.ts'
import { memoryOf } from '../../prose/memory.ts'
import { asText, asTitle, slugOf, withoutEmoji } from '../../prose/text.ts'
import type { Reading } from '../../recogniser.ts'
import { readWhen, settleDates, takeWhen } from '../read-when.ts'
import { mapHead } from '../row-entity.ts'
import { cellAt, ColumnPicker, restOf, type TableView, textAt } from '../table-view.ts'

/** Milestones: one per row, with period or date and criteria. */
export function readMilestones(view: TableView, reading: Reading): void {
  const { draft, account } = reading
  const picker = new ColumnPicker(view)
  const ids = picker.take('id')
  const named = picker.take('milestone')
  const when = takeWhen(view, picker)
  const names = named ?? picker.take('title') ?? picker.takeWhere(() => true)
  const criteria = picker.take('criteria', 'evidence', 'deliverable', 'must_be_true')
  const titles = picker.take('title')
  settleDates(view, when, reading)
  mapHead(view, 'milestones', reading)
  for (const row of view.table.rows) {
    const name = withoutEmoji([textAt(row, ids), textAt(row, names)].filter((each) => each !== '').join(' '))
    if (name === '') {
      account.reject(row.span, 'This row of milestones names none.')
      continue
    }
    const keyed = keyedName(name, 'milestone')
    const span = readWhen(row, when, view.place, reading)
    const key = keyed.key === null ? draft.nextKey('M') : draft.keyFor(keyed.key)
    const cell = cellAt(row, criteria)
    const rest = restOf(row, picker.rest)
    draft.milestones.push({
      key,
      name: asTitle(keyed.name || textAt(row, titles) || name),
      from: span?.from ?? null,
      to: span?.to ?? null,
      criteria: [...(cell ? splitList(cell) : []), ...(rest === '' ? [] : [rest])].map(asText),
      line: row.span.from,
    })
    account.map(row.span, { kind: 'milestone', key })
  }
}

/** Phases: one per row, with periods, focus and exit criteria. A heading with the same name has made the phase already. */
export function readPhases(view: TableView, reading: Reading): void {
  const { draft, account } = reading
  const memory = memoryOf(draft)
  const picker = new ColumnPicker(view)
  const ids = picker.take('id')
  const names = picker.take('phase', 'title') ?? picker.takeWhere(() => true)
  const when = takeWhen(view, picker)
  const durations = picker.take('duration')
  const focus = picker.take('focus', 'task', 'mission', 'deliverable')
  const criteria = picker.take('criteria', 'gate', 'milestone')
  const timed = { ...when, period: when.period ?? (durations === null ? null : (view.columns[durations] ?? null)) }
  settleDates(view, timed, reading)
  mapHead(view, 'phases', reading)
  for (const row of view.table.rows) {
    const name = withoutEmoji(textAt(row, names) || textAt(row, ids))
    if (name === '') {
      account.reject(row.span, 'This row of phases names none.')
      continue
    }
    const keyed = keyedName(name, 'phase')
    const wish = textAt(row, ids) || keyed.key || slugOf(name)
    const span = readWhen(row, timed, view.place, reading)
    const known = memory.phasesByName.get(name.toLowerCase()) ?? (textAt(row, ids) === '' ? null : memory.phase(textAt(row, ids)))
    const cell = cellAt(row, criteria)
    const rest = restOf(row, picker.rest)
    const texts = [textAt(row, focus), rest].filter((each) => each !== '').join('\n')
    const key =
      known?.key ??
      memory.phaseKey(
        wish
          .replace(/[^A-Za-z0-9._-]+/g, '-')
          .replace(/^[-._]+/, '')
          .slice(0, 36) || 'P',
      )
    const phase = known ?? {
      key,
      name: asTitle(keyed.name || name),
      from: null,
      to: null,
      focus: '',
      exitCriteria: [],
      line: row.span.from,
    }
    phase.from ??= span?.from ?? null
    phase.to ??= span?.to ?? null
    if (phase.focus === '') phase.focus = asText(texts)
    if (cell)
      phase.exitCriteria.push(
        ...splitList(cell)
          .map(asText)
          .filter((each) => !phase.exitCriteria.includes(each)),
      )
    if (!known) draft.phases.push(phase)
    memory.phasesByName.set(name.toLowerCase(), phase)
    account.map(row.span, { kind: 'phase', key })
  }
}

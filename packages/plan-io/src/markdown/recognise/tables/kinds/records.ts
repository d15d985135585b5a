import { wholeWords } from '../../../words/find-words.ts'
import { readHours, readTimeOfDay } from '../../../words/read-figure.ts'
import { findDates, findWeekdays, readDate } from '../../../words/read-dates.ts'
import { readOffset } from '../../../words/read-offset.ts'
import { readStatus } from '../../../words/read-status.ts'
import { splitListText } from '../../../words/split-activities.ts'
import { noteOwners } from '../../prose/owners.ts'
import { asText, asTitle, slugOf, withoutEmoji } from '../../prose/text.ts'
import type { Reading } from '../../recogniser.ts'
import { readWhen, takeWhen } from '../read-when.ts'
import { addRowRecord, headingOf, keyIn, mapHead, slugOfHeading } from '../row-entity.ts'
import { ColumnPicker, restOf, shareOf, type TableView, textAt } from '../table-view.ts'

/** Figures with their targets. */
export function readMetrics(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const ids = picker.take('id')
  const results = picker.take('key_result')
  const titles = results ?? picker.take('metric', 'title') ?? picker.takeWhere(() => true)
  const [baselines, targets, thresholds, tracking] = [
    picker.take('baseline'),
    picker.take('target'),
    picker.take('threshold'),
    picker.take('tracking'),
  ]
  const [units, owners, cadences] = [picker.take('unit'), picker.take('owner'), picker.take('cadence')]
  const kind = results === null ? 'metric' : 'key_result'
  mapHead(view, 'metrics', reading)
  for (const row of view.table.rows) {
    const title = withoutEmoji(textAt(row, titles))
    if (title === '') {
      reading.account.reject(row.span, 'This row of figures names none.')
      continue
    }
    const fields = {
      title: asTitle(title),
      unit: textAt(row, units),
      baseline: textAt(row, baselines),
      target: textAt(row, targets),
      threshold: textAt(row, thresholds),
      tracking: asText(textAt(row, tracking)),
      owners: noteOwners(reading, textAt(row, owners)),
      cadence: textAt(row, cadences),
      note: restOf(row, picker.rest),
    }
    addRowRecord(reading, 'metrics', kind, keyIn(textAt(row, ids)) ?? (results === null ? 'M#' : 'KR#'), fields, row)
  }
}

export function readTools(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const tools = picker.take('tool', 'title') ?? picker.takeWhere(() => true)
  const categories = picker.take('category')
  const purposes = picker.take('purpose', 'mission')
  mapHead(view, 'tools', reading)
  for (const row of view.table.rows) {
    const title = textAt(row, tools) || textAt(row, categories)
    if (title === '') {
      reading.account.reject(row.span, 'This row of tools names none.')
      continue
    }
    const text = [textAt(row, purposes), restOf(row, picker.rest)].filter((each) => each !== '').join('\n') || title
    addRowRecord(
      reading,
      'notes',
      'tool',
      `tool-${slugOf(title)}`,
      { kind: 'tool', title: asTitle(title), category: textAt(row, categories), text: asText(text) },
      row,
    )
  }
}

/** Meetings that return. Weekday, time and length may stand in any of the cells. */
export function readRituals(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const titles = picker.take('ritual', 'title') ?? picker.takeWhere(() => true)
  const cadences = picker.take('cadence')
  const times = [picker.take('weekday'), picker.take('period'), picker.take('time'), picker.take('duration'), picker.take('date')]
  const owners = picker.take('owner')
  const agenda = picker.take('agenda', 'purpose')
  mapHead(view, 'rituals', reading)
  for (const row of view.table.rows) {
    const title = withoutEmoji(textAt(row, titles))
    if (title === '') {
      reading.account.reject(row.span, 'This meeting has no name.')
      continue
    }
    const timing = [textAt(row, cadences), ...times.map((index) => textAt(row, index))].filter((each) => each !== '')
    const said = timing.join(', ')
    const hours = readHours(said)
    addRowRecord(
      reading,
      'rituals',
      'ritual',
      slugOf(title),
      {
        title: asTitle(title),
        cadence: asText(said),
        weekdays: [...findWeekdays(said)],
        time: readTimeOfDay(said),
        minutes: hours === null || hours > 12 ? null : Math.round(hours * 60),
        owners: noteOwners(reading, textAt(row, owners)),
        agenda: splitListText(textAt(row, agenda)).map(asText),
        note: restOf(row, picker.rest),
      },
      row,
    )
  }
}

export function readEscalation(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const [levels, hours] = [picker.take('level', 'id'), picker.take('within', 'duration', 'time')]
  const [targets, sources] = [picker.take('to'), picker.take('from')]
  const people = picker.take('owner', 'role', 'title')
  const triggers = picker.take('trigger', 'criteria')
  mapHead(view, 'escalation', reading)
  let before = ''
  for (const row of view.table.rows) {
    const level = textAt(row, levels)
    const person = textAt(row, people)
    const to = textAt(row, targets) || person || level
    if (to === '') {
      reading.account.reject(row.span, 'This step names nobody.')
      continue
    }
    const from = textAt(row, sources) || (textAt(row, targets) === '' ? before : person) || level || to
    before = to
    const number = /\d{1,2}/.exec(level)?.[0]
    const limit = textAt(row, hours)
    const fields = {
      level: number === undefined ? null : Number(number),
      from: asTitle(from),
      to: asTitle(to),
      withinHours: readHours(limit) ?? (/^\d+(?:[.,]\d+)?$/.test(limit) ? Number(limit.replace(',', '.')) : null),
      trigger: asText(textAt(row, triggers)),
      note: restOf(row, picker.rest),
    }
    addRowRecord(reading, 'escalation', 'escalation_step', 'E#', fields, row)
  }
}

/** What to do when something foreseen goes wrong. */
export function readPlaybooks(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const limits = picker.take('within')
  const steps = picker.take('step', 'task', 'mitigation')
  const triggers = picker.take('trigger', 'risk', 'title') ?? picker.takeWhere(() => true)
  const owners = picker.take('owner')
  mapHead(view, 'playbooks', reading)
  for (const row of view.table.rows) {
    const title = textAt(row, triggers)
    const todo = splitListText(textAt(row, steps)).map(asText)
    if (title === '' || todo.length === 0) {
      reading.account.reject(row.span, title === '' ? 'This row names no trouble.' : 'This row does not say what to do.')
      continue
    }
    const fields = {
      title: asTitle(title),
      trigger: asText(title),
      steps: todo,
      withinHours: readHours(textAt(row, limits)),
      owners: noteOwners(reading, textAt(row, owners)),
      note: restOf(row, picker.rest),
    }
    addRowRecord(reading, 'playbooks', 'playbook', slugOf(title), fields, row)
  }
}

/** A countdown: steps by their distance from T0. */
export function readRunbook(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const offsets = picker.takeWhere((column) => shareOf(column, (text) => readOffset(text) !== null) > 0.6)
  const steps =
    picker.take('step', 'task', 'title', 'item') ??
    picker.takeWhere(({ concepts }) => concepts.length === 0) ??
    picker.takeWhere(() => true)
  const [owners, statuses] = [picker.take('owner', 'role'), picker.take('status')]
  mapHead(view, 'runbook', reading)
  for (const row of view.table.rows) {
    const offset = readOffset(textAt(row, offsets))
    const text = textAt(row, steps)
    if (offset === null || text === '') {
      reading.account.reject(row.span, offset === null ? 'This step gives no distance from T0.' : 'This step says nothing.')
      continue
    }
    const note = restOf(row, picker.rest)
    const done = readStatus(textAt(row, statuses)) === 'done' ? true : null
    addRowRecord(
      reading,
      'runbook',
      'runbook_step',
      'S#',
      { offset, text: asText(text), owners: noteOwners(reading, textAt(row, owners)), done, note },
      row,
    )
  }
}

export function readDecisions(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const ids = picker.take('id')
  const decisions = picker.take('decision')
  const titles = picker.take('title', 'question') ?? decisions ?? picker.takeWhere(() => true)
  const [questions, options, reasons] = [picker.take('question'), picker.take('options'), picker.take('reason')]
  const [statuses, owners] = [picker.take('status'), picker.take('owner')]
  const dates = picker.take('date')
  const when = takeWhen(view, picker)
  mapHead(view, 'decisions', reading)
  for (const row of view.table.rows) {
    const title = textAt(row, titles) || textAt(row, decisions)
    if (title === '') {
      reading.account.reject(row.span, 'This decision says nothing.')
      continue
    }
    const span = readWhen(row, when, { ...view.place, period: null }, reading)
    const dated = readDate(textAt(row, dates)) ?? findDates(restOf(row, picker.rest))[0]?.iso ?? null
    const said = { done: 'decided', dropped: 'superseded' }[readStatus(textAt(row, statuses)) as string]
    const hasStatus = textAt(row, statuses) !== ''
    addRowRecord(
      reading,
      'decisions',
      'decision',
      keyIn(textAt(row, ids)) ?? 'DEC#',
      {
        title: asTitle(title),
        question: asText(textAt(row, questions)),
        options: splitListText(textAt(row, options)).map(asText),
        decision: titles === decisions ? null : asText(textAt(row, decisions)),
        reason: asText(textAt(row, reasons)),
        status: said ?? (hasStatus || dated === null ? 'open' : 'decided'),
        decidedOn: dated,
        at: span?.to,
        owners: noteOwners(reading, textAt(row, owners)),
        note: restOf(row, picker.rest),
      },
      row,
    )
  }
}

/** One list to tick off, a row per item. */
export function readChecklist(view: TableView, reading: Reading): void {
  const { draft, account, document } = reading
  const picker = new ColumnPicker(view)
  const items = picker.take('item', 'task', 'title', 'criteria') ?? picker.takeWhere(() => true)
  const [statuses, owners] = [picker.take('status'), picker.take('owner', 'reviewer')]
  mapHead(view, 'checklists', reading)
  const key = draft.recordKeyFor('checklists', slugOfHeading(view.place, 'checklist'))
  const title = asTitle(withoutEmoji(headingOf(view.place)) || document.lines[view.table.span.from - 1] || 'Checklist')
  const list = view.table.rows.flatMap((row) => {
    const text = textAt(row, items)
    account.map(row.span, { kind: 'checklist', key })
    if (text === '') return []
    const ticked = textAt(row, statuses)
    const done = readStatus(ticked) === 'done' || /^[✓✔]$/.test(ticked) || wholeWords('mark', ticked).includes('yes')
    const handles = noteOwners(reading, textAt(row, owners))
    const rest = restOf(row, picker.rest)
    return [
      {
        text: asText(rest === '' ? text : `${text} (${rest.replaceAll('\n', '; ')})`),
        done,
        ...(handles.length > 0 ? { owners: handles } : {}),
      },
    ]
  })
  draft.add('checklists', { key, title, items: list })
}

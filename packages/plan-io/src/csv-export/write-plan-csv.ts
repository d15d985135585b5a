import { type Calendar, createCalendar, type Plan, type PlanRecord } from '@gatehouse/core'
import { type CsvCells, csvText } from './csv-text.ts'

/** `all`: one file in which the first column tells what a row is. */
export const CSV_LISTS = ['all', 'tasks', 'gates', 'risks'] as const
export type CsvList = (typeof CSV_LISTS)[number]
type Kind = Exclude<CsvList, 'all'>

/** What the plan itself does not say about its gates. */
export interface CsvOptions {
  /** State of each gate by its key, such as `SignedOff`; a gate without one has an empty cell. */
  readonly gateStates?: ReadonlyMap<string, string>
}

/** Columns by list; `all` has every one of them once, in this order. */
const COLUMNS: Readonly<Record<Kind, readonly string[]>> = {
  tasks: [
    'key',
    'title',
    'status',
    'lane',
    'from',
    'to',
    'starts_on',
    'ends_on',
    'owners',
    'priority',
    'parent',
    'gate',
    'after',
    'checklist_done',
    'checklist_items',
    'moved_to',
    'note',
  ],
  gates: ['key', 'title', 'status', 'from', 'to', 'starts_on', 'ends_on', 'owners', 'reviewers', 'quorum', 'after', 'requirements'],
  risks: ['key', 'title', 'status', 'from', 'to', 'owners', 'trigger', 'impact', 'impact_level', 'probability', 'mitigation', 'note'],
}

/**
 * Tasks, gates and risks for spreadsheets: UTF-8 with a byte order mark, CRLF, every text in quotes. A cell that a spreadsheet would
 * take for a formula gets an apostrophe in front; handles go without their `@` for the same reason. Periods are given as labels and
 * as dates. Not meant to be read back.
 */
export function writePlanCsv(plan: Plan, list: CsvList, options: CsvOptions = {}): string {
  const calendar = createCalendar(plan.program)
  const rows: Readonly<Record<Kind, readonly CsvCells[]>> = {
    tasks: plan.tasks.map((task) => ({
      ...spanCells(calendar, task.start, task.finish),
      key: task.key,
      title: task.title,
      status: task.status,
      lane: task.lane,
      owners: sayHandles(task.owners),
      priority: task.priority,
      parent: task.parent ?? '',
      gate: task.gate ?? '',
      after: sayAfter(task.after),
      checklist_done: task.checklist.length === 0 ? '' : task.checklist.filter((item) => item.done).length,
      checklist_items: task.checklist.length === 0 ? '' : task.checklist.length,
      moved_to: task.movedTo ?? '',
      note: task.note,
    })),
    gates: plan.gates.map((gate) => ({
      ...spanCells(calendar, gate.at, gate.at),
      key: gate.key,
      title: gate.title,
      status: options.gateStates?.get(gate.key) ?? '',
      owners: sayHandles(gate.owners),
      reviewers: sayHandles(gate.reviewers),
      quorum: gate.quorum,
      after: sayAfter(gate.after),
      requirements: gate.requirements.map((requirement) => `${requirement.key} ${requirement.text}`).join('\n'),
    })),
    risks: plan.sections.risks.map((risk) => riskCells(calendar, risk)),
  }
  const kinds: readonly Kind[] = list === 'all' ? ['tasks', 'gates', 'risks'] : [list]
  const columns = [...(list === 'all' ? ['kind'] : []), ...new Set(kinds.flatMap((kind) => COLUMNS[kind]))]
  const records = kinds.flatMap((kind) => rows[kind].map((cells) => ({ kind: kind.slice(0, -1), ...cells })))
  return csvText(records, columns)
}

const spanCells = (calendar: Calendar, from: number, to: number): CsvCells => ({
  from: calendar.label(from),
  to: calendar.label(to),
  starts_on: calendar.period(from).startsOn,
  ends_on: calendar.period(to).endsOn,
})

function riskCells(calendar: Calendar, risk: PlanRecord): CsvCells {
  const text = (field: string): string => (typeof risk[field] === 'string' ? risk[field] : '')
  const label = (field: string): string => (typeof risk[field] === 'number' ? calendar.label(risk[field]) : '')
  const owners = Array.isArray(risk.owners) ? risk.owners.map(String) : []
  return {
    key: text('key'),
    title: text('title'),
    status: text('status'),
    from: label('from'),
    to: label('to'),
    owners: sayHandles(owners),
    trigger: text('trigger'),
    impact: text('impact'),
    impact_level: text('impactLevel'),
    probability: text('probability'),
    mitigation: text('mitigation'),
    note: text('note'),
  }
}

const sayHandles = (handles: readonly string[]): string => handles.map((handle) => handle.replace(/^@/, '')).join(', ')
const sayAfter = (after: Plan['tasks'][number]['after']): string =>
  after
    .map(({ ref, kind, lag }) => `${ref}${lag === 0 ? '' : ` ${lag > 0 ? '+' : ''}${lag}`}${kind === 'soft' ? ' (soft)' : ''}`)
    .join(', ')

import type { PlanSection } from '@gatehouse/core'
import * as c from './cell-codecs.ts'
import { type Column, column, spanColumn } from './columns.ts'
import { writeJsonSpan } from './inline-text.ts'
import { roles, values } from './link-codecs.ts'

const key = column('Key', 'key', c.text)
const owners = column('Owners', 'owners', c.keys)
const note = column('Note', 'note', c.text)
const from = column('From', 'from', c.period)
const to = column('To', 'to', c.period)
const at = column('At', 'at', c.period)
const lane = column('Lane', 'lane', c.text)
const withinHours = column('Within hours', 'withinHours', c.number)

/**
 * Columns of the lists that are kept as written. A field that stands in none of them, and one that its column cannot give back
 * exactly, gets a column of its own that is named in a code span.
 */
export const SECTION_COLUMNS: Readonly<Record<PlanSection, readonly Column[]>> = {
  risks: [
    key,
    column('Risk', 'title', c.text),
    column('Trigger', 'trigger', c.text),
    column('Impact', 'impact', c.text),
    column('Impact level', 'impactLevel', c.word),
    column('Probability', 'probability', c.word),
    column('Mitigation', 'mitigation', c.text),
    owners,
    from,
    to,
    column('Status', 'status', c.word),
    note,
  ],
  checkpoints: [
    key,
    column('Checkpoint', 'title', c.text),
    at,
    column('Must be true', 'mustBeTrue', c.textOrTexts),
    column('Verification', 'verification', c.text),
    owners,
    column('Status', 'status', c.word),
    note,
  ],
  metrics: [
    key,
    column('Metric', 'title', c.text),
    column('Unit', 'unit', c.text),
    column('Baseline', 'baseline', c.figure),
    column('Target', 'target', c.figure),
    column('Threshold', 'threshold', c.figure),
    column('Better', 'direction', c.word),
    column('Read from', 'tracking', c.text),
    lane,
    owners,
    column('Reported', 'cadence', c.text),
    column('Escalation', 'escalation', c.text),
    withinHours,
    column('Values', 'values', values),
    note,
  ],
  allocations: [
    key,
    column('Allocation', 'title', c.text),
    spanColumn('Periods', 'from', 'to'),
    column('Phase', 'phase', c.text),
    lane,
    column('Roles', 'roles', roles),
    column('Total', 'total', c.number),
    note,
  ],
  checklists: [key, column('Checklist', 'title', c.text), lane, column('Gate', 'gate', c.text), at, owners, note],
  runbook: [
    key,
    column('Offset', 'offset', c.text),
    column('Title', 'title', c.text),
    column('Step', 'text', c.text),
    lane,
    owners,
    column('Done', 'done', c.boolean),
    note,
  ],
  playbooks: [
    key,
    column('Playbook', 'title', c.text),
    column('Trigger', 'trigger', c.text),
    column('Steps', 'steps', c.texts),
    withinHours,
    owners,
    note,
  ],
  decisions: [
    key,
    column('Title', 'title', c.text),
    column('Question', 'question', c.text),
    column('Options', 'options', c.texts),
    column('Decision', 'decision', c.text),
    column('Reason', 'reason', c.text),
    column('Status', 'status', c.word),
    column('Decided on', 'decidedOn', c.text),
    at,
    owners,
    note,
  ],
  rituals: [
    key,
    column('Ritual', 'title', c.text),
    column('Cadence', 'cadence', c.text),
    column('Weekdays', 'weekdays', c.weekdays),
    column('Only in', 'periods', c.periods),
    column('Time', 'time', c.text),
    column('Minutes', 'minutes', c.number),
    owners,
    column('Agenda', 'agenda', c.texts),
    note,
  ],
  escalation: [
    key,
    column('Title', 'title', c.text),
    column('Level', 'level', c.number),
    column('From', 'from', c.text),
    column('To', 'to', c.text),
    withinHours,
    column('Trigger', 'trigger', c.text),
    note,
  ],
  notes: [
    key,
    column('Title', 'title', c.text),
    column('Kind', 'kind', c.text),
    column('Text', 'text', c.text),
    column('Category', 'category', c.text),
    at,
    from,
    to,
    lane,
    owners,
    column('Address', 'url', c.url),
  ],
}

/** A field that nobody has foreseen: texts as they are, everything else as JSON. */
export const unforeseenColumn = (field: string): Column => ({
  ...column(writeFieldHeader(field), field, c.text),
  isKept: true,
})

/** `owner` in a code span; names with other signs in quotes. */
const writeFieldHeader = (field: string): string => (/^[A-Za-z0-9_-]+$/.test(field) ? `\`${field}\`` : writeJsonSpan(field))

/** The field's name in such a header; null: the header is no code span. */
export function readFieldHeader(header: string): string | null {
  const name = /^`([^`]+)`$/.exec(header.trim())?.[1]
  if (name === undefined || !name.startsWith('"')) return name ?? null
  try {
    const field = JSON.parse(name) as unknown
    return typeof field === 'string' ? field : null
  } catch {
    return null
  }
}

import type { Cell, Row } from '../../../document/document.ts'
import type { DraftPlan, DraftTask } from '../../../draft/draft-plan.ts'
import { readPeriods } from '../../../words/read-periods.ts'
import { readStatusMark } from '../../../words/read-status.ts'
import { splitActivities } from '../../../words/split-activities.ts'
import { memoryOf } from '../../prose/memory.ts'
import { asTitle, withoutEmoji } from '../../prose/text.ts'
import type { Reading } from '../../recogniser.ts'
import { unitOf } from '../period-columns.ts'
import type { When } from '../read-when.ts'
import { type Column, textAt } from '../table-view.ts'

/** Summary tasks by number; the same number in several periods is one task. */
const summaries = new WeakMap<DraftPlan, Map<string, DraftTask>>()

/**
 * A cell with several activities. Numbered ones are entries of the task with that number, which goes over all its periods: `16. Run the
 * suite` in D8 and D9 is T16 with T16-D8 and T16-D9. `8/9. Harden both` is an entry of each. false: the cell holds one plain activity.
 */
export function readNumberedCell(cell: Cell, row: Row, when: When | null, period: Column | null, reading: Reading): boolean {
  const activities = splitActivities(cell)
  const isNumbered = activities.some(({ numbers }) => numbers.length > 0)
  if (!isNumbered && activities.length < 2) return false
  const label = labelOf(when, row, period, reading)
  for (const { numbers, text, checked, struck } of activities) {
    const status = checked === true ? 'done' : struck ? 'dropped' : readStatusMark(text)
    const title = asTitle(withoutEmoji(text) || text)
    const add = (key: string, parent: string | null, number: string | null): void => {
      reading.draft.tasks.push(plainTask({ key, parent, number, title, status, when, line: row.span.from }))
      reading.account.map(row.span, { kind: 'task', key })
      memoryOf(reading.draft).latest = { kind: 'task', key }
    }
    if (numbers.length === 0) add(reading.draft.nextKey(`${label}.`), null, null)
    for (const number of numbers) {
      const summary = summaryFor(number, title, when, row, reading)
      add(reading.draft.keyFor(`${summary.key}-${label}`), summary.key, null)
    }
  }
  return true
}

function summaryFor(number: string, title: string, when: When | null, row: Row, { draft, account }: Reading): DraftTask {
  const known = summaries.get(draft) ?? new Map<string, DraftTask>()
  summaries.set(draft, known)
  const before = known.get(number)
  if (before) {
    if (when) {
      before.start = Math.min(before.start ?? when.from, when.from)
      before.finish = Math.max(before.finish ?? when.to, when.to)
    }
    account.map(row.span, { kind: 'task', key: before.key })
    return before
  }
  const made = plainTask({ key: draft.keyFor(`T${number}`), parent: null, number, title, status: null, when, line: row.span.from })
  draft.tasks.push(made)
  known.set(number, made)
  account.map(row.span, { kind: 'task', key: made.key })
  return made
}

interface Plain extends Pick<DraftTask, 'key' | 'parent' | 'number' | 'title' | 'status' | 'line'> {
  readonly when: When | null
}
const plainTask = ({ when, ...rest }: Plain): DraftTask => ({
  lane: null,
  start: when?.from ?? null,
  finish: when?.to ?? null,
  priority: null,
  gate: null,
  owners: [],
  checklist: [],
  after: [],
  note: '',
  movedTo: null,
  ...rest,
})

function labelOf(when: When | null, row: Row, period: Column | null, { draft }: Reading): string {
  if (when === null) return 'X'
  const unit =
    (period === null ? null : (readPeriods(textAt(row, period.index))?.cadence ?? unitOf(period.head))) ?? draft.head.cadence ?? 'day'
  return `${{ day: 'D', week: 'W', sprint: 'S' }[unit]}${when.from}`
}

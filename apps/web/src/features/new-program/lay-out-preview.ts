import { entriesOf } from '../../lib/plan-reading/look-up-entity.ts'
import { headOfPlan } from './plan-summary.ts'

export interface PreviewBar {
  readonly key: string
  readonly title: string
  /** Column, from 0, and how many columns. */
  readonly column: number
  readonly span: number
}
export interface PreviewLane {
  readonly key: string
  readonly name: string
  readonly rows: readonly (readonly PreviewBar[])[]
  readonly tasks: number
  /** Tasks that did not fit into the rows. */
  readonly hidden: number
}
export interface Preview {
  readonly labels: readonly string[]
  readonly contingency: { readonly from: number; readonly to: number } | null
  /** Keys of the gates at the end of each column. */
  readonly gates: readonly (readonly string[])[]
  readonly lanes: readonly PreviewLane[]
}

const MOST_ROWS = 4
const isNumber = (value: unknown): value is number => typeof value === 'number'
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Lanes by periods in few pixels: every task a bar in the first row of its lane that is free. */
export const layOutPreview = (plan: Record<string, unknown>): Preview => {
  const { first, last, prefix } = headOfPlan(plan)
  const columns = Math.max(1, last - first + 1)
  const clip = (period: number) => Math.min(Math.max(period - first, 0), columns - 1)
  const gates = Array.from({ length: columns }, (): string[] => [])
  for (const gate of entriesOf(plan, 'gates')) if (isNumber(gate.at)) gates[clip(gate.at)]?.push(textOf(gate.key))
  const parents = new Set(entriesOf(plan, 'tasks').map((task) => task.parent))
  const lanes = entriesOf(plan, 'lanes').map((lane): PreviewLane => {
    const tasks = entriesOf(plan, 'tasks')
      .filter((task) => task.lane === lane.key && !parents.has(task.key))
      .sort((a, b) => Number(a.start) - Number(b.start))
    const rows: PreviewBar[][] = []
    let hidden = 0
    for (const task of tasks) {
      if (!isNumber(task.start) || !isNumber(task.finish)) continue
      const column = clip(task.start)
      const bar = { key: textOf(task.key), title: textOf(task.title), column, span: clip(task.finish) - column + 1 }
      const row = rows.find((each) => (each.at(-1)?.column ?? 0) + (each.at(-1)?.span ?? 0) <= column)
      if (row) row.push(bar)
      else if (rows.length < MOST_ROWS) rows.push([bar])
      else hidden += 1
    }
    return { key: textOf(lane.key), name: textOf(lane.name), rows, tasks: tasks.length, hidden }
  })
  const { from, to } = (plan.contingency ?? {}) as { from?: unknown; to?: unknown }
  return {
    labels: Array.from({ length: columns }, (_, index) => `${prefix}${first + index}`),
    contingency: isNumber(from) && isNumber(to) ? { from: clip(from), to: clip(to) } : null,
    gates,
    lanes,
  }
}

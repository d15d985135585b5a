/** What-if: the schedule before and after some moves, as differences. Nothing is saved; the same moves, saved, give the same result. */
import type { ContingencyLedger } from '../board/board.ts'
import type { Contingency } from '../plan/plan.ts'
import { type CompiledNetwork, compileNetwork } from './compile-network.ts'
import { scheduleOfRun } from './compute-schedule.ts'
import { contingencyLedger } from './contingency-ledger.ts'
import { type PlannedMove, runSchedule } from './run-schedule.ts'
import type { CyclesFound, NodeKind, Schedule, ScheduleLink, ScheduleNode, SoftWarning } from './schedule.ts'

export interface PreviewOptions {
  readonly now: number | null
  readonly target: string | null
  readonly contingency: Contingency | null
  /** Last period of the plan, for the ledger's new end. */
  readonly last: number
  /** Words for a period: the calendar's `label`. */
  readonly label: (index: number) => string
}
/** Forecast coordinates: half-open, as in a schedule row. */
export interface ForecastSpan {
  readonly start: number
  readonly finish: number
}
export interface RowChange {
  readonly key: string
  readonly kind: NodeKind
  readonly from: ForecastSpan
  readonly to: ForecastSpan
  readonly slackFrom: number
  readonly slackTo: number
  readonly criticalFrom: boolean
  readonly criticalTo: boolean
}
export interface SchedulePreview {
  readonly moves: readonly PlannedMove[]
  /** Tasks, gates and milestones whose forecast changes, in the input's order. */
  readonly rows: readonly RowChange[]
  /** Those of them that are gates. */
  readonly gates: readonly RowChange[]
  readonly target: string | null
  readonly targetFinish: { readonly before: number; readonly after: number }
  readonly slip: { readonly before: number; readonly after: number }
  readonly criticalPath: { readonly before: readonly string[]; readonly after: readonly string[] }
  readonly ledger: { readonly before: ContingencyLedger; readonly after: ContingencyLedger } | null
  /** Hard links that these moves break, and ones that they mend. */
  readonly newlyViolated: readonly ScheduleLink[]
  readonly mended: readonly ScheduleLink[]
  /** All that hold after the moves. */
  readonly softWarnings: readonly SoftWarning[]
}
export type PreviewOutcome = { readonly ok: true; readonly preview: SchedulePreview } | ({ readonly ok: false } & CyclesFound)

/** Throws on a move of an unknown key (the caller checks); cycles are returned. Moves are in a plan's inclusive periods. */
export const previewMoves = (
  nodes: readonly ScheduleNode[],
  links: readonly ScheduleLink[],
  options: PreviewOptions,
  moves: readonly PlannedMove[],
): PreviewOutcome => {
  const compiled = compileNetwork(nodes, links)
  return compiled.ok ? { ok: true, preview: previewOnNetwork(compiled.network, options, moves) } : compiled
}

/** The same on a network that is compiled already, for a drag that asks many times. */
export const previewOnNetwork = (network: CompiledNetwork, options: PreviewOptions, moves: readonly PlannedMove[]): SchedulePreview => {
  const before = scheduleOfRun(runSchedule(network, options))
  const after = scheduleOfRun(runSchedule(network, { ...options, moves }))
  const rows = changedRows(before, after)
  return {
    moves,
    rows,
    gates: rows.filter((row) => row.kind === 'gate'),
    target: after.target,
    targetFinish: { before: before.targetFinish, after: after.targetFinish },
    slip: { before: before.slip, after: after.slip },
    criticalPath: { before: before.criticalPath, after: after.criticalPath },
    ledger: options.contingency && {
      before: ledgerOf(options.contingency, before, options),
      after: ledgerOf(options.contingency, after, options),
    },
    newlyViolated: without(after.violated, before.violated),
    mended: without(before.violated, after.violated),
    softWarnings: after.softWarnings,
  }
}

const changedRows = (before: Schedule, after: Schedule): readonly RowChange[] =>
  before.rows.flatMap((old, index): readonly RowChange[] => {
    const row = after.rows[index]
    if (!row || (row.earliestStart === old.earliestStart && row.earliestFinish === old.earliestFinish)) return []
    return [
      {
        key: row.key,
        kind: row.kind,
        from: { start: old.earliestStart, finish: old.earliestFinish },
        to: { start: row.earliestStart, finish: row.earliestFinish },
        slackFrom: old.slack,
        slackTo: row.slack,
        criticalFrom: old.critical,
        criticalTo: row.critical,
      },
    ]
  })

const ledgerOf = (contingency: Contingency, schedule: Schedule, { last, label }: PreviewOptions): ContingencyLedger =>
  contingencyLedger(contingency, schedule.slip, { cause: schedule.slipCause, last, label })

/** Links are the network's own objects, so identity tells them apart. */
const without = (links: readonly ScheduleLink[], others: readonly ScheduleLink[]): readonly ScheduleLink[] => {
  const known = new Set(others)
  return links.filter((link) => !known.has(link))
}

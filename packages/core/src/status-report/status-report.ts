/** What a steering group reads once a day: the board's judgements, and what changed since yesterday, in the order of a page. */
import type { BoardBlocker, ContingencyLedger, Readiness, RequirementState, Verdict } from '../board/board.ts'
import type { WorkflowVerdict } from '../freshness/ci-run.ts'

/** One entry of the audit log, as the report needs it. */
export interface LoggedEvent {
  /** ISO instant. */
  readonly at: string
  readonly actor: string
  /** `gate.signed`, `task.status_set` … */
  readonly action: string
  readonly subjectKind: string
  readonly subjectKey: string
  /** Fields that differ; null: nothing was there before, or is there after. */
  readonly before: unknown
  readonly after: unknown
}
export interface ReportChange {
  /** In the program's zone: `25 Feb, 14:32`. */
  readonly at: string
  readonly actor: string
  /** `Gate G3`. */
  readonly subject: string
  /** `signed`, `status set`. */
  readonly what: string
  /** `status: todo → done`, at most a few. */
  readonly details: readonly string[]
}
export interface ReportGate {
  readonly key: string
  readonly title: string
  /** Label and date of the period at whose end it is: `D5, Wed 25 Feb`. */
  readonly planned: string
  /** The same for the forecast; null: as planned. */
  readonly forecast: string | null
  readonly isDue: boolean
  readonly state: string
  readonly proved: number
  readonly requirements: number
  /** How many requirements are in each state, without states that none is in. */
  readonly freshness: readonly { readonly state: RequirementState; readonly count: number }[]
  readonly openGaps: number
  readonly waivers: number
  readonly owners: readonly string[]
}
export interface ReportBlocker
  extends Pick<BoardBlocker, 'key' | 'taskKey' | 'title' | 'severity' | 'state' | 'overdue' | 'counts' | 'escalationLevel'> {
  readonly taskTitle: string
  /** `open for 4 h 08 m of 12 h, due 25 Feb, 21:00`, or since when it waits and for what. */
  readonly clock: string
}
export interface ReportRisk {
  readonly key: string
  readonly title: string
  /** '' where the plan does not say. */
  readonly impactLevel: string
  readonly probability: string
  readonly status: string
  readonly trigger: string
  readonly mitigation: string
  readonly owners: readonly string[]
}
export interface ReportWorkflow extends Pick<WorkflowVerdict, 'path' | 'name' | 'required' | 'freshness' | 'reason'> {
  /** http(s) address of the run that decided it, or null. */
  readonly runUrl: string | null
}
export interface StatusReport {
  readonly program: { readonly name: string; readonly slug: string; readonly goal: string; readonly revision: number }
  /** All times in the report are of this zone. */
  readonly timeZone: string
  /** `2026-02-25`. */
  readonly isoDate: string
  /** The same in words, `Wed 25 Feb 2026`, and `14:32`. */
  readonly date: string
  readonly time: string
  /** `D5 of D0 to D14`, or that it has not begun or is over. */
  readonly position: string
  readonly verdict: Verdict
  readonly readiness: Readiness
  /** null: there is nothing to forecast. */
  readonly target: {
    /** null: the plan names no target, so it is the latest finish of all. */
    readonly key: string | null
    readonly title: string
    readonly planned: string
    readonly forecast: string
    /** Periods by which the forecast is later than the baseline. */
    readonly slip: number
    readonly cause: string | null
  } | null
  readonly contingency: ContingencyLedger | null
  readonly release: { readonly repository: string; readonly sha: string | null } | null
  readonly gates: readonly ReportGate[]
  /** Open ones only: running before paused, worst first. */
  readonly blockers: readonly ReportBlocker[]
  readonly ci: { readonly readAt: string | null; readonly error: string | null; readonly workflows: readonly ReportWorkflow[] }
  /** Not closed, worst first. */
  readonly risks: readonly ReportRisk[]
  readonly closedRisks: number
  readonly changes: {
    /** `24 Feb, 00:00`: the start of yesterday. */
    readonly since: string
    /** What matters most first, then the newest; as many as fit a page. */
    readonly entries: readonly ReportChange[]
    /** How many more there are. */
    readonly more: number
  }
}

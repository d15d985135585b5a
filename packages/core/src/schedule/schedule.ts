/**
 * The schedule: critical path method over tasks, gates and milestones, with progress. Coordinates are periods: a task
 * occupies the half-open `[start, finish + 1)`, a gate or milestone is a point at `at + 1` (a milestone: `to + 1`).
 * Finish-to-start: a successor begins at or after its predecessor's end plus lag. Source: DESIGN.md section 5.
 */
import type { DependencyKind } from '../plan/plan.ts'

export type NodeKind = 'task' | 'gate' | 'milestone'

/** One thing on the network, as planned and as it went. All numbers are coordinates (periods). */
export interface ScheduleNode {
  readonly key: string
  readonly kind: NodeKind
  /** Planned start: a not-earlier-than. For a point: the point itself. */
  readonly start: number
  /** Periods of work, 0 for a point. */
  readonly duration: number
  /** Planned end at the time of the baseline; slip and lateness are measured against it. */
  readonly baselineFinish: number
  /** `done`: finished (or signed); `active`: begun; `idle`: not begun; `void`: moved or dropped, holds nobody. */
  readonly progress: 'idle' | 'active' | 'done' | 'void'
  /** Coordinate at which the work began, where known. */
  readonly actualStart: number | null
  /** Coordinate at which it ended (the end of the period in which it was finished), where known. */
  readonly actualFinish: number | null
  /** Summary task that this one is part of. A summary spans its children and has no duration of its own. */
  readonly parent: string | null
}
export interface ScheduleLink {
  readonly from: string
  readonly to: string
  readonly kind: DependencyKind
  readonly lag: number
}
export interface ScheduleInput {
  readonly nodes: readonly ScheduleNode[]
  readonly links: readonly ScheduleLink[]
  /** Index of the current period; null before the program starts. Unfinished work that is due slips to the end of it. */
  readonly now: number | null
  /** Critical path's target; null: the latest finish of all. */
  readonly target: string | null
}
export interface ScheduleRow {
  readonly key: string
  readonly kind: NodeKind
  /** Forecast, which is the early pass: with progress, not-earlier-thans and hard predecessors. */
  readonly earliestStart: number
  readonly earliestFinish: number
  readonly latestStart: number
  readonly latestFinish: number
  /** Total slack in periods to the target. */
  readonly slack: number
  /** How far it may slip before any successor moves. */
  readonly freeSlack: number
  /** Leads to the target and has no slack. */
  readonly critical: boolean
  /** What sets its start: the driving predecessor's key, or null: its own planned start, its progress, or today. */
  readonly drivenBy: string | null
  /** Periods of the forecast finish beyond the baseline finish; 0 when on plan or early. */
  readonly late: number
}
export interface SoftWarning {
  readonly from: string
  readonly to: string
  /** Periods by which the soft predecessor ends after the successor starts. */
  readonly by: number
}
export interface Schedule {
  /** In the input's order. */
  readonly rows: readonly ScheduleRow[]
  /** The target as resolved: the input's, or null. */
  readonly target: string | null
  /** Forecast end of the target (or of everything). */
  readonly targetFinish: number
  /** Periods by which the target slips against its baseline; 0 or more. */
  readonly slip: number
  /** Keys from the first to the target along driving links, critical all the way. */
  readonly criticalPath: readonly string[]
  /** Key at the origin of the slip: the first thing on the driving chain that is later than its baseline. */
  readonly slipCause: string | null
  readonly softWarnings: readonly SoftWarning[]
  /** Hard links whose successor has begun or is planned before the predecessor's forecast end. */
  readonly violated: readonly ScheduleLink[]
}
/** Each cycle as its full path, first key repeated at the end: `['A', 'B', 'A']`. */
export interface CyclesFound {
  readonly cycles: readonly (readonly string[])[]
}

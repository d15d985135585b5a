/**
 * The main read: one document with the plan, the schedule and every gate's evaluation at one revision and instant. Computed by
 * `buildBoard(state, now)`; served as it is under the program revision as its ETag.
 */
import type { CiReadState, Freshness, ReleaseTarget, WorkflowVerdict } from '../freshness/ci-run.ts'
import type { FrozenGate } from '../gates/frozen-gate.ts'
import type { Bar } from '../gates/standing.ts'
import type { Contingency, Lane, Milestone, Phase, PlanDependency, ProgramHead, Requirement } from '../plan/plan.ts'
import type { Schedule, ScheduleRow } from '../schedule/schedule.ts'
import type { Issue } from '../result.ts'
import type {
  Actor,
  Blocker,
  Delegation,
  Evidence,
  GoNoGo,
  GateGap,
  GateProgress,
  OwnerState,
  SignOff,
  TaskState,
  Waiver,
} from './program-state.ts'

export interface BoardPeriod {
  readonly index: number
  readonly label: string
  /** ISO dates in the program's zone; equal for day cadence. */
  readonly startsOn: string
  readonly endsOn: string
  /** UTC instants; the end is exclusive. */
  readonly startsAt: string
  readonly endsAt: string
  readonly workingDays: number
  /** Day cadence: a Saturday or Sunday that is worked. */
  readonly weekend: boolean
}
export interface BoardToday {
  readonly position: 'before' | 'during' | 'after'
  /** Index of the current period; null before the first; the last one after the end. */
  readonly period: number | null
  /** Share of the current period that has passed, 0..1, at `computedAt`. */
  readonly fraction: number
}
export interface BoardTask extends TaskState {
  readonly schedule: ScheduleRow
  /** Gate that counts it as a child: the named one, or by its finish. */
  readonly childOf: string | null
  readonly childOfInferred: boolean
  readonly openBlockers: readonly string[]
  /** A signed gate locks its child tasks. */
  readonly locked: boolean
}
export type RequirementState = Freshness | 'missing' | 'waived'
export interface BoardEvidence extends Evidence {
  readonly freshness: Freshness
  readonly reason: string
  /** Instant at which its requirement stops believing it for its age; null: age does not matter there. */
  readonly expiresAt: string | null
  /** Still fresh, and within the requirement's warning. */
  readonly expiring: boolean
}
export interface RequirementEvaluation extends Requirement {
  readonly state: RequirementState
  /** Counts towards readiness and the gate: `fresh` only. */
  readonly proved: boolean
  /** Enough for submission: enough pieces attached (whatever their freshness), the bound workflow fresh, the rule holding, or a waiver. */
  readonly supplied: boolean
  /** One English sentence: why it is in this state. */
  readonly reason: string
  readonly evidence: readonly BoardEvidence[]
  readonly ci: WorkflowVerdict | null
  /** Rule requirements: the facts that decide it. */
  readonly facts: readonly string[]
  readonly waiver: Waiver | null
  /** Instant at which age alone takes its proof away; null: never, or it is not proved by attached evidence. */
  readonly expiresAt: string | null
  /** Proved, and within the warning before `expiresAt`. */
  readonly expiring: boolean
}
/** `revalidate`: signed, but on another SHA than the release's. */
export type GateFace = GateProgress['state'] | 'Revalidate'
export interface BoardGate extends Omit<GateProgress, 'requirements' | 'gaps' | 'signOffs' | 'waivers'> {
  readonly face: GateFace
  readonly requirements: readonly RequirementEvaluation[]
  readonly proved: number
  /** Every reason why it cannot be submitted now; empty: it can. */
  readonly submitRefusals: readonly Issue[]
  /** Every reason why nobody can approve it now; who may is in `mayApprove`. */
  readonly approveRefusals: readonly Issue[]
  readonly maySubmit: readonly EntitledPerson[]
  /** Everybody who is named to decide, barred or not, by own handle and in somebody's place; empty: whoever reviews in the program. */
  readonly signers: readonly SigningPerson[]
  readonly mayApprove: readonly SigningPerson[]
  readonly mayNotApprove: readonly (EntitledPerson & { readonly why: Bar })[]
  readonly approvals: number
  /** Who stands for which of the roles that it asks for. */
  readonly roles: readonly BoardSignRole[]
  /** “2 of 3 signed; security is missing”; null unless it is ready for sign-off. */
  readonly waitsFor: string | null
  /** Exactly what an approval now would sign: sent back with it as `seen`; null unless it is ready for sign-off. */
  readonly frozen: FrozenGate | null
  readonly children: readonly { readonly key: string; readonly holds: boolean }[]
  readonly gaps: readonly GateGap[]
  readonly openGaps: number
  readonly signOffs: readonly SignOff[]
  readonly waivers: readonly BoardWaiver[]
  readonly schedule: ScheduleRow
  readonly revalidate: { readonly signedSha: string; readonly releaseSha: string } | null
  /** Due: its period has come and it is not signed. */
  readonly due: boolean
}
export interface EntitledPerson {
  /** Empty for an account that no handle is bound to. */
  readonly handle: string
  /** null: the handle is bound to nobody yet. */
  readonly userId: string | null
  readonly userName: string | null
}
export interface SigningPerson extends EntitledPerson {
  /** Sign-off roles that the gate asks for and the handle may stand for. */
  readonly roles: readonly string[]
  /** The same handle, where this person stands in for whoever holds it. */
  readonly onBehalfOf: string | null
}
export interface BoardSignRole {
  readonly role: string
  /** How many signatures it asks for. */
  readonly count: number
  readonly signed: readonly {
    readonly signOffId: string
    readonly actor: Actor
    readonly handle: string | null
    readonly onBehalfOf: string | null
  }[]
  /** Signatures that are missing. */
  readonly open: number
  /** Who may still give one. */
  readonly may: readonly SigningPerson[]
}
export interface BoardWaiver extends Waiver {
  readonly state: 'active' | 'expired' | 'revoked'
}
export interface BoardDelegation extends Delegation {
  readonly state: 'planned' | 'active' | 'ended' | 'revoked'
}
export interface BoardGoNoGo extends GoNoGo {
  /** closed: its deadline has passed and nobody has decided. */
  readonly state: 'open' | 'closed' | 'decided'
  readonly counts: { readonly go: number; readonly noGo: number; readonly abstain: number; readonly silent: number }
  /** Lanes of the plan that have said nothing. */
  readonly silent: readonly { readonly laneKey: string; readonly laneName: string; readonly owners: readonly string[] }[]
  /** What stands beside the verdict: lanes that said no-go and, once the deadline has passed, those that said nothing. */
  readonly dissent: readonly {
    readonly laneKey: string
    readonly laneName: string
    readonly said: 'no_go' | 'nothing'
    /** Who said it; null: nobody did. */
    readonly actor: Actor | null
    readonly note: string
  }[]
}
export interface BoardBlocker extends Blocker {
  readonly state: 'running' | 'paused' | 'resolved'
  readonly slaHours: number
  /** When the SLA ends, if the clock runs on; null while paused or resolved. */
  readonly dueAt: string | null
  readonly elapsedMs: number
  readonly overdue: boolean
  /** Counts against the verdict: running, and P0 itself, on a P0 task or on a hard chain to the target. */
  readonly counts: boolean
}
export interface BoardDependency extends PlanDependency {
  readonly revision: number
  readonly listed: boolean
  readonly violated: boolean
}
export interface LedgerEntry {
  /** Buffer period that is consumed. */
  readonly period: number
  readonly label: string
  readonly cause: string
}
export interface ContingencyLedger extends Contingency {
  readonly size: number
  readonly slip: number
  readonly consumed: number
  readonly left: number
  readonly state: 'untouched' | 'consumed' | 'exhausted'
  readonly entries: readonly LedgerEntry[]
  readonly cause: string | null
  /** Last period of the program at this slip; beyond the plan's when exhausted. */
  readonly newEnd: number
}
export type VerdictWord = 'GO' | 'GO WITH WAIVERS' | 'NO-GO' | 'UNKNOWN'
export interface VerdictReason {
  readonly code:
    | 'gate_unsigned_due'
    | 'gate_returned'
    | 'gate_revalidate'
    | 'requirement_unproved'
    | 'blocker_open'
    | 'task_late'
    | 'task_p0_open'
    | 'contingency_exhausted'
    | 'ci_not_green'
    | 'ci_unknown'
    | 'release_sha_missing'
    | 'no_gates'
    | 'not_started'
    | 'waiver'
  /** stop: argues NO-GO; unknown: argues UNKNOWN; waiver: GO only with it. */
  readonly weight: 'stop' | 'unknown' | 'waiver'
  readonly title: string
  readonly detail: string
  /** What to open: `gate:G3`, `task:L5-D5`, `blocker:B-7`, `ci`, `settings`. */
  readonly subject: string
  readonly status: 'stale' | 'blocked' | 'late' | 'failed' | 'pending' | 'missing' | 'unknown' | 'waived' | 'revalidate'
  readonly owners: readonly string[]
  /** Where time matters: what is due when. */
  readonly due: { readonly text: string; readonly at: string | null } | null
}
export interface Verdict {
  readonly word: VerdictWord
  readonly reasons: readonly VerdictReason[]
  /** What was left out, in sentences: gates not due, soft things, paused blockers. */
  readonly notCounted: readonly string[]
}
export interface Readiness {
  /** 0..100, whole. */
  readonly score: number
  readonly proved: number
  readonly total: number
  /** Proved on an older SHA, expired or waived: shown, never counted. */
  readonly provedOnOlderSha: number
  readonly waived: number
  /** 0..100: where the plan would be by the end of the current period, as the share of requirements whose gates are due by then. */
  readonly planned: number
  /** One point per period, 0..100; `proved` is null for periods to come. For the trend chart. */
  readonly trend: readonly { readonly period: number; readonly planned: number; readonly proved: number | null }[]
}
export interface PathComparison {
  readonly key: string
  readonly name: string
  readonly steps: readonly {
    readonly key: string
    readonly known: boolean
    readonly critical: boolean
    readonly slack: number | null
    readonly why: string
  }[]
  /** Keys on the computed path that this one leaves out. */
  readonly missing: readonly string[]
}
export interface BoardLane extends Lane {
  readonly status: 'blocked' | 'late' | 'in_progress' | 'done' | 'todo'
  /** Periods by which its latest task is late by itself; forecasts pushed by other lanes do not count. */
  readonly late: number
  /** What is on now: key of the task in the current period that matters most. */
  readonly nowTask: string | null
}
export interface BoardCi {
  readonly read: Pick<CiReadState, 'sha' | 'readAt' | 'complete' | 'error'> | null
  readonly workflows: readonly WorkflowVerdict[]
}
export interface Board {
  readonly program: ProgramHead & {
    readonly id: string
    readonly revision: number
    readonly sample: boolean
    readonly createdAt: string
  }
  readonly computedAt: string
  /** Instant at which time alone changes the board (a period ends, an SLA is due, proof expires); null: never. */
  readonly nextChangeAt: string | null
  readonly today: BoardToday
  readonly periods: readonly BoardPeriod[]
  readonly lanes: readonly BoardLane[]
  readonly owners: readonly OwnerState[]
  readonly phases: readonly Phase[]
  readonly milestones: readonly (Milestone & { readonly schedule: ScheduleRow })[]
  readonly tasks: readonly BoardTask[]
  readonly gates: readonly BoardGate[]
  readonly dependencies: readonly BoardDependency[]
  readonly schedule: Omit<Schedule, 'rows'>
  readonly contingency: ContingencyLedger | null
  readonly declaredPaths: readonly PathComparison[]
  readonly blockers: readonly BoardBlocker[]
  readonly delegations: readonly BoardDelegation[]
  /** Oldest first; at most the last one is undecided. */
  readonly goNoGo: readonly BoardGoNoGo[]
  readonly releaseTarget: ReleaseTarget | null
  readonly ci: BoardCi
  readonly verdict: Verdict
  readonly readiness: Readiness
}
export type { Actor }

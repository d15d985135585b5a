/**
 * Everything that a program is at one revision, as loaded from the store: the plan plus what happened to it. Rules take this and
 * an instant; they never load anything themselves. Instants are ISO 8601 UTC strings.
 */
import type { CiReadState, ReleaseTarget } from '../freshness/ci-run.ts'
import type {
  Contingency,
  DeclaredPath,
  EvidenceType,
  Gate,
  Lane,
  Milestone,
  Phase,
  PlanDependency,
  PlanOwner,
  ProgramHead,
  Task,
} from '../plan/plan.ts'

export type GateState = 'NotStarted' | 'InProgress' | 'CompletedDocBaseline' | 'ReadyForSignoff' | 'SignedOff'
export type Severity = 'P0' | 'P1' | 'P2' | 'P3'

export interface OwnerState extends PlanOwner {
  /** Account bound to the handle. */
  readonly userId: string | null
  readonly userName: string | null
}
export interface TaskState extends Task {
  readonly revision: number
  /** Span at the baseline, in the plan's inclusive periods. */
  readonly baselineStart: number
  readonly baselineFinish: number
  /** Period in which it was begun / finished. */
  readonly actualStart: number | null
  readonly actualFinish: number | null
}
export interface GateGap {
  readonly id: string
  readonly text: string
  readonly requirementKey: string | null
  readonly openedAt: string
  readonly openedBy: Actor
  readonly closedAt: string | null
  readonly closedBy: Actor | null
  readonly closingNote: string
}
export interface Actor {
  readonly userId: string
  readonly name: string
}
export interface SignOff {
  readonly id: string
  readonly actor: Actor
  /** Handle under which the actor was entitled. */
  readonly handle: string | null
  readonly at: string
  readonly correlationId: string
  readonly decision: 'approve' | 'return'
  readonly note: string
  readonly round: number
  readonly gateRevision: number
  readonly releaseSha: string | null
  /** The frozen list that was signed. */
  readonly evidence: readonly { readonly id: string; readonly requirementKey: string; readonly digest: string }[]
}
export interface Waiver {
  readonly id: string
  readonly requirementKey: string
  readonly reason: string
  readonly approver: Actor
  readonly grantedAt: string
  readonly expiresAt: string
}
export interface GateProgress extends Gate {
  readonly revision: number
  readonly state: GateState
  readonly baselineAt: number
  /** Counts submissions; one sign-off a person and round. */
  readonly round: number
  readonly submittedBy: Actor | null
  readonly submittedAt: string | null
  readonly signedAt: string | null
  /** Release SHA that the sign-off was about. */
  readonly signedSha: string | null
  readonly gaps: readonly GateGap[]
  readonly signOffs: readonly SignOff[]
  readonly waivers: readonly Waiver[]
}
export interface Evidence {
  readonly id: string
  readonly gateKey: string
  readonly requirementKey: string
  readonly type: EvidenceType
  readonly title: string
  /** http(s) link, or null for a bare SHA, path or test name. */
  readonly url: string | null
  /** Type-specific: path and heading, test name, run id … as written. */
  readonly reference: string
  /** Commit that it is about, 40 hex, where known. */
  readonly sha: string | null
  /** SHA-256 over its canonical content. */
  readonly digest: string
  readonly producedAt: string | null
  readonly attachedAt: string
  readonly attachedBy: Actor
  readonly withdrawnAt: string | null
  readonly revision: number
}
export interface Blocker {
  readonly key: string
  readonly taskKey: string
  readonly title: string
  readonly severity: Severity
  readonly openedAt: string
  readonly openedBy: Actor
  readonly escalationLevel: number
  /** Waiting on an outsider since; the clock stands still. */
  readonly pausedAt: string | null
  readonly pauseReason: string
  /** Milliseconds spent paused before the current pause. */
  readonly pausedMs: number
  readonly resolvedAt: string | null
  readonly resolution: string
  readonly revision: number
}
export interface ProgramState {
  readonly id: string
  readonly revision: number
  readonly sample: boolean
  readonly createdAt: string
  readonly head: ProgramHead
  readonly contingency: Contingency | null
  readonly criticalPaths: readonly DeclaredPath[]
  readonly owners: readonly OwnerState[]
  readonly lanes: readonly Lane[]
  readonly phases: readonly Phase[]
  readonly milestones: readonly Milestone[]
  readonly tasks: readonly TaskState[]
  readonly gates: readonly GateProgress[]
  /** The plan's own list and every `after`, as one; `listed` tells where it was written, for the export. */
  readonly dependencies: readonly (PlanDependency & { readonly listed: boolean; readonly revision: number })[]
  readonly blockers: readonly Blocker[]
  readonly evidence: readonly Evidence[]
  readonly releaseTarget: ReleaseTarget | null
  readonly ci: CiReadState | null
}

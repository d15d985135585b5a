/**
 * Everything that a program is at one revision, as loaded from the store: the plan plus what happened to it. Rules take this and
 * an instant; they never load anything themselves. Instants are ISO 8601 UTC strings.
 */
import type { EvidenceDetails, EvidenceObservation, StoredFile } from '../evidence/evidence-details.ts'
import type { FrozenGate, SignerIdentity } from '../gates/frozen-gate.ts'
import type { CiReadState, CiSnapshot, ReleaseTarget } from '../freshness/ci-run.ts'
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
  /** The proof that was signed. */
  readonly evidence: readonly { readonly id: string; readonly requirementKey: string; readonly digest: string }[]
  /** How the actor was known to the server; null: recorded before that was kept. */
  readonly identity: SignerIdentity | null
  /** Sign-off role that this signature stands for; null: none was asked for. */
  readonly role: string | null
  /** Handle that was stood in for. */
  readonly onBehalfOf: string | null
  /** All that was looked at; null: recorded before that was kept. */
  readonly frozen: FrozenGate | null
  /** SHA-256 of the canonical text of `frozen`. */
  readonly frozenDigest: string | null
  /** What CI said at that moment. */
  readonly ci: readonly CiSnapshot[]
}
export interface Waiver {
  readonly id: string
  readonly requirementKey: string
  readonly reason: string
  readonly approver: Actor
  readonly grantedAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly revokedBy: Actor | null
  readonly revokeReason: string
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
  /** What its type says: path and heading, suite and test, run … */
  readonly details: EvidenceDetails
  /** Its uploaded file. */
  readonly file: StoredFile | null
  /** What was seen of it since it was attached, where the server can look. Not part of the digest. */
  readonly observation: EvidenceObservation | null
  /** Id of the revision of the same proof before this one. */
  readonly replaces: string | null
  readonly producedAt: string | null
  readonly attachedAt: string
  readonly attachedBy: Actor
  readonly withdrawnAt: string | null
  readonly withdrawReason: string
  readonly revision: number
}
/** Somebody signs in a reviewer's place while they are away. */
export interface Delegation {
  readonly id: string
  /** Handle that is stood in for. */
  readonly handle: string
  readonly to: Actor
  /** ISO instants; the end is exclusive. */
  readonly from: string
  readonly until: string
  readonly reason: string
  readonly createdAt: string
  readonly createdBy: Actor
  readonly revokedAt: string | null
}
export type GoNoGoWord = 'go' | 'no_go' | 'abstain'
/** What a lane says. Its last word before the deadline counts. */
export interface GoNoGoVote {
  readonly laneKey: string
  readonly laneName: string
  readonly vote: GoNoGoWord
  readonly note: string
  readonly actor: Actor
  readonly handle: string | null
  readonly at: string
}
/** What the board said when a person decided. */
export interface GoNoGoFacts {
  readonly verdict: 'GO' | 'GO WITH WAIVERS' | 'NO-GO' | 'UNKNOWN'
  readonly reasons: readonly { readonly title: string; readonly detail: string }[]
  readonly waivers: readonly {
    readonly gateKey: string
    readonly requirementKey: string
    readonly reason: string
    readonly expiresAt: string
  }[]
  readonly releaseSha: string | null
  readonly repository: string | null
  readonly readiness: number
  readonly gatesSigned: number
  readonly gatesTotal: number
  readonly slip: number
  /** Contingency periods left; null: the plan has none. */
  readonly contingencyLeft: number | null
}
/** One asking of all lanes whether the release may go, and what a person then decided. */
export interface GoNoGo {
  readonly id: string
  /** 1, 2, 3 … within the program. */
  readonly number: number
  readonly question: string
  readonly openedAt: string
  readonly openedBy: Actor
  readonly deadline: string
  readonly votes: readonly GoNoGoVote[]
  readonly decision: {
    readonly word: 'GO' | 'NO-GO'
    readonly by: Actor
    readonly at: string
    readonly reason: string
    /** GO although the verdict was not, by this person's name. */
    readonly override: boolean
    readonly facts: GoNoGoFacts
  } | null
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
  readonly delegations: readonly Delegation[]
  /** Oldest first; at most the last one is open. */
  readonly goNoGo: readonly GoNoGo[]
  readonly releaseTarget: ReleaseTarget | null
  readonly ci: CiReadState | null
}

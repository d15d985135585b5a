/**
 * The plan: what a plan file (version 1) says, with every default filled in. Source: DESIGN.md, "The plan file, version 1".
 * All spans are in periods: an inclusive `start`..`finish` as people write them. Arithmetic uses half-open coordinates
 * (`[start, finish + 1)`), see schedule.ts.
 */
export type Cadence = 'day' | 'week'
export type Priority = 'P0' | 'P1' | 'P2' | 'P3'
export type TaskStatus = 'todo' | 'in_progress' | 'blocked' | 'done' | 'moved' | 'dropped'
export type DependencyKind = 'hard' | 'soft'
export type EvidenceType = 'doc' | 'contract' | 'code' | 'test' | 'ci_run' | 'artifact' | 'link'
/** `release_sha`: must be about the current release SHA. `max_age`: younger than `maxAgeHours`. `none`: any age, any commit. */
export type FreshnessRule = 'release_sha' | 'max_age' | 'none'
/** Rule requirements are computed from the board, never attached. */
export type RequirementRule = 'p0_done' | 'no_open_blockers' | 'earlier_gates_signed' | 'no_unresolved_high_findings' | 'workflows_green'

export interface ProgramHead {
  /** URL name: 2 to 60 of a-z 0-9 and `-`. */
  readonly slug: string
  readonly name: string
  readonly goal: string
  readonly cadence: Cadence
  /** Prefix of a period's label: `D` in `D5`. */
  readonly prefix: string
  /** Index of the first and last period, both included. */
  readonly first: number
  readonly last: number
  /** ISO date (YYYY-MM-DD) on which the first period starts. */
  readonly startsOn: string
  /** IANA zone, such as `Asia/Kolkata`. */
  readonly timeZone: string
  /** ISO weekdays, 1 = Monday .. 7 = Sunday. */
  readonly workingDays: readonly number[]
  /** ISO dates on which nobody works. */
  readonly holidays: readonly string[]
  /** Signing asks for the password again. */
  readonly stepUp: boolean
}

export interface PlanWorkflow {
  /** Path in the repository, such as `.github/workflows/launch-gate.yml`. */
  readonly path: string
  readonly required: boolean
  /** Events whose runs count. Empty: `push` and `workflow_dispatch`. */
  readonly events: readonly string[]
}
export interface PlanReleaseTarget {
  /** `owner/name`. */
  readonly repository: string
  /** Full 40-digit lower-case hex commit, or null while none is chosen. */
  readonly sha: string | null
  readonly workflows: readonly PlanWorkflow[]
}
export interface Contingency {
  readonly from: number
  readonly to: number
  /** Slip of the target, in periods, that consumes nothing. */
  readonly tolerance: number
  /** Key of the gate, task or milestone whose slip counts. Also the critical path's target. */
  readonly target: string | null
}
export interface DeclaredPath {
  readonly key: string
  readonly name: string
  /** Keys of tasks, gates and milestones, in order. */
  readonly steps: readonly string[]
}
export interface PlanOwner {
  /** `@handle`. */
  readonly handle: string
  readonly name: string
  /** Sign-off roles that the owner may stand for at a gate: `security`, `operations`, `architecture` … */
  readonly signsAs: readonly string[]
}
export interface Lane {
  readonly key: string
  readonly name: string
  readonly mission: string
  readonly deliverables: readonly string[]
  readonly owners: readonly string[]
}
export interface Phase {
  readonly key: string
  readonly name: string
  readonly from: number
  readonly to: number
  readonly focus: string
  readonly exitCriteria: readonly string[]
}
export interface Milestone {
  readonly key: string
  readonly name: string
  readonly from: number
  readonly to: number
  readonly criteria: readonly string[]
}
export interface ChecklistItem {
  readonly text: string
  readonly done: boolean
}
/** A predecessor as written on its successor. */
export interface After {
  readonly ref: string
  readonly kind: DependencyKind
  readonly lag: number
}
export interface Task {
  readonly key: string
  readonly lane: string
  readonly title: string
  readonly start: number
  readonly finish: number
  readonly priority: Priority
  readonly status: TaskStatus
  /** Key of the summary task that this one is part of. */
  readonly parent: string | null
  /** Key of the gate that it belongs to; null: by its finish (see gates/child-tasks.ts). */
  readonly gate: string | null
  readonly owners: readonly string[]
  readonly checklist: readonly ChecklistItem[]
  readonly after: readonly After[]
  /** Where a `moved` task went: a key or a sentence. */
  readonly movedTo: string | null
  readonly note: string
}
export interface Requirement {
  readonly key: string
  readonly text: string
  readonly accepts: readonly EvidenceType[]
  /** How many pieces of evidence are needed. */
  readonly min: number
  /** "One of" groups: of each group at least one fresh piece, `[[test, ci_run], [doc]]`. Empty: any accepted type will do. */
  readonly oneOf: readonly (readonly EvidenceType[])[]
  readonly freshness: FreshnessRule
  readonly maxAgeHours: number | null
  /** Hours before the largest age at which proof is called expiring; null: see `warnHoursOf`. */
  readonly warnHours: number | null
  /** Path of the CI workflow whose run on the release SHA proves it. */
  readonly workflow: string | null
  /** Computed from the board instead of attached. */
  readonly rule: RequirementRule | null
}
/** So many of the signatures must stand for this role. */
export interface SignRole {
  /** A lower-case word, as in an owner's `signsAs`. */
  readonly role: string
  /** 1 or more. */
  readonly count: number
}
export interface Gate {
  readonly key: string
  readonly title: string
  /** The gate is a point at the end of this period: coordinate `at + 1`. */
  readonly at: number
  readonly owners: readonly string[]
  readonly reviewers: readonly string[]
  /** Different people who must approve. */
  readonly quorum: number
  /** Sign-off roles that must be among them; whoever may stand for one reviews the gate as well. One person stands for one role. */
  readonly signRoles: readonly SignRole[]
  readonly requirements: readonly Requirement[]
  readonly after: readonly After[]
}
/** A dependency in the plan's own list; `after` on tasks and gates says the same from the successor's side. */
export interface PlanDependency {
  readonly from: string
  readonly to: string
  readonly kind: DependencyKind
  readonly lag: number
  readonly note: string
}
/** One entry of a list that has no screen of its own yet: a risk, checkpoint, metric, runbook step … Kept as written. */
export type PlanRecord = Readonly<Record<string, unknown>>
export const PLAN_SECTIONS = [
  'risks',
  'checkpoints',
  'metrics',
  'allocations',
  'checklists',
  'runbook',
  'playbooks',
  'decisions',
  'rituals',
  'escalation',
  'notes',
] as const
export type PlanSection = (typeof PLAN_SECTIONS)[number]

export interface Plan {
  readonly program: ProgramHead
  readonly releaseTarget: PlanReleaseTarget | null
  readonly contingency: Contingency | null
  readonly criticalPaths: readonly DeclaredPath[]
  readonly owners: readonly PlanOwner[]
  readonly lanes: readonly Lane[]
  readonly phases: readonly Phase[]
  readonly milestones: readonly Milestone[]
  readonly tasks: readonly Task[]
  readonly gates: readonly Gate[]
  readonly dependencies: readonly PlanDependency[]
  readonly sections: Readonly<Record<PlanSection, readonly PlanRecord[]>>
}

/** What is known of CI on the release SHA. Shapes follow GitHub's API; strings are kept as given, because anything unknown is not green. */

export interface PinnedWorkflow {
  readonly path: string
  /** GitHub's numeric workflow id, pinned when first read; null until then. */
  readonly workflowId: number | null
  readonly required: boolean
  readonly events: readonly string[]
}
export interface ReleaseTarget {
  readonly repository: string
  /** GitHub's numeric repository id, pinned when first read; null until then. */
  readonly repositoryId: number | null
  readonly sha: string | null
  readonly workflows: readonly PinnedWorkflow[]
  readonly revision: number
  /** Newest first. */
  readonly history: readonly { readonly sha: string; readonly setAt: string; readonly setBy: string }[]
}
export interface CiRun {
  readonly id: number
  readonly attempt: number
  readonly runNumber: number
  readonly workflowId: number
  /** As the host gives it; may carry `@ref`. */
  readonly path: string
  readonly name: string
  readonly event: string
  readonly headSha: string
  readonly headBranch: string | null
  readonly headRepositoryId: number | null
  readonly repositoryId: number
  readonly status: string | null
  readonly conclusion: string | null
  readonly createdAt: string
  readonly startedAt: string | null
  readonly updatedAt: string
  readonly url: string
  /** The host no longer lists it; what was read of it is kept and still counts, so that deleting a failure changes nothing. */
  readonly goneUpstream?: boolean | undefined
}
/** One reading of one workflow: what the host said, or why it said nothing usable. */
export interface WorkflowReading {
  readonly path: string
  readonly workflowId: number | null
  /** Runs on the release SHA, all events. */
  readonly runs: readonly CiRun[]
  /** Newest successful run on another commit, with its distance, for the "stale" sentence. */
  readonly lastGreenElsewhere: { readonly run: CiRun; readonly aheadBy: number | null; readonly status: string | null } | null
}
export interface CiReadState {
  /** Release SHA that this reading is about. */
  readonly sha: string
  readonly readAt: string
  /** Every page was read and the count agreed. */
  readonly complete: boolean
  /** Why the last try failed; the readings then are the last good ones, and never improve a state. */
  readonly error: { readonly code: string; readonly message: string; readonly at: string } | null
  /** The host's repository id at this reading. */
  readonly repositoryId: number | null
  readonly workflows: readonly WorkflowReading[]
}
/** What CI said of one workflow when somebody signed. Hosts delete runs: this stays. */
export interface CiSnapshot {
  readonly path: string
  readonly freshness: Freshness
  readonly reason: string
  readonly run: CiRun | null
  readonly readAt: string | null
}
export type Freshness = 'fresh' | 'stale' | 'pending' | 'failed' | 'unknown'
/** One condition of the freshness rule, and whether it holds. */
export interface FreshnessCondition {
  readonly code:
    | 'repository_pinned'
    | 'workflow_pinned'
    | 'sha_is_release'
    | 'event_allowed'
    | 'newest_run'
    | 'highest_attempt'
    | 'completed_successfully'
    | 'all_pages_read'
  readonly holds: boolean
  readonly text: string
}
export interface WorkflowVerdict {
  readonly path: string
  readonly name: string
  readonly required: boolean
  readonly freshness: Freshness
  /** Why, in one English sentence. */
  readonly reason: string
  readonly conditions: readonly FreshnessCondition[]
  /** The run that decided it. */
  readonly run: CiRun | null
  /** Stale: the commit of the proof, and how far it is from the release. */
  readonly provenSha: string | null
  readonly commitsApart: number | null
  readonly readAt: string | null
}

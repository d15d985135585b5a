/** What importing a plan document into a program that exists is, and what comes of it. Source: docs/architecture.md, "Importing again". */
import type { AuditNote } from '../board/audit-note.ts'
import type { GateProgress, TaskState } from '../board/program-state.ts'
import type { PlanEntryKind } from '../plan/diff-plans.ts'
import type {
  Contingency,
  DeclaredPath,
  Lane,
  Milestone,
  Phase,
  Plan,
  PlanDependency,
  PlanOwner,
  PlanRecord,
  PlanReleaseTarget,
  PlanSection,
  ProgramHead,
} from '../plan/plan.ts'
import type { Issue } from '../result.ts'

/** A task or gate that goes on under another key: `from` in the program, `to` in the document. */
export interface Rename {
  readonly kind: 'task' | 'gate'
  readonly from: string
  readonly to: string
}
export interface PlanUpdateOptions {
  /** Where both say something about what was done: `keep` the program’s word, or take the `document`’s. */
  readonly progress: 'keep' | 'document'
  readonly renames: readonly Rename[]
}

/** Requirements stand on their own beside their gate, under `G3/G3.1`. */
export type UpdatedKind = PlanEntryKind | 'requirement'
export interface UpdatedEntry {
  readonly kind: UpdatedKind
  readonly key: string
  readonly title: string
}
export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}
export interface ChangedEntry extends UpdatedEntry {
  readonly fields: readonly FieldChange[]
}
export interface WholeEntry extends UpdatedEntry {
  /** The entry itself, for the record. */
  readonly value: Readonly<Record<string, unknown>>
}
/** Where the document says otherwise about what was done. */
export interface ProgressClaim extends UpdatedEntry, FieldChange {
  /** The document’s word counts. */
  readonly taken: boolean
}
export interface RenamedEntry extends Rename {
  readonly title: string
}
export interface PlanUpdateDiff {
  readonly added: readonly WholeEntry[]
  readonly changed: readonly ChangedEntry[]
  readonly gone: readonly WholeEntry[]
  readonly renamed: readonly RenamedEntry[]
  /** One gone and one added that look alike: offered, never assumed. */
  readonly possibleRenames: readonly RenamedEntry[]
  readonly progress: readonly ProgressClaim[]
}

export interface ListChanges<T> {
  readonly added: readonly T[]
  readonly changed: readonly T[]
  /** Keys. */
  readonly gone: readonly string[]
}
export interface LinkChanges {
  /** `listed`: written in the plan’s own list rather than on the successor. */
  readonly added: readonly (PlanDependency & { readonly listed: boolean })[]
  readonly changed: readonly (PlanDependency & { readonly revision: number })[]
  readonly gone: readonly Pick<PlanDependency, 'from' | 'to' | 'kind'>[]
}
export interface TargetChange {
  readonly target: PlanReleaseTarget
  /** The SHA is another one: to add to the history. */
  readonly newSha: string | null
  /** Another repository: pins and the last reading of CI are about the old one. */
  readonly otherRepository: boolean
}

/**
 * Exactly what the store saves; null and empty lists: unchanged. Renames come first, and everything else speaks in the new keys. The
 * `revision` of tasks, gates and dependencies is the one that was judged.
 */
export interface PlanUpdateChanges {
  readonly renames: readonly Rename[]
  readonly head: ProgramHead | null
  readonly contingency: { readonly value: Contingency | null } | null
  readonly criticalPaths: readonly DeclaredPath[] | null
  readonly owners: ListChanges<PlanOwner>
  readonly lanes: ListChanges<Lane>
  readonly phases: ListChanges<Phase>
  readonly milestones: ListChanges<Milestone>
  readonly tasks: ListChanges<TaskState>
  readonly gates: ListChanges<GateProgress>
  readonly dependencies: LinkChanges
  readonly target: TargetChange | null
  readonly sections: Readonly<Partial<Record<PlanSection, readonly PlanRecord[]>>>
  /** The plan as it is afterwards: the order of every list. */
  readonly plan: Plan
}

export interface PlanUpdate {
  readonly diff: PlanUpdateDiff
  /** Every reason against it; empty: it may be applied. */
  readonly refusals: readonly Issue[]
  readonly warnings: readonly Issue[]
  readonly changes: PlanUpdateChanges
  readonly audit: readonly AuditNote[]
}

/** Nothing to save: the document says what the program is. */
export const isEmptyUpdate = ({ added, changed, gone, renamed }: PlanUpdateDiff): boolean =>
  added.length + changed.length + gone.length + renamed.length === 0

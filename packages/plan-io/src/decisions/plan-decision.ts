import type { Priority } from '@gatehouse/core'
import type { ReadTextOptions } from '../report/parsed-plan-text.ts'

/** What a person makes of one line. Spans are periods, both ends included. Keys are given by the line where they are left out. */
export type LineDecision = { readonly line: number } & (
  | {
      readonly as: 'task'
      readonly title: string
      readonly lane: string
      readonly start: number
      readonly finish: number
      readonly priority: Priority
      readonly key?: string | undefined
    }
  | { readonly as: 'gate'; readonly title: string; readonly at: number; readonly key?: string | undefined }
  | { readonly as: 'requirement'; readonly gate: string; readonly text: string }
  | {
      readonly as: 'milestone'
      readonly title: string
      readonly from: number
      readonly to: number
      readonly key?: string | undefined
    }
  | { readonly as: 'lane'; readonly title: string; readonly key?: string | undefined }
  | { readonly as: 'risk'; readonly title: string; readonly key?: string | undefined }
  | { readonly as: 'checklist_item'; readonly task: string; readonly text: string }
  | { readonly as: 'program_goal'; readonly text: string }
  /** `owner/name` of the release target. */
  | { readonly as: 'repository'; readonly repository: string }
  /** Kept as a note, in the line's own words. */
  | { readonly as: 'note' }
  /** Says nothing about the plan. The line is still kept, as a note with the reason. */
  | { readonly as: 'set_aside'; readonly reason: string }
)
/** What an unresolved reference means; null: nothing, the field is emptied or the link taken out. */
export interface ReferenceDecision {
  /** `UnresolvedReference.id` */
  readonly reference: string
  readonly to: string | null
}
/** Whether an inferred fact stands. false empties its field. */
export interface InferredDecision {
  /** See `inferredId`. */
  readonly inferred: string
  readonly keep: boolean
}
export type PlanDecision = LineDecision | ReferenceDecision | InferredDecision

/** All that a person settled about one document. */
export interface Decided {
  readonly decisions: readonly PlanDecision[]
  readonly head?: ReadTextOptions['head']
}

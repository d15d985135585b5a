import type { Issue, Plan, ProgramHead } from '@gatehouse/core'
import type { ReadOptions } from '../source/read-source.ts'
import type { PlanEntity } from './map-lines.ts'

/** How a text was read. `text` is what a browser copies from a rendered page: headings without `#`, tables whose cells stand on lines of their own. */
export type TextFormat = 'yaml' | 'json' | 'markdown' | 'text'

export interface ReportLine {
  /** 1-based. */
  readonly line: number
  readonly text: string
  /** `decoration`: blank lines, rules, fences and table separators, nothing else. */
  readonly status: 'mapped' | 'decoration' | 'unmapped'
  /** What the line became. Kind `note`: it is kept as a note on its section; any other kind: an entity of the plan or an attribute of one. */
  readonly entities: readonly PlanEntity[]
  /** Why it became nothing, or what of it was not kept, or how it was understood; else empty. */
  readonly reason: string
}

/** Something that the document does not say in so many words. */
export interface InferredFact {
  readonly line: number
  readonly entity: PlanEntity
  /** Field of the entity, as the plan file names it, such as `reviewers` or `gate`. */
  readonly field: string
  readonly value: string
  /** One sentence: from what it was concluded. */
  readonly reason: string
}

/** A name in the document that is no key of the plan. It is offered for linking. */
export interface UnresolvedReference {
  /** Stable within one reading: `kind:key:field`. */
  readonly id: string
  readonly line: number
  readonly entity: PlanEntity
  readonly field: string
  /** As written. */
  readonly text: string
  /** What it may mean, the likeliest first; at most five. */
  readonly candidates: readonly (PlanEntity & { readonly title: string })[]
  /** Key that stands there meanwhile, marked inferred too; null: the field is empty or the link is left out. */
  readonly stands: string | null
}

export interface ParsedPlanText {
  /** null: there are problems, or the text is no plan. */
  readonly plan: Plan | null
  readonly report: {
    readonly format: TextFormat
    readonly lines: readonly ReportLine[]
    readonly warnings: readonly Issue[]
    /** Only documents (Markdown and text) have these; a plan file says everything in so many words. */
    readonly inferred: readonly InferredFact[]
    readonly unresolved: readonly UnresolvedReference[]
  }
}

/** What a person settles about a document before it becomes a program. */
export interface ReadTextOptions extends Omit<ReadOptions, 'format'> {
  /** `auto` (the default): by the file's name and what the text looks like. */
  readonly format?: TextFormat | 'auto'
  /** ISO date that stands where a document gives no start date; the API passes today's in the program's zone. */
  readonly today?: string
  /** Wins over what the document says. */
  readonly head?: Partial<
    Pick<
      ProgramHead,
      'slug' | 'name' | 'goal' | 'startsOn' | 'timeZone' | 'cadence' | 'prefix' | 'first' | 'last' | 'workingDays' | 'holidays'
    >
  >
}

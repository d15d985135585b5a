import type { Account } from '../draft/account.ts'
import type { DraftPlan } from '../draft/draft-plan.ts'
import type { Block, Document, Heading, Section } from '../document/document.ts'

/** Where a block stands, and what the headings above it have settled already. */
export interface Place {
  readonly section: Section
  /** From the outermost heading to the section's own. */
  readonly path: readonly Heading[]
  /** What the nearest heading that says so is about, by the table of synonyms (words/synonyms.ts); null: nothing known. */
  readonly topic: string | null
  /** Periods that a heading above gives: `### Week 5: …`. */
  readonly period: { readonly from: number; readonly to: number } | null
  /** How the heading counts: the unit of `period`. */
  readonly unit?: 'day' | 'week' | 'sprint' | null
  /** Key of the phase that a heading above made, also where a narrower period has its own heading below it. */
  readonly phase?: string | null
  /** Key of the lane that a heading above names. */
  readonly lane: string | null
  /** Key of the gate, phase or milestone that the nearest such heading made. */
  readonly owner: { readonly kind: string; readonly key: string } | null
}
export interface Reading {
  readonly document: Document
  readonly draft: DraftPlan
  readonly account: Account
}

/** Takes a block wholly or in part and says true; false: not mine, ask the next. Asked in the order of recognise/index.ts, for each block in document order. */
export type BlockRecogniser = (block: Block, place: Place, reading: Reading) => boolean
/** Reads a heading: may make a lane, phase, gate, milestone or summary task, and settles the place of everything below it. */
export type HeadingRecogniser = (section: Section, place: Place, reading: Reading) => Partial<Place> | null

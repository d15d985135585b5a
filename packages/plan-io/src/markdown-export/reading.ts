import type { EntryDraft } from './entry-draft.ts'
import type { SectionName } from './headings.ts'
import type { LineAccount } from './line-account.ts'
import type { Block, ItemBlock } from './read-blocks.ts'
import type { ReadRow } from './read-table.ts'

export type DerivedName = 'timeline' | 'gantt' | 'graph'
export const isDerived = (name: string | null): name is DerivedName => name === 'timeline' || name === 'gantt' || name === 'graph'

/** Where in the document a block stands. */
export interface Place {
  /** `program`: before the first section. null: under a heading that is none of ours. */
  readonly section: SectionName | 'program' | null
  /** Lane that a heading under `Tasks` names. */
  readonly lane: string | null
}

/** What one reading gathers. What belongs to something that may come later is kept aside until all is read. */
export interface Reading {
  readonly account: LineAccount
  /** The plan file that the document says. */
  readonly root: EntryDraft
  readonly markLine: number
  readonly slug: string
  readonly prefix: string
  readonly requirements: ReadRow[]
  readonly items: { readonly of: 'tasks' | 'checklists'; readonly item: ItemBlock }[]
  readonly laneHeadings: { readonly line: number; readonly key: string; readonly name: string }[]
  /** Blocks that repeat others. */
  readonly derived: { readonly section: DerivedName; readonly block: Block }[]
}

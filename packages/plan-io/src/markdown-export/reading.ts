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
  /** Key of the lane or gate that a heading inside the section names. */
  readonly under: string | null
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
  readonly subheadings: { readonly line: number; readonly of: 'lanes' | 'gates'; readonly key: string; readonly title: string }[]
  /** Blocks that repeat others. */
  readonly derived: { readonly section: DerivedName; readonly block: Block }[]
}

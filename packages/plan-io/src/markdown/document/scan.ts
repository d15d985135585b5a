import type { Block, Heading } from './document.ts'
import type { SourceLine } from './split-lines.ts'

/** What reading the blocks of one text shares. */
export interface Scan {
  readonly decoration: Set<number>
  /** Fences of this sign and at least this length close nowhere below. */
  readonly unclosed: Map<string, number>
  readonly depth: number
  /** Reads what stands inside a list item or a quote; given along, because it reads lists and quotes itself. */
  readonly blocksOf: (lines: readonly SourceLine[], scan: Scan) => readonly (Block | Heading)[]
}
export interface Taken {
  readonly blocks: readonly (Block | Heading)[]
  /** Index of the first line that is not taken. */
  readonly next: number
}

export const openScan = (decoration: Set<number>, blocksOf: Scan['blocksOf']): Scan => ({
  decoration,
  unclosed: new Map(),
  depth: 0,
  blocksOf,
})

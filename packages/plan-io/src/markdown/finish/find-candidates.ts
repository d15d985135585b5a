import type { NamedNode, NodeIndex } from './node-index.ts'

export interface Candidate {
  readonly node: NamedNode
  readonly score: number
  /** Part of the text's own words, by weight, that the candidate has. */
  readonly share: number
}

/** What a text may mean, the likeliest first: by shared words, and among equals by the order of kinds given. */
export function candidatesFor(text: string, index: NodeIndex, kinds: readonly NamedNode['kind'][]): readonly Candidate[] {
  return index
    .alike(text)
    .slice(0, 60)
    .toSorted((a, b) => rank(b, kinds) - rank(a, kinds))
}

/** A kind further down the order must share clearly more words. */
const rank = ({ node, share }: Candidate, kinds: readonly NamedNode['kind'][]): number => share - kinds.indexOf(node.kind) * 0.1

import type { BoardEvidence } from '@gatehouse/core'

/** The chain that a piece is in, oldest first: what it replaced, and what replaced it. */
export const revisionsOf = (piece: BoardEvidence, all: readonly BoardEvidence[]): readonly BoardEvidence[] => {
  const byId = new Map(all.map((each) => [each.id, each]))
  const nextOf = new Map(all.flatMap((each) => (each.replaces === null ? [] : [[each.replaces, each] as const])))
  const chain = [piece]
  const seen = new Set([piece.id])
  for (
    let before = byId.get(piece.replaces ?? '');
    before !== undefined && !seen.has(before.id);
    before = byId.get(before.replaces ?? '')
  ) {
    seen.add(before.id)
    chain.unshift(before)
  }
  for (let after = nextOf.get(piece.id); after !== undefined && !seen.has(after.id); after = nextOf.get(after.id)) {
    seen.add(after.id)
    chain.push(after)
  }
  return chain
}

import type { BoardDelegation } from '../board/board.ts'
import type { Delegation } from '../board/program-state.ts'

/** A delegation as the board shows it at `now`. */
export const evaluateDelegation = (delegation: Delegation, now: string): BoardDelegation => {
  const at = Date.parse(now)
  const ended = Date.parse(delegation.until) <= at
  const timed = ended ? 'ended' : Date.parse(delegation.from) <= at ? 'active' : 'planned'
  return { ...delegation, state: delegation.revokedAt === null ? timed : 'revoked' }
}

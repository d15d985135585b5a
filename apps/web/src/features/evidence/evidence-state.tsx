import type { BoardEvidence, Freshness } from '@gatehouse/core'
import { EXPIRING_LOOK, type Look, PROOF_LOOK, Status } from '../../ui/index.ts'

export const EVIDENCE_STATES = ['fresh', 'expiring', 'stale', 'pending', 'failed', 'unknown', 'withdrawn'] as const satisfies readonly (
  | Freshness
  | 'expiring'
  | 'withdrawn'
)[]
type EvidenceState = (typeof EVIDENCE_STATES)[number]
const WITHDRAWN: Look = { glyph: 't-drop', word: 'Withdrawn', tone: 'idle' }

/** Withdrawn evidence has no freshness any more; what is about to expire is fresh still. */
export const stateOf = (piece: BoardEvidence): EvidenceState => {
  if (piece.withdrawnAt !== null) return 'withdrawn'
  return piece.expiring ? 'expiring' : piece.freshness
}
export const lookOf = (state: EvidenceState): Look => {
  if (state === 'withdrawn') return WITHDRAWN
  return state === 'expiring' ? EXPIRING_LOOK : PROOF_LOOK[state]
}

export const StateWord = ({ piece }: { piece: BoardEvidence }) => <Status look={lookOf(stateOf(piece))} size={14} />

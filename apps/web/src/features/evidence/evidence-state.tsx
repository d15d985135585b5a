import type { BoardEvidence, Freshness } from '@gatehouse/core'
import { type Look, PROOF_LOOK, Status } from '../../ui/index.ts'

export const EVIDENCE_STATES = ['fresh', 'stale', 'pending', 'failed', 'unknown', 'withdrawn'] as const satisfies readonly (
  | Freshness
  | 'withdrawn'
)[]
type EvidenceState = (typeof EVIDENCE_STATES)[number]
const WITHDRAWN: Look = { glyph: 't-drop', word: 'Withdrawn', tone: 'idle' }

/** Withdrawn evidence has no freshness any more. */
export const stateOf = (piece: BoardEvidence): EvidenceState => (piece.withdrawnAt === null ? piece.freshness : 'withdrawn')
export const lookOf = (state: EvidenceState): Look => (state === 'withdrawn' ? WITHDRAWN : PROOF_LOOK[state])

export const StateWord = ({ piece }: { piece: BoardEvidence }) => <Status look={lookOf(stateOf(piece))} size={14} />

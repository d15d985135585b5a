/** What a gate command decided: exactly what the store saves, and nothing that it must work out for itself. */
import { type AuditNote, noteChange } from '../board/audit-note.ts'
import type { Evidence, GateGap, GateProgress, ProgramState, SignOff, Waiver } from '../board/program-state.ts'
import type { Requirement } from '../plan/plan.ts'

/** Fields of the gate itself that a command may set. */
export type GateFields = Pick<
  GateProgress,
  | 'state'
  | 'round'
  | 'submittedBy'
  | 'submittedAt'
  | 'signedAt'
  | 'signedSha'
  | 'title'
  | 'at'
  | 'owners'
  | 'reviewers'
  | 'quorum'
  | 'signRoles'
>
/** A sign-off before it has an id, the correlation id and `frozenDigest = SHA-256(canonical)`, which are the shell's. */
export type NewSignOff = Omit<SignOff, 'id' | 'correlationId' | 'frozenDigest'> & { readonly canonical: string }
export type NewGap = Omit<GateGap, 'id'>

export interface GateDecision {
  readonly gateKey: string
  /** Revision that was judged: save only if it is still the stored one, then add one. */
  readonly judgedRevision: number
  readonly set: Partial<GateFields>
  /** To insert, with an id and the correlation id. Unique per person and round. */
  readonly signOff: NewSignOff | null
  readonly openedGaps: readonly NewGap[]
  readonly closedGaps: readonly Pick<GateGap, 'id' | 'closedAt' | 'closedBy' | 'closingNote'>[]
  /** To insert, with an id. */
  readonly grantedWaiver: Omit<Waiver, 'id'> | null
  readonly revokedWaiver: Pick<Waiver, 'id' | 'revokedAt' | 'revokedBy' | 'revokeReason'> | null
  /** The whole new list, in order, where a command changes it; null: unchanged. */
  readonly requirements: readonly Requirement[] | null
  /** Ids of evidence to mark withdrawn at the command's instant (its requirement goes). */
  readonly withdrawnEvidence: readonly string[]
  readonly audit: AuditNote
}

type Rest = Partial<Omit<GateDecision, 'gateKey' | 'judgedRevision' | 'set' | 'audit'>>

/** Builds a decision on `gate`; the audit note keeps only the fields that change. */
export const decideOn = (
  gate: GateProgress,
  action: string,
  set: Partial<GateFields>,
  rest: Rest = {},
  note: Readonly<Record<string, unknown>> = {},
): GateDecision => ({
  gateKey: gate.key,
  judgedRevision: gate.revision,
  set,
  signOff: null,
  openedGaps: [],
  closedGaps: [],
  grantedWaiver: null,
  revokedWaiver: null,
  requirements: null,
  withdrawnEvidence: [],
  ...rest,
  audit: noteChange<Partial<GateFields>>(action, 'gate', gate.key, gate, set, note),
})

/**
 * A change of what reviewers looked at makes approvals of the running round lapse: a new round begins, and all sign again.
 * Empty unless the gate waits for signatures and somebody has signed.
 */
export const lapseApprovals = (gate: GateProgress): Partial<Pick<GateFields, 'round'>> =>
  gate.state === 'ReadyForSignoff' && gate.signOffs.some((signOff) => signOff.round === gate.round) ? { round: gate.round + 1 } : {}

/** The frozen list that a sign-off is about, in a stable order. */
export const freezeEvidence = (evidence: readonly Evidence[], gateKey: string): SignOff['evidence'] =>
  evidence
    .filter((piece) => piece.gateKey === gateKey && piece.withdrawnAt === null)
    .map(({ id, requirementKey, digest }) => ({ id, requirementKey, digest }))
    .sort((a, b) => (a.requirementKey === b.requirementKey ? (a.id < b.id ? -1 : 1) : a.requirementKey < b.requirementKey ? -1 : 1))

const signOffOf = (given: NewSignOff, id: string, correlationId: string): SignOff => {
  const { actor, handle, at, decision, note, round, gateRevision, releaseSha, evidence, identity, role, onBehalfOf, frozen, ci } = given
  const named = { id, correlationId, actor, handle, at, decision, note, round, gateRevision, releaseSha }
  return { ...named, evidence, identity, role, onBehalfOf, frozen, frozenDigest: null, ci }
}

/**
 * The state after a decision is saved. `nextId` names new rows. For previews and tests; the store saves the same things, and the digest of
 * what was signed besides.
 */
export const applyGateDecision = (
  state: ProgramState,
  decision: GateDecision,
  now: string,
  nextId: () => string,
  correlationId: string,
): ProgramState => ({
  ...state,
  revision: state.revision + 1,
  gates: state.gates.map((gate) => {
    if (gate.key !== decision.gateKey) return gate
    const closed = new Map(decision.closedGaps.map((gap) => [gap.id, gap]))
    return {
      ...gate,
      ...decision.set,
      revision: gate.revision + 1,
      requirements: decision.requirements ?? gate.requirements,
      gaps: [
        ...gate.gaps.map((gap) => ({ ...gap, ...closed.get(gap.id) })),
        ...decision.openedGaps.map((gap) => ({ ...gap, id: nextId() })),
      ],
      signOffs: decision.signOff === null ? gate.signOffs : [...gate.signOffs, signOffOf(decision.signOff, nextId(), correlationId)],
      waivers: [
        ...gate.waivers.map((waiver) => (waiver.id === decision.revokedWaiver?.id ? { ...waiver, ...decision.revokedWaiver } : waiver)),
        ...(decision.grantedWaiver === null ? [] : [{ ...decision.grantedWaiver, id: nextId() }]),
      ],
    }
  }),
  evidence:
    decision.withdrawnEvidence.length === 0
      ? state.evidence
      : state.evidence.map((piece) =>
          decision.withdrawnEvidence.includes(piece.id)
            ? { ...piece, withdrawnAt: now, withdrawReason: 'requirement removed', revision: piece.revision + 1 }
            : piece,
        ),
})

import { createHash } from 'node:crypto'
import type { AuditNote, GateDecision, GateProgress } from '@gatehouse/core'
import {
  closeGap,
  insertGap,
  insertSignOff,
  insertWaiver,
  newId,
  revokeWaiver,
  saveEvidence,
  saveGate,
  saveRequirements,
  type StoredProgram,
  type Tx,
} from '@gatehouse/db'

const digestOf = (canonical: string): string => createHash('sha256').update(canonical).digest('hex')

/** What is remembered of a decision: with a signature, the digest of the list that was signed, so that the record tells of it too. */
export const auditOfGate = ({ audit, signOff }: GateDecision): AuditNote =>
  signOff === null ? audit : { ...audit, after: { ...audit.after, frozenDigest: digestOf(signOff.canonical) } }

/** Writes everything that a decision on a gate says, on the condition that the gate is still the one that was judged. */
export const saveGateDecision = async (
  tx: Tx,
  program: StoredProgram,
  decision: GateDecision,
  at: { readonly now: string; readonly correlationId: string },
): Promise<void> => {
  const gate = program.gates.find((candidate) => candidate.key === decision.gateKey)
  if (gate === undefined) throw new Error(`decided on ${decision.gateKey}, which is not in the program`)
  await saveTerms(tx, program.id, gate, decision)
  if (decision.signOff !== null) {
    const { canonical, ...signOff } = decision.signOff
    const named = { id: newId(), correlationId: at.correlationId, frozenDigest: digestOf(canonical) }
    await insertSignOff(tx, program.id, gate.key, { ...signOff, ...named })
  }
  if (decision.grantedWaiver !== null) await insertWaiver(tx, program.id, gate.key, { ...decision.grantedWaiver, id: newId() })
  const waiver = gate.waivers.find(({ id }) => id === decision.revokedWaiver?.id)
  if (waiver !== undefined) await revokeWaiver(tx, program.id, { ...waiver, ...decision.revokedWaiver })
  for (const gap of decision.openedGaps) await insertGap(tx, program.id, gate.key, { ...gap, id: newId() })
  for (const closed of decision.closedGaps) {
    const gap = gate.gaps.find((candidate) => candidate.id === closed.id)
    if (gap !== undefined) await closeGap(tx, program.id, { ...gap, ...closed })
  }
  for (const id of decision.withdrawnEvidence) {
    const piece = program.evidence.find((candidate) => candidate.id === id)
    if (piece !== undefined)
      await saveEvidence(tx, program.id, { ...piece, withdrawnAt: at.now, withdrawReason: 'requirement removed' }, piece.revision)
  }
}

const saveTerms = async (
  tx: Tx,
  programId: string,
  gate: GateProgress,
  { requirements, set, judgedRevision }: GateDecision,
): Promise<void> => {
  const revision = requirements === null ? judgedRevision : await saveRequirements(tx, programId, gate.key, requirements, judgedRevision)
  if (requirements === null || Object.keys(set).length > 0) await saveGate(tx, programId, { ...gate, ...set }, revision)
}

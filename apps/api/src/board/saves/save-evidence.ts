import { createHash } from 'node:crypto'
import type { AttachedEvidence, Evidence, ObservedEvidence, WithdrawnEvidence } from '@gatehouse/core'
import { insertEvidence, saveEvidence, saveGate, type StoredProgram, type Tx } from '@gatehouse/db'

/** Proof belongs to what reviewers look at: its gate's revision goes up with it. */
const saveItsGate = (tx: Tx, program: StoredProgram, { gateKey, judgedRevision, set }: AttachedEvidence['gate']): Promise<number> => {
  const gate = program.gates.find((candidate) => candidate.key === gateKey)
  if (gate === undefined) throw new Error(`evidence was decided on for ${gateKey}, which is not in the program`)
  return saveGate(tx, program.id, { ...gate, ...set }, judgedRevision)
}

const pieceOf = (program: StoredProgram, id: string): Evidence => {
  const piece = program.evidence.find((candidate) => candidate.id === id)
  if (piece === undefined) throw new Error(`decided on evidence ${id}, which is not in the program`)
  return piece
}

/** Writes attached evidence under `id`, with the digest of what it says. What it replaces goes first: both may say the same. */
export const saveAttached = async (tx: Tx, program: StoredProgram, decision: AttachedEvidence, id: string): Promise<void> => {
  const digest = createHash('sha256').update(decision.canonical).digest('hex')
  const { withdrawal } = decision
  if (withdrawal !== null)
    await saveEvidence(tx, program.id, { ...pieceOf(program, withdrawal.evidenceId), ...withdrawal.set }, withdrawal.judgedRevision)
  await insertEvidence(tx, program.id, { ...decision.evidence, id, digest })
  await saveItsGate(tx, program, decision.gate)
}

export const saveWithdrawn = async (tx: Tx, program: StoredProgram, decision: WithdrawnEvidence): Promise<void> => {
  await saveEvidence(tx, program.id, { ...pieceOf(program, decision.evidenceId), ...decision.set }, decision.judgedRevision)
  await saveItsGate(tx, program, decision.gate)
}

/** What was seen is no part of what reviewers sign: the gate stays as it is, and its state follows from the board. */
export const saveObserved = async (tx: Tx, program: StoredProgram, decision: ObservedEvidence): Promise<void> => {
  await saveEvidence(tx, program.id, { ...pieceOf(program, decision.evidenceId), ...decision.set }, decision.judgedRevision)
}

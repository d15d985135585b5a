import { createHash } from 'node:crypto'
import type { AttachedEvidence, WithdrawnEvidence } from '@gatehouse/core'
import { insertEvidence, saveEvidence, saveGate, type StoredProgram, type Tx } from '@gatehouse/db'

/** Proof belongs to what reviewers look at: its gate's revision goes up with it. */
const saveItsGate = (tx: Tx, program: StoredProgram, { gateKey, judgedRevision, set }: AttachedEvidence['gate']): Promise<number> => {
  const gate = program.gates.find((candidate) => candidate.key === gateKey)
  if (gate === undefined) throw new Error(`evidence was decided on for ${gateKey}, which is not in the program`)
  return saveGate(tx, program.id, { ...gate, ...set }, judgedRevision)
}

/** Writes attached evidence under `id`, with the digest of what it says. */
export const saveAttached = async (tx: Tx, program: StoredProgram, decision: AttachedEvidence, id: string): Promise<void> => {
  const digest = createHash('sha256').update(decision.canonical).digest('hex')
  await insertEvidence(tx, program.id, { ...decision.evidence, id, digest })
  await saveItsGate(tx, program, decision.gate)
}

export const saveWithdrawn = async (tx: Tx, program: StoredProgram, decision: WithdrawnEvidence): Promise<void> => {
  const piece = program.evidence.find((candidate) => candidate.id === decision.evidenceId)
  if (piece === undefined) throw new Error(`decided on evidence ${decision.evidenceId}, which is not in the program`)
  await saveEvidence(tx, program.id, { ...piece, ...decision.set }, decision.judgedRevision)
  await saveItsGate(tx, program, decision.gate)
}

import type { Actor, TargetDecision } from '@gatehouse/core'
import { recordShaChange, saveCiReading, saveGate, saveReleaseTarget, type StoredProgram, type Tx } from '@gatehouse/db'

const NO_TARGET = { repository: '', repositoryId: null, sha: null, workflows: [] } as const

/** Writes a decision on the release target; approvals that it makes lapse go with it. */
export const saveTarget = async (tx: Tx, program: StoredProgram, decision: TargetDecision, by: Actor): Promise<void> => {
  const target = { ...(program.releaseTarget ?? NO_TARGET), ...decision.set }
  await saveReleaseTarget(tx, program.id, target, decision.judgedRevision)
  const { history } = decision
  if (history !== null) await recordShaChange(tx, program.id, { sha: history.sha, setAt: history.setAt, setBy: by })
  if (decision.dropReading) await saveCiReading(tx, program.id, null)
  for (const { gateKey, judgedRevision, round } of decision.lapsedGates) {
    const gate = program.gates.find((candidate) => candidate.key === gateKey)
    if (gate !== undefined) await saveGate(tx, program.id, { ...gate, round }, judgedRevision)
  }
}

import { insertBlocker, newId, saveBlocker, saveTask, type StoredProgram, type Tx } from '@gatehouse/db'
import type { Actor } from '@gatehouse/core'
import { saveAttached } from '../../board/saves/save-evidence.ts'
import { saveGateDecision } from '../../board/saves/save-gate-decision.ts'
import { saveTarget } from '../../board/saves/save-target.ts'
import type { SampleDecision } from './decide-sample-event.ts'

export interface SampleEventFacts {
  readonly now: string
  readonly correlationId: string
  readonly by: Actor
}

/** Writes one decision as the routes of people's own requests write theirs. */
export const saveSampleDecision = async (
  tx: Tx,
  program: StoredProgram,
  decision: SampleDecision,
  facts: SampleEventFacts,
): Promise<void> => {
  switch (decision.kind) {
    case 'nothing':
      return
    case 'task':
      await saveTask(tx, program.id, decision.task, decision.task.revision)
      return
    case 'blocker':
      return insertBlocker(tx, program.id, decision.blocker)
    case 'blocker change': {
      const blocker = program.blockers.find((candidate) => candidate.key === decision.change.blockerKey)
      if (blocker !== undefined) await saveBlocker(tx, program.id, { ...blocker, ...decision.change.set }, decision.change.judgedRevision)
      return
    }
    case 'evidence':
      return saveAttached(tx, program, decision.attached, newId(new Date(facts.now)))
    case 'target':
      return saveTarget(tx, program, decision.target, facts.by)
    case 'gate':
      return saveGateDecision(tx, program, decision.gate, facts)
  }
}

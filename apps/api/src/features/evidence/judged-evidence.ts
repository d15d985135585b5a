import { type Board, type BoardEvidence, type Evidence, type ProgramState, showEvidence } from '@gatehouse/core'
import { loadStoredProgram } from '@gatehouse/db'
import { noSuchProgram } from '../../app/problems.ts'
import type { ProgramContext } from '../../app/route-context.ts'

const judge = (state: ProgramState, piece: Evidence, now: string): BoardEvidence => {
  const requirement = state.gates.find((gate) => gate.key === piece.gateKey)?.requirements.find((each) => each.key === piece.requirementKey)
  if (requirement === undefined) return { ...piece, freshness: 'unknown', reason: 'What it was attached to is gone.', expiresAt: null, expiring: false }
  return showEvidence(piece, requirement, state.releaseTarget, now, state.ci)
}

/** Every piece, withdrawn ones included (the board leaves them out), judged at the board's own instant so that both agree. */
export const judgedEvidence = async (ctx: Pick<ProgramContext, 'shell' | 'program'>, board: Board): Promise<readonly BoardEvidence[]> => {
  const state = await loadStoredProgram(ctx.shell.db, { id: ctx.program.id })
  if (state === null) throw noSuchProgram()
  return state.evidence.map((piece) => judge(state, piece, board.computedAt))
}

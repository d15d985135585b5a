import { type Board, type BoardEvidence, type Evidence, type ProgramState, showEvidence } from '@gatehouse/core'
import { loadStoredProgram } from '@gatehouse/db'
import { type WithEtag, withEtag } from '../../app/answers.ts'
import { noSuchProgram, ShellError } from '../../app/problems.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { presentBoard } from '../../board/save-and-show.ts'

type Reader = Pick<ProgramContext, 'shell' | 'program'>
export interface SavedEvidence {
  readonly programRevision: number
  readonly item: BoardEvidence
}

const judge = (state: ProgramState, piece: Evidence, now: string): BoardEvidence => {
  const requirement = state.gates.find((gate) => gate.key === piece.gateKey)?.requirements.find((each) => each.key === piece.requirementKey)
  if (requirement === undefined)
    return { ...piece, freshness: 'unknown', reason: 'What it was attached to is gone.', expiresAt: null, expiring: false }
  return showEvidence(piece, requirement, state.releaseTarget, now, state.ci)
}

/** Every piece, withdrawn ones included (the board leaves them out), judged at the board's own instant so that both agree. */
export const judgedEvidence = async (ctx: Reader, board: Board): Promise<readonly BoardEvidence[]> => {
  const state = await loadStoredProgram(ctx.shell.db, { id: ctx.program.id })
  if (state === null) throw noSuchProgram()
  return state.evidence.map((piece) => judge(state, piece, board.computedAt))
}

/** One piece, withdrawn or not; `evidence_not_found`. */
export const evidenceById = async (ctx: Reader, id: string): Promise<BoardEvidence> => {
  const piece = (await judgedEvidence(ctx, await presentBoard(ctx))).find((each) => each.id === id)
  if (piece === undefined) throw new ShellError('evidence_not_found', 'There is no such evidence in this program.')
  return piece
}

/** The answer of a write: the piece as it is after it. */
export const savedEvidence = async (ctx: Reader, id: string, programRevision: number): Promise<WithEtag<SavedEvidence>> => {
  const item = await evidenceById(ctx, id)
  return withEtag({ programRevision, item }, item.revision)
}

/** The piece on a board, which shows what is not withdrawn. */
export const onBoard = (board: Board, id: string): BoardEvidence | undefined =>
  board.gates
    .flatMap((gate) => gate.requirements)
    .flatMap((requirement) => requirement.evidence)
    .find((piece) => piece.id === id)

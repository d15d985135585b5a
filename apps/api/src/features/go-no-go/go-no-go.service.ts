import { type Board, type BoardGoNoGo, type ProgramState, type Result } from '@gatehouse/core'
import type { Tx } from '@gatehouse/db'
import type { AuditNote } from '@gatehouse/core'
import { type WithEtag, withEtag } from '../../app/answers.ts'
import { ShellError } from '../../app/problems.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { expectRevision, presentBoard, saveAndShow } from '../../board/save-and-show.ts'

export interface SavedGoNoGo {
  readonly programRevision: number
  readonly item: BoardGoNoGo
}

export const goNoGoOn = (board: Board, id: string): BoardGoNoGo | undefined => board.goNoGo.find((each) => each.id === id)

export const findGoNoGo = async (ctx: Pick<ProgramContext, 'shell' | 'program'>, id: string): Promise<BoardGoNoGo> => {
  const found = goNoGoOn(await presentBoard(ctx), id)
  if (found === undefined) throw new ShellError('go_no_go_not_found', 'There is no such go/no-go.')
  return found
}

/** One write to a go/no-go, on the revision that If-Match names where it does; answers it as the new board shows it. */
export const changeGoNoGo = async <D extends { readonly audit: AuditNote }>(
  ctx: ProgramContext,
  id: string,
  decide: (program: ProgramState) => Result<D>,
  save: (tx: Tx, decision: D, programId: string) => Promise<unknown>,
): Promise<WithEtag<SavedGoNoGo>> => {
  const { programRevision, item } = await saveAndShow(
    ctx,
    {
      decide: (program) => {
        expectRevision('go_no_go', id, program.goNoGo.find((each) => each.id === id)?.revision, ctx.ifMatch)
        return decide(program)
      },
      save: (tx, decision, program) => save(tx, decision, program.id),
      audit: ({ audit }) => audit,
      changed: () => [`go-no-go:${id}`],
    },
    (board) => goNoGoOn(board, id),
    (board) => goNoGoOn(board, id),
  )
  return withEtag({ programRevision, item }, item.revision)
}

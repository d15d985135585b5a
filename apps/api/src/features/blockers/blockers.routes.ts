import { routes } from '@gatehouse/contracts'
import {
  type Blocker,
  type BlockerDecision,
  type Board,
  type BoardBlocker,
  editBlocker,
  escalateBlocker,
  openBlocker,
  pauseBlocker,
  type ProgramState,
  type Result,
  resolveBlocker,
  resumeBlocker,
} from '@gatehouse/core'
import { insertBlocker, saveBlocker, type StoredProgram, type Tx } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { type WithEtag, withEtag } from '../../app/answers.ts'
import { registerRoute } from '../../app/register-route.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { givenFields } from '../../board/given-fields.ts'
import { expectRevision, presentBoard, saveAndShow } from '../../board/save-and-show.ts'

interface SavedBlocker {
  readonly programRevision: number
  readonly item: BoardBlocker
}
const blockerOn = (board: Board, key: string): BoardBlocker | undefined => board.blockers.find((blocker) => blocker.key === key)
const taskOf = (program: ProgramState, key: string): string => program.blockers.find((blocker) => blocker.key === key)?.taskKey ?? ''

const saveChange = (tx: Tx, program: StoredProgram, { blockerKey, judgedRevision, set }: BlockerDecision): Promise<number> => {
  const blocker = program.blockers.find((candidate): candidate is Blocker => candidate.key === blockerKey)
  if (blocker === undefined) throw new Error(`decided on ${blockerKey}, which is not in the program`)
  return saveBlocker(tx, program.id, { ...blocker, ...set }, judgedRevision)
}

const changeBlocker = async (
  ctx: ProgramContext,
  key: string,
  decide: (program: ProgramState) => Result<BlockerDecision>,
  said: Readonly<Record<string, string>> = {},
): Promise<WithEtag<SavedBlocker>> => {
  const { programRevision, item } = await saveAndShow(
    ctx,
    {
      decide: (program) => {
        expectRevision('blocker', key, program.blockers.find((blocker) => blocker.key === key)?.revision, ctx.ifMatch)
        return decide(program)
      },
      save: (tx, decision, program) => saveChange(tx, program, decision),
      audit: ({ audit }) => ({ ...audit, after: { ...audit.after, ...said } }),
      changed: (_, program) => [`blocker:${key}`, `task:${taskOf(program, key)}`],
    },
    (board) => blockerOn(board, key),
    (board) => blockerOn(board, key),
  )
  return withEtag({ programRevision, item }, item.revision)
}

export const blockersRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.blockers.list, async (ctx) => {
    const { blockers, program } = await presentBoard(ctx)
    return withEtag(blockers, program.revision)
  })
  registerRoute(app, routes.blockers.open, async (ctx) => {
    const { programRevision, item } = await saveAndShow(
      ctx,
      {
        decide: (program) => openBlocker(program, ctx.approver, ctx.body, ctx.now),
        save: (tx, { blocker }, program) => insertBlocker(tx, program.id, blocker),
        audit: (decision) => decision.audit,
        changed: ({ blocker }) => [`blocker:${blocker.key}`, `task:${blocker.taskKey}`],
      },
      (board, { blocker }) => blockerOn(board, blocker.key),
      () => null,
    )
    return withEtag({ programRevision, item }, item.revision)
  })
  registerRoute(app, routes.blockers.edit, (ctx) =>
    changeBlocker(ctx, ctx.params.key, (program) => editBlocker(program, ctx.params.key, ctx.approver, givenFields(ctx.body), ctx.now)),
  )
  registerRoute(app, routes.blockers.pause, (ctx) =>
    changeBlocker(ctx, ctx.params.key, (program) => pauseBlocker(program, ctx.params.key, ctx.approver, ctx.body, ctx.now)),
  )
  registerRoute(app, routes.blockers.resume, (ctx) =>
    changeBlocker(ctx, ctx.params.key, (program) => resumeBlocker(program, ctx.params.key, ctx.approver, ctx.body, ctx.now)),
  )
  registerRoute(app, routes.blockers.escalate, (ctx) =>
    changeBlocker(ctx, ctx.params.key, (program) => escalateBlocker(program, ctx.params.key, ctx.approver, ctx.body, ctx.now), {
      reason: ctx.body.reason,
    }),
  )
  registerRoute(app, routes.blockers.resolve, (ctx) =>
    changeBlocker(ctx, ctx.params.key, (program) => resolveBlocker(program, ctx.params.key, ctx.approver, ctx.body, ctx.now)),
  )
}

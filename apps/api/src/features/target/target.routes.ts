import { routes } from '@gatehouse/contracts'
import { type ProgramState, type Result, setReleaseSha, setTarget, type TargetDecision } from '@gatehouse/core'
import type { FastifyInstance } from 'fastify'
import { withEtag } from '../../app/answers.ts'
import { registerRoute } from '../../app/register-route.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { expectRevision, presentBoard, saveAndShow } from '../../board/save-and-show.ts'
import { saveTarget } from '../../board/saves/save-target.ts'

/** Before there is a target its revision counts as 0, so that the first one, too, says what it is based on. */
const expectSame = (program: ProgramState, seen: number): void =>
  expectRevision('release target', program.head.slug, program.releaseTarget?.revision ?? 0, seen)

const changeTarget = async (
  ctx: ProgramContext & { readonly ifMatch: number },
  decide: (program: ProgramState) => Result<TargetDecision>,
) => {
  const { programRevision, item } = await saveAndShow(
    ctx,
    {
      decide: (program) => {
        expectSame(program, ctx.ifMatch)
        return decide(program)
      },
      save: (tx, decision, program) => saveTarget(tx, program, decision, { userId: ctx.actor.userId, name: ctx.actor.name }),
      audit: (decision) => decision.audit,
      changed: (decision) => ['target', 'ci', ...decision.lapsedGates.map(({ gateKey }) => `gate:${gateKey}`)],
    },
    (board) => board.releaseTarget ?? undefined,
    (board) => board.releaseTarget,
  )
  return withEtag({ programRevision, item }, item.revision)
}

export const targetRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.target.get, async (ctx) => {
    const { releaseTarget } = await presentBoard(ctx)
    return withEtag(releaseTarget, releaseTarget?.revision ?? 0)
  })
  registerRoute(app, routes.target.set, (ctx) => changeTarget(ctx, (program) => setTarget(program, ctx.approver, ctx.body, ctx.now)))
  registerRoute(app, routes.target.setSha, (ctx) => changeTarget(ctx, (program) => setReleaseSha(program, ctx.approver, ctx.body, ctx.now)))
}

import { routes } from '@gatehouse/contracts'
import { decideGoNoGo, moveGoNoGoDeadline, openGoNoGo, voteGoNoGo } from '@gatehouse/core'
import { auditHead, decideGoNoGo as saveDecision, insertGoNoGo, newId, saveDeadline, saveVote } from '@gatehouse/db'
import { writeGoNoGoMemo } from '@gatehouse/plan-io'
import type { FastifyInstance } from 'fastify'
import { expectStepUp, stepUp } from '../../accounts/step-up.ts'
import { rawAnswer, withEtag } from '../../app/answers.ts'
import { registerRoute } from '../../app/register-route.ts'
import { presentBoard } from '../../board/save-and-show.ts'
import { changeGoNoGo, findGoNoGo } from './go-no-go.service.ts'

const FILES = {
  markdown: { type: 'text/markdown; charset=utf-8', ending: 'md' },
  html: { type: 'text/html; charset=utf-8', ending: 'html' },
} as const

/** Asking every lane whether the release may go, the decision, and its memo. */
export const goNoGoRoutes = (app: FastifyInstance): void => {
  registerReads(app)
  registerAsking(app)
  registerDecision(app)
}

const registerReads = (app: FastifyInstance): void => {
  registerRoute(app, routes.goNoGo.list, async (ctx) => (await presentBoard(ctx)).goNoGo)
  registerRoute(app, routes.goNoGo.get, async (ctx) => {
    const found = await findGoNoGo(ctx, ctx.params.id)
    return withEtag(found, found.revision)
  })
  registerRoute(app, routes.goNoGo.memo, async (ctx) => {
    const asked = await findGoNoGo(ctx, ctx.params.id)
    const board = await presentBoard(ctx)
    const head = await auditHead(ctx.shell.db, ctx.program.id)
    const { format } = ctx.query
    const { type, ending } = FILES[format]
    const text = writeGoNoGoMemo(board, asked, { recordHead: head && { seq: head.seq, hash: head.hash }, writtenAt: ctx.now }, format)
    return rawAnswer(text, {
      'content-type': type,
      'content-disposition': `attachment; filename="${ctx.program.slug}.go-no-go-${asked.number}.${ending}"`,
      'cache-control': 'private, no-store',
    })
  })
}

const registerAsking = (app: FastifyInstance): void => {
  registerRoute(app, routes.goNoGo.open, (ctx) => {
    const id = newId()
    return changeGoNoGo(
      ctx,
      id,
      (program) => openGoNoGo(program, ctx.approver, ctx.body, ctx.now),
      (tx, { asked }, programId) => insertGoNoGo(tx, programId, { ...asked, id }),
    )
  })
  registerRoute(app, routes.goNoGo.vote, (ctx) =>
    changeGoNoGo(
      ctx,
      ctx.params.id,
      (program) => voteGoNoGo(program, ctx.approver, { ...ctx.body, id: ctx.params.id }, ctx.now),
      (tx, { id, vote, judgedRevision }, programId) => saveVote(tx, programId, id, vote, judgedRevision),
    ),
  )
  registerRoute(app, routes.goNoGo.moveDeadline, (ctx) =>
    changeGoNoGo(
      ctx,
      ctx.params.id,
      (program) => moveGoNoGoDeadline(program, ctx.approver, { ...ctx.body, id: ctx.params.id }, ctx.now),
      (tx, { id, deadline, judgedRevision }, programId) => saveDeadline(tx, programId, id, deadline, judgedRevision),
    ),
  )
}

const registerDecision = (app: FastifyInstance): void => {
  registerRoute(
    app,
    routes.goNoGo.decide,
    async (ctx) => {
      const { password, ...input } = ctx.body
      const person = await stepUp(ctx, password)
      return changeGoNoGo(
        ctx,
        ctx.params.id,
        (program) => {
          const decided = decideGoNoGo(program, person, { ...input, id: ctx.params.id }, ctx.now)
          if (decided.ok) expectStepUp(program, person)
          return decided
        },
        (tx, { id, decision, judgedRevision }, programId) => saveDecision(tx, programId, id, decision, judgedRevision),
      )
    },
    { secretFields: ['password'] },
  )
}

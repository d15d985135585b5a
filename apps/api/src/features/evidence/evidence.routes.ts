import { routes } from '@gatehouse/contracts'
import { attachEvidence, type Board, type BoardEvidence, withdrawEvidence } from '@gatehouse/core'
import { newId } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { withEtag } from '../../app/answers.ts'
import { ShellError } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import { expectRevision, presentBoard, saveAndShow } from '../../board/save-and-show.ts'
import { saveAttached, saveWithdrawn } from '../../board/saves/save-evidence.ts'
import { judgedEvidence } from './judged-evidence.ts'

const found = (all: readonly BoardEvidence[], id: string): BoardEvidence | undefined => all.find((piece) => piece.id === id)

export const evidenceRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.evidence.list, async (ctx) => {
    const board = await presentBoard(ctx)
    return withEtag(await judgedEvidence(ctx, board), board.program.revision)
  })
  registerRoute(app, routes.evidence.get, async (ctx) => {
    const piece = found(await judgedEvidence(ctx, await presentBoard(ctx)), ctx.params.id)
    if (piece === undefined) throw new ShellError('evidence_not_found', 'There is no such evidence in this program.')
    return withEtag(piece, piece.revision)
  })
  registerRoute(app, routes.evidence.attach, async (ctx) => {
    const id = newId()
    const { programRevision, item } = await saveAndShow(
      ctx,
      {
        decide: (program) => attachEvidence(program, ctx.body, ctx.approver, ctx.now),
        save: (tx, decision, program) => saveAttached(tx, program, decision, id),
        audit: (decision) => ({ ...decision.audit, after: { ...decision.audit.after, id } }),
        changed: () => [`gate:${ctx.body.gateKey}`, `evidence:${id}`],
      },
      (board) => onBoard(board, id),
      (board) => onBoard(board, id),
    )
    return withEtag({ programRevision, item }, item.revision)
  })
  registerRoute(app, routes.evidence.withdraw, async (ctx) => {
    const { id } = ctx.params
    const { programRevision, done } = await saveAndShow(
      ctx,
      {
        decide: (program) => {
          expectRevision('evidence', id, program.evidence.find((piece) => piece.id === id)?.revision, ctx.ifMatch)
          return withdrawEvidence(program, { evidenceId: id }, ctx.approver, ctx.now)
        },
        save: (tx, decision, program) => saveWithdrawn(tx, program, decision),
        audit: (decision) => ({ ...decision.audit, after: { ...decision.audit.after, reason: ctx.body.reason } }),
        changed: (decision) => [`gate:${decision.gate.gateKey}`, `evidence:${id}`],
      },
      (board) => board,
      (board) => onBoard(board, id),
    )
    const item = found(await judgedEvidence(ctx, await presentBoard(ctx)), id)
    if (item === undefined) throw new Error(`evidence ${id} was withdrawn at ${done.programRevision} and is gone`)
    return withEtag({ programRevision, item }, item.revision)
  })
}

const onBoard = (board: Board, id: string): BoardEvidence | undefined =>
  found(
    board.gates.flatMap((gate) => gate.requirements.flatMap((requirement) => requirement.evidence)),
    id,
  )

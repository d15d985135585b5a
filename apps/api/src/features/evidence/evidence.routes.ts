import { routes } from '@gatehouse/contracts'
import { attachEvidence, withdrawEvidence } from '@gatehouse/core'
import { newId } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { type WithEtag, withEtag } from '../../app/answers.ts'
import { registerRoute } from '../../app/register-route.ts'
import type { RouteContext } from '../../app/route-context.ts'
import { expectRevision, presentBoard, saveAndShow } from '../../board/save-and-show.ts'
import { saveAttached, saveWithdrawn } from '../../board/saves/save-evidence.ts'
import { checkEvidence, lookForAMoment } from './check-evidence.ts'
import { evidenceById, judgedEvidence, onBoard, type SavedEvidence, savedEvidence } from './judged-evidence.ts'
import { prepareEvidence } from './prepare-evidence.ts'

/** A document's text as JSON writes it: quotes and line ends take two bytes, letters of other scripts up to three. */
const BODY_BYTES = 7_000_000

export const evidenceRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.evidence.list, async (ctx) => {
    const board = await presentBoard(ctx)
    return withEtag(await judgedEvidence(ctx, board), board.program.revision)
  })
  registerRoute(app, routes.evidence.get, async (ctx) => {
    const piece = await evidenceById(ctx, ctx.params.id)
    return withEtag(piece, piece.revision)
  })
  registerRoute(app, routes.evidence.attach, attach, { bodyLimit: BODY_BYTES })
  registerRoute(app, routes.evidence.check, (ctx) => checkEvidence(ctx, ctx.params.id, ctx.body.text), { bodyLimit: BODY_BYTES })
  registerRoute(app, routes.evidence.withdraw, async (ctx) => {
    const { id } = ctx.params
    const { programRevision } = await saveAndShow(
      ctx,
      {
        decide: (program) => {
          expectRevision('evidence', id, program.evidence.find((piece) => piece.id === id)?.revision, ctx.ifMatch)
          return withdrawEvidence(program, { evidenceId: id, reason: ctx.body.reason }, ctx.approver, ctx.now)
        },
        save: (tx, decision, program) => saveWithdrawn(tx, program, decision),
        audit: (decision) => decision.audit,
        changed: (decision) => [`gate:${decision.gate.gateKey}`, `evidence:${id}`],
      },
      (board) => board,
      (board) => onBoard(board, id),
    )
    return savedEvidence(ctx, id, programRevision)
  })
}

const attach = async (ctx: RouteContext<typeof routes.evidence.attach>): Promise<WithEtag<SavedEvidence>> => {
  const id = newId()
  const input = await prepareEvidence(ctx, ctx.body)
  const { programRevision } = await saveAndShow(
    ctx,
    {
      decide: (program) => attachEvidence(program, input, ctx.approver, ctx.now),
      save: (tx, decision, program) => saveAttached(tx, program, decision, id),
      audit: (decision) => decision.audit.map((note) => (note.before === null ? { ...note, after: { ...note.after, id } } : note)),
      changed: () => [`gate:${input.gateKey}`, `evidence:${id}`],
    },
    (board) => onBoard(board, id),
    (board) => onBoard(board, id),
  )
  // What the host knows of it is wanted now, not at the next round; what it does not say in time is said then.
  if (ctx.shell.ci !== null && input.type === 'ci_run') await lookForAMoment(ctx, id)
  return savedEvidence(ctx, id, programRevision)
}

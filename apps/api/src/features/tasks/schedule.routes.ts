import { type Response, routes } from '@gatehouse/contracts'
import type { RowChange, SchedulePreview } from '@gatehouse/core'
import { loadStoredProgram } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { type DeepReadonly, withEtag } from '../../app/answers.ts'
import { noSuchProgram, unwrap } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import { presentBoard } from '../../board/save-and-show.ts'
import { previewTheMoves } from './preview-the-moves.ts'

const presentChange = ({ key, kind, from, to }: RowChange) => ({
  ...{ key, kind, fromStart: from.start, fromFinish: from.finish, toStart: to.start, toFinish: to.finish },
})

const presentPreview = (preview: SchedulePreview): DeepReadonly<Response<typeof routes.programs.preview>> => ({
  changed: preview.rows.map(presentChange),
  target: preview.target,
  targetFinishBefore: preview.targetFinish.before,
  targetFinishAfter: preview.targetFinish.after,
  slipBefore: preview.slip.before,
  slipAfter: preview.slip.after,
  criticalBefore: preview.criticalPath.before,
  criticalAfter: preview.criticalPath.after,
  contingencyBefore: preview.ledger?.before ?? null,
  contingencyAfter: preview.ledger?.after ?? null,
  newlyViolated: preview.newlyViolated,
  softWarnings: preview.softWarnings,
})

export const scheduleRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.programs.schedule, async (ctx) => {
    const { program, tasks, gates, milestones, schedule, contingency } = await presentBoard(ctx)
    const rows = [...tasks, ...gates, ...milestones].map((each) => each.schedule)
    return withEtag({ programRevision: program.revision, rows, ...schedule, contingency }, program.revision)
  })
  registerRoute(app, routes.programs.preview, async (ctx) => {
    const state = await loadStoredProgram(ctx.shell.db, { id: ctx.program.id })
    if (state === null) throw noSuchProgram()
    return presentPreview(unwrap(previewTheMoves(state, ctx.body.moves, ctx.now)))
  })
}

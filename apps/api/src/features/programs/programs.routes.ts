import { routes } from '@gatehouse/contracts'
import { deleteProgram, deleteUnusedSampleUsers, listFileDigests, loadSections, planOfState, transact } from '@gatehouse/db'
import { toPlanDocument } from '@gatehouse/plan-io'
import type { FastifyInstance } from 'fastify'
import { withEtag } from '../../app/answers.ts'
import { noSuchProgram } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import { runCommand } from '../../app/run-command.ts'
import { expectRevision, withCurrent } from '../../board/save-and-show.ts'
import { releaseFiles } from '../../files/release-files.ts'
import { decideBaseline } from './decide-baseline.ts'
import { decideHeadEdit } from './decide-head-edit.ts'
import { listMyPrograms } from './list-my-programs.ts'
import { loadProgram } from './load-program.ts'
import { presentSettings } from './present-settings.ts'
import { saveDecidedBaseline } from './save-decided-baseline.ts'
import { saveHeadEdit } from './save-head-edit.ts'

export const programsRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.programs.list, (ctx) => listMyPrograms(ctx.shell, ctx.actor.userId))
  registerWhole(app)
  registerSettings(app)
}

/** The plan as a whole: to read, to throw away. */
const registerWhole = (app: FastifyInstance): void => {
  registerRoute(app, routes.programs.plan, async (ctx) => {
    const program = await loadProgram(ctx)
    const plan = planOfState(program, await loadSections(ctx.shell.db, program.id))
    return withEtag(toPlanDocument(plan), program.revision)
  })
  registerRoute(app, routes.programs.remove, async (ctx) => {
    const { shell, program, actor } = ctx
    const files = await transact(shell.db, async (tx) => {
      const digests = await listFileDigests(tx, program.id)
      const deleted = await deleteProgram(tx, program.id)
      await deleteUnusedSampleUsers(tx)
      return deleted ? digests : null
    })
    if (files === null) throw noSuchProgram()
    await releaseFiles(shell, files)
    // The program's own record went with it: what is left is the server's log.
    ctx.log.warn({ program: program.slug, programId: program.id, userId: actor.userId }, 'program deleted')
    await shell.live.publishAccess('all')
    await shell.live.publish({ programId: program.id, revision: 0, changed: ['*'], actor: actor.name })
  })
}

const registerSettings = (app: FastifyInstance): void => {
  registerRoute(app, routes.programs.settings, async (ctx) => {
    const program = await loadProgram(ctx)
    return withEtag(presentSettings(program), program.revisions.head)
  })
  registerRoute(app, routes.programs.editHead, async (ctx) => {
    await withCurrent(
      async () => presentSettings(await loadProgram(ctx)),
      () =>
        runCommand(ctx, {
          decide: (program) => {
            expectRevision('program', program.head.slug, program.revisions.head, ctx.ifMatch)
            return decideHeadEdit(program, ctx.approver, ctx.body)
          },
          save: (tx, decision, program) => saveHeadEdit(tx, program.id, decision, ctx.ifMatch),
          audit: (decision) => decision.notes,
          changed: () => ['program'],
        }),
    )
    const program = await loadProgram(ctx)
    return withEtag(presentSettings(program), program.revisions.head)
  })
  registerRoute(app, routes.programs.setBaseline, async (ctx) => {
    const { programRevision } = await runCommand(ctx, {
      decide: (program) => decideBaseline(program, ctx.approver, ctx.body.reason),
      save: (tx, decision, program) => saveDecidedBaseline(tx, program.id, decision),
      audit: (decision) => decision.audit,
      changed: () => ['program', '*'],
    })
    return { programRevision }
  })
}

import { routes } from '@gatehouse/contracts'
import { ok, refuse } from '@gatehouse/core'
import { loadStoredProgram } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { noSuchProgram, ShellError } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import { runCommand } from '../../app/run-command.ts'
import type { CiReader, Shell } from '../../app/shell.ts'

const NOT_CONFIGURED = 'This server has no GitHub credentials, so it cannot read CI. Whoever runs it sets GITHUB_TOKEN or a GitHub App.'

const configured = (shell: Shell): CiReader => {
  if (shell.ci === null) throw new ShellError('github_not_configured', NOT_CONFIGURED)
  return shell.ci
}

export const ciRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.ci.get, async ({ shell, program }) => {
    const [state, stored] = await Promise.all([loadStoredProgram(shell.db, { id: program.id }), shell.boards.read(program.id)])
    if (state === null || stored === null) throw noSuchProgram()
    return {
      configured: shell.ci !== null,
      apiUrl: shell.ci?.apiUrl ?? shell.config.github.apiUrl,
      judged: stored.board.ci,
      reading: state.ci,
    }
  })

  registerRoute(
    app,
    routes.ci.read,
    async ({ shell, program }) => {
      if ((await configured(shell).readNow(program.slug)) === 'no_target') {
        throw new ShellError('release_target_missing', 'Choose the repository and the release SHA first: there is no commit to read CI of.')
      }
      const stored = await shell.boards.read(program.id)
      if (stored === null) throw noSuchProgram()
      return { programRevision: stored.revision, judged: stored.board.ci }
    },
    { perMinute: 30 },
  )

  registerRoute(
    app,
    routes.ci.dispatch,
    async (ctx) => {
      const { shell, program, body } = ctx
      const ci = configured(shell)
      const target = (await loadStoredProgram(shell.db, { id: program.id }))?.releaseTarget ?? null
      if (target?.sha == null) throw new ShellError('release_target_missing', 'Choose the release SHA first.')
      if (!target.workflows.some((workflow) => workflow.path === body.path))
        throw new ShellError('key_unknown', `${body.path} is not among this program’s workflows.`)
      const { runUrl } = await ci.dispatch(target, body.path, body.ref)
      // The run is started by now, whatever happens to the record; so the record is made even if the target moved meanwhile.
      await runCommand(ctx, {
        decide: (state) => (state.releaseTarget === null ? refuse('release_target_missing', 'The release target was removed.') : ok(null)),
        save: async () => undefined,
        audit: () => ({
          action: 'ci.dispatched',
          subjectKind: 'workflow',
          subjectKey: body.path,
          before: null,
          after: { ref: body.ref, sha: target.sha, runUrl },
        }),
        changed: () => ['ci'],
      })
      return { started: true, runUrl }
    },
    { perMinute: 10 },
  )
}

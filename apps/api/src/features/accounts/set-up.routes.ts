import { routes } from '@gatehouse/contracts'
import type { FastifyInstance } from 'fastify'
import { isSetUpLinkGood, needsSetUp, setUpFirstAccount } from '../../accounts/set-up.ts'
import { presentMe } from '../../app/present-me.ts'
import { registerRoute } from '../../app/register-route.ts'
import { startSession } from '../../accounts/sign-in.ts'

export const setUpRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.accounts.setupState, async ({ shell, query, now }) => {
    const needed = await needsSetUp(shell.db)
    return { needed, linkGood: needed && query.token !== undefined && (await isSetUpLinkGood(shell.db, query.token, now)) }
  })

  registerRoute(
    app,
    routes.accounts.setUp,
    async (ctx) => {
      const { token, name, email, password } = ctx.body
      const passwordHash = await ctx.shell.auth.hashPassword(password)
      const userId = await setUpFirstAccount(ctx.shell.db, token, { name, email, passwordHash }, ctx.now)
      ctx.log.info('the first account was made')
      await ctx.shell.live.publishAccess('all')
      await startSession(ctx, userId)
      return presentMe(ctx.shell, { userId, name, email, isAdmin: true })
    },
    { perMinute: 60 },
  )
}

import { routes } from '@gatehouse/contracts'
import { type Database, deleteSessions, findPasswordHash, listSessions, savePassword } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { limitAttempts } from '../../accounts/limit-sign-ins.ts'
import { ShellError } from '../../app/problems.ts'
import { presentMe } from '../../app/present-me.ts'
import { registerRoute } from '../../app/register-route.ts'
import type { Actor, BaseContext } from '../../app/route-context.ts'
import { signIn } from '../../accounts/sign-in.ts'

/** For what concerns a person's own log-in, a token is not enough: whoever finds one must not lock its owner out. */
const requireSession = (actor: Actor): string => {
  if (actor.sessionId === null) throw new ShellError('forbidden', 'This needs a signed-in session, not an API token.')
  return actor.sessionId
}

const passwordOf = async (ctx: BaseContext & { readonly actor: Actor }, password: string): Promise<true | null> => {
  const hash = await findPasswordHash(ctx.shell.db, ctx.actor.userId)
  return hash !== null && (await ctx.shell.auth.isPassword(hash, password)) ? true : null
}

const endSessionsExcept = async (db: Database, userId: string, kept: string): Promise<void> => {
  const sessions = await listSessions(db, userId, new Date())
  for (const { id } of sessions) if (id !== kept) await deleteSessions(db, userId, id)
}

export const sessionRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.accounts.me, (ctx) => presentMe(ctx.shell, ctx.actor))

  registerRoute(
    app,
    routes.accounts.signIn,
    async (ctx) => {
      const account = await signIn(ctx, ctx.body.email, ctx.body.password)
      return presentMe(ctx.shell, { ...account, userId: account.id })
    },
    { perMinute: 300 },
  )

  registerRoute(app, routes.accounts.signOut, async (ctx) => {
    requireSession(ctx.actor)
    ctx.http.reply.header('set-cookie', [...(await ctx.shell.auth.signOut(ctx.http.request.headers.cookie ?? ''))])
    await ctx.shell.live.publishAccess({ userId: ctx.actor.userId })
  })

  registerRoute(app, routes.accounts.listSessions, async (ctx) => {
    const rows = await listSessions(ctx.shell.db, ctx.actor.userId, new Date())
    return rows.map((row) => ({
      id: row.id,
      current: row.id === ctx.actor.sessionId,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: (row.id === ctx.actor.sessionId ? new Date(ctx.now) : row.createdAt).toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      userAgent: row.userAgent,
    }))
  })

  registerRoute(app, routes.accounts.endOtherSessions, async (ctx) => {
    await endSessionsExcept(ctx.shell.db, ctx.actor.userId, requireSession(ctx.actor))
    await ctx.shell.live.publishAccess({ userId: ctx.actor.userId })
  })

  registerRoute(app, routes.accounts.changePassword, async (ctx) => {
    const session = requireSession(ctx.actor)
    const who = { name: ctx.actor.email, address: ctx.http.request.ip, now: ctx.now }
    const isRight = await limitAttempts(ctx.shell.db, who, () => passwordOf(ctx, ctx.body.current))
    if (isRight === null) throw new ShellError('invalid_credentials', 'The present password is not right.')
    await savePassword(ctx.shell.db, ctx.actor.userId, await ctx.shell.auth.hashPassword(ctx.body.next), new Date(ctx.now))
    await endSessionsExcept(ctx.shell.db, ctx.actor.userId, session)
    await ctx.shell.live.publishAccess({ userId: ctx.actor.userId })
  })
}

import { routes } from '@gatehouse/contracts'
import { insertApiToken, listApiTokens, listPrograms, revokeApiToken } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { hashToken } from '../../accounts/access-cache.ts'
import { hintOf, newApiToken } from '../../accounts/secrets.ts'
import { noSuchProgram, ShellError } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import type { Actor } from '../../app/route-context.ts'
import { presentToken } from './present-accounts.ts'

const daysAfter = (now: string, days: number): string => new Date(Date.parse(now) + days * 86_400_000).toISOString()

/** A token never makes one that lives longer than itself. (Scope and program need no look: only an unbound `write` token gets here.) */
const checkNotLonger = (actor: Actor, expiresAt: string | null): void => {
  const limit = actor.token?.expiresAt ?? null
  if (limit !== null && (expiresAt === null || expiresAt > limit)) {
    throw new ShellError('forbidden', `A token cannot make one that lives longer than itself, which is until ${limit}.`)
  }
}

export const tokensRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.accounts.listTokens, async ({ shell, actor }) => {
    const slugs = new Map((await listPrograms(shell.db, { userId: actor.userId })).map(({ id, slug }) => [id, slug]))
    const tokens = (await listApiTokens(shell.db, actor.userId)).filter(({ revokedAt }) => revokedAt === null)
    return tokens.map((token) => presentToken(token, slugs.get(token.programId ?? '') ?? null))
  })

  registerRoute(
    app,
    routes.accounts.createToken,
    async ({ shell, actor, body, now }) => {
      const expiresAt = body.expiresInDays === null ? null : daysAfter(now, body.expiresInDays)
      checkNotLonger(actor, expiresAt)
      const membership = body.programSlug === null ? null : await shell.access.membershipOf(actor.userId, body.programSlug)
      if (body.programSlug !== null && membership === null) throw noSuchProgram()
      const token = newApiToken()
      const row = await insertApiToken(shell.db, {
        userId: actor.userId,
        name: body.name,
        tokenHash: hashToken(token),
        hint: hintOf(token),
        scopes: [...new Set(body.scopes)],
        programId: membership?.programId ?? null,
        now: new Date(now),
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      })
      return { token, row: presentToken(row, body.programSlug) }
    },
    { secretAnswer: true },
  )

  registerRoute(app, routes.accounts.revokeToken, async ({ shell, actor, params, now }) => {
    const isRevoked = await revokeApiToken(shell.db, actor.userId, params.id, new Date(now))
    if (!isRevoked) throw new ShellError('not_found', 'You have no such token.')
    await shell.live.publishAccess({ userId: actor.userId })
  })
}

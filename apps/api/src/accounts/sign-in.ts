import { findUserById, type UserAccount } from '@gatehouse/db'
import { limitAttempts } from './limit-sign-ins.ts'
import { ShellError } from '../app/problems.ts'
import type { BaseContext } from '../app/route-context.ts'

const cookiePair = (setCookie: string): string => setCookie.split(';')[0] ?? ''

/** Checks the password and puts the session cookie on the answer. A disabled account gets the same answer as a wrong password. */
export const signIn = async (ctx: BaseContext, email: string, password: string): Promise<UserAccount> => {
  const { shell } = ctx
  const { request, reply } = ctx.http
  const client = { address: request.ip, userAgent: request.headers['user-agent'] }
  const attempt = async (): Promise<UserAccount | null> => {
    const signedIn = await shell.auth.signIn(email, password, client)
    const account = signedIn === null ? null : await findUserById(shell.db, signedIn.userId)
    if (signedIn === null || account === null) return null
    if (account.disabledAt !== null) {
      await shell.auth.signOut(signedIn.cookies.map(cookiePair).join('; '))
      return null
    }
    reply.header('set-cookie', [...signedIn.cookies])
    return account
  }
  const account = await limitAttempts(shell.db, { name: email, address: request.ip, now: ctx.now }, attempt).catch((error: unknown) => {
    shell.metrics.signIns.inc({ outcome: 'limited' })
    throw error
  })
  shell.metrics.signIns.inc({ outcome: account === null ? 'refused' : 'signed_in' })
  if (account !== null) return account
  ctx.log.warn({ peer: request.ip }, 'sign-in refused')
  throw new ShellError('invalid_credentials', 'The e-mail address or the password is not right.')
}

/** Signs somebody in whose right to it a one-time link has shown. */
export const startSession = async (ctx: BaseContext, userId: string): Promise<void> => {
  const { request, reply } = ctx.http
  const { cookies } = await ctx.shell.auth.startSession(userId, { address: request.ip, userAgent: request.headers['user-agent'] })
  reply.header('set-cookie', [...cookies])
  ctx.shell.metrics.signIns.inc({ outcome: 'signed_in' })
}

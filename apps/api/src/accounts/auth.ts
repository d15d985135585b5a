/**
 * The only place that knows better-auth: passwords, sessions and their cookie. Its HTTP handler is not mounted; our own routes call
 * it, so that every way in has our access rules, limits and problem documents.
 */
import { createHmac } from 'node:crypto'
import { type Database, prismaOf } from '@gatehouse/db'
import { betterAuth } from 'better-auth/minimal'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import type { FastifyBaseLogger } from 'fastify'

/** A session lives this long from sign-in and is never lengthened. */
export const SESSION_DAYS = 7

export interface SessionFacts {
  readonly sessionId: string
  readonly userId: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}
export interface SignedIn {
  readonly userId: string
  /** Set-Cookie values for the answer. */
  readonly cookies: readonly string[]
}
export interface Client {
  readonly address: string
  readonly userAgent: string | undefined
}

export interface Auth {
  /** Name of the session cookie. */
  readonly cookieName: string
  /** null when the name or the password is wrong; an unknown name takes as long as a wrong password. */
  signIn(email: string, password: string, client: Client): Promise<SignedIn | null>
  /** A new session for an account whose right to it was shown otherwise (a set-up or invitation link). */
  startSession(userId: string, client: Client): Promise<SignedIn>
  /** The session behind a Cookie header, or null when its signature is wrong or it has ended. */
  readSession(cookieHeader: string): Promise<SessionFacts | null>
  /** Ends the session; answers the Set-Cookie values that remove it from the browser. */
  signOut(cookieHeader: string): Promise<readonly string[]>
  hashPassword(password: string): Promise<string>
  isPassword(hash: string, password: string): Promise<boolean>
}

export interface AuthOptions {
  readonly db: Database
  /** Signs the cookies; kept in the database so that replicas share it. */
  readonly secret: string
  readonly publicUrl: string | null
  readonly log: FastifyBaseLogger
}

export const createAuth = async ({ db, secret, publicUrl, log }: AuthOptions): Promise<Auth> => {
  const auth = betterAuth({
    appName: 'Gatehouse',
    baseURL: publicUrl ?? 'http://localhost',
    secret,
    database: prismaAdapter(prismaOf(db), { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 200 },
    session: { expiresIn: SESSION_DAYS * 86_400, disableSessionRefresh: true, cookieCache: { enabled: false } },
    // Our own limits count in the database, see limit-sign-ins.ts.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'gatehouse',
      useSecureCookies: publicUrl?.startsWith('https://') === true,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: ['x-peer-address'] },
    },
  })
  const context = await auth.$context
  const isRefused = (error: unknown): boolean =>
    typeof error === 'object' && error !== null && (error as { statusCode?: number }).statusCode === 401
  return {
    cookieName: context.authCookies.sessionToken.name,
    signIn: async (email, password, client) => {
      // Only the headers that it may see: X-Forwarded-For is not among them, the peer's address is what we say.
      const headers = new Headers({ 'x-peer-address': client.address })
      if (client.userAgent !== undefined) headers.set('user-agent', client.userAgent.slice(0, 300))
      try {
        const answer = await auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true })
        return { userId: answer.response.user.id, cookies: answer.headers.getSetCookie() }
      } catch (error) {
        if (isRefused(error)) return null
        throw error
      }
    },
    startSession: async (userId, client) => {
      const from = { ipAddress: client.address, userAgent: client.userAgent?.slice(0, 300) ?? '' }
      const session = await context.internalAdapter.createSession(userId, false, from)
      const { name, attributes } = context.authCookies.sessionToken
      const signature = createHmac('sha256', secret).update(session.token).digest('base64')
      const value = encodeURIComponent(`${session.token}.${signature}`)
      const secure = attributes.secure ? '; Secure' : ''
      return { userId, cookies: [`${name}=${value}; Max-Age=${SESSION_DAYS * 86_400}; Path=/; HttpOnly; SameSite=Lax${secure}`] }
    },
    readSession: async (cookie) => {
      const found = await auth.api.getSession({
        headers: new Headers({ cookie }),
        query: { disableCookieCache: true, disableRefresh: true },
      })
      if (found === null) return null
      return { sessionId: found.session.id, userId: found.user.id, expiresAt: new Date(found.session.expiresAt).getTime() }
    },
    signOut: async (cookie) => {
      const answer = await auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true }).catch((error: unknown) => {
        log.warn({ err: error }, 'a session could not be ended')
        throw error
      })
      return answer.headers.getSetCookie()
    },
    hashPassword: (password) => context.password.hash(password),
    isPassword: (hash, password) => context.password.verify({ hash, password }),
  }
}

/**
 * Who asks and what they hold, answered from memory. Every change of a session, token, role or account is told through the live hub
 * and forgets what it touches before the change is answered, so that it takes effect at the next request; entries also age out
 * after `FRESH_MS`, which bounds the staleness of a replica that cannot hear (its LISTEN connection is broken).
 */
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Role } from '@gatehouse/core'
import { type Database, findAccess, findApiToken, findUserById, listPrograms, touchApiToken, type UserAccount } from '@gatehouse/db'
import { ShellError } from '../app/problems.ts'
import type { Actor } from '../app/route-context.ts'
import type { AccessChange } from '../live/live-hub.ts'
import { type Auth, SESSION_DAYS } from './auth.ts'

export interface Held {
  readonly programId: string
  readonly slug: string
  readonly roles: readonly Role[]
  readonly handles: readonly string[]
}
export interface AccessCache {
  /** Who asks, by Authorization or Cookie; null when neither is there. Throws `unauthenticated` or `session_ended` when it is no good. */
  identify(headers: Pick<IncomingHttpHeaders, 'authorization' | 'cookie'>): Promise<Actor | null>
  /** What a user holds in a program, or null: no such program and no membership look the same. */
  membershipOf(userId: string, slug: string): Promise<Held | null>
  membershipsOf(userId: string): Promise<readonly Held[]>
  /** Who asks and what they hold in a program, as far as memory knows without waiting. null says "ask properly", never "no". */
  peek(headers: Pick<IncomingHttpHeaders, 'authorization' | 'cookie'>, slug: string): { readonly actor: Actor; readonly held: Held } | null
  /** Forgets what it knows; the hub calls it on every access change. */
  forget(change: AccessChange): void
}

const FRESH_MS = 5_000
const ENTRIES_MAX = 20_000
const TOUCH_MS = 60_000

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A map whose entries age out, and that starts anew rather than grow without bound. */
class Memory<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly at: number }>()
  get(key: string): V | undefined {
    const entry = this.#entries.get(key)
    return entry !== undefined && performance.now() - entry.at < FRESH_MS ? entry.value : undefined
  }
  set(key: string, value: V): void {
    if (this.#entries.size >= ENTRIES_MAX) this.#entries.clear()
    this.#entries.set(key, { value, at: performance.now() })
  }
  forget(isTouched: (value: V) => boolean): void {
    for (const [key, { value }] of this.#entries) if (isTouched(value)) this.#entries.delete(key)
  }
}

interface KnownActor {
  readonly actor: Actor
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

const ended = (): ShellError => new ShellError('session_ended', 'This session has ended. Sign in again.')
const badToken = (): ShellError => new ShellError('unauthenticated', 'This API token is not known, has expired or was revoked.')

const actorOf = (account: UserAccount, via: Pick<Actor, 'sessionId' | 'signedInAt' | 'token'>): Actor => ({
  userId: account.id,
  name: account.name,
  email: account.email,
  isAdmin: account.isAdmin,
  ...via,
})

export const createAccessCache = (db: Database, auth: Auth, clock: () => string, onError: (error: unknown) => void): AccessCache => {
  const actors = new Memory<KnownActor>()
  const held = new Memory<{ readonly userId: string; readonly held: Held | null }>()
  const touched = new Map<string, number>()
  /** Counts what was forgotten: an answer that was being loaded meanwhile is not remembered. */
  let generation = 0

  const touch = (id: string): void => {
    const now = Date.now()
    if (now - (touched.get(id) ?? 0) < TOUCH_MS) return
    if (touched.size > ENTRIES_MAX) touched.clear()
    touched.set(id, now)
    touchApiToken(db, id, new Date(clock())).catch(onError)
  }
  const loadTokenActor = async (token: string): Promise<KnownActor> => {
    const row = await findApiToken(db, hashToken(token), new Date(clock()))
    if (row === null) throw badToken()
    const via = {
      id: row.id,
      name: row.name,
      scopes: row.scopes,
      programId: row.programId,
      expiresAt: row.expiresAt?.toISOString() ?? null,
    }
    return {
      actor: actorOf(row.user, { sessionId: null, signedInAt: null, token: via }),
      expiresAt: row.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    }
  }
  const loadSessionActor = async (cookie: string): Promise<KnownActor> => {
    const session = await auth.readSession(cookie)
    const account = session === null ? null : await findUserById(db, session.userId)
    if (session === null || account === null || account.disabledAt !== null) throw ended()
    // Sessions are never lengthened, so their end tells when they began.
    const signedInAt = session.expiresAt - SESSION_DAYS * 86_400_000
    return { actor: actorOf(account, { sessionId: session.sessionId, signedInAt, token: null }), expiresAt: session.expiresAt }
  }
  const remembered = async (key: string, load: () => Promise<KnownActor>): Promise<KnownActor> => {
    const known = actors.get(key)
    if (known !== undefined) return known
    const before = generation
    const loaded = await load()
    if (generation === before) actors.set(key, loaded)
    return loaded
  }
  const tokenOf = (header: string): string | undefined => /^Bearer ([\x21-\x7e]{20,300})$/i.exec(header)?.[1]
  const byToken = async (header: string): Promise<Actor> => {
    const token = tokenOf(header)
    if (token === undefined) throw badToken()
    const { actor, expiresAt } = await remembered(`token ${token}`, () => loadTokenActor(token))
    if (expiresAt <= Date.parse(clock())) throw badToken()
    if (actor.token !== null) touch(actor.token.id)
    return actor
  }
  const bySession = async (value: string): Promise<Actor> => {
    const cookie = `${auth.cookieName}=${value}`
    const { actor, expiresAt } = await remembered(cookie, () => loadSessionActor(cookie))
    // Sessions end by the machine's own time, whatever clock the rest goes by.
    if (expiresAt <= Date.now()) throw ended()
    return actor
  }
  const membershipOf = async (userId: string, slug: string): Promise<Held | null> => {
    const key = `${userId} ${slug}`
    const known = held.get(key)
    if (known !== undefined) return known.held
    const before = generation
    const found = await findAccess(db, { slug }, userId)
    const loaded =
      found === null || found.roles.length === 0 ? null : { programId: found.programId, slug, roles: found.roles, handles: found.handles }
    if (generation === before) held.set(key, { userId, held: loaded })
    return loaded
  }
  const membershipsOf = async (userId: string): Promise<readonly Held[]> => {
    const programs = await listPrograms(db, { userId })
    const all = await Promise.all(programs.map(({ slug }) => membershipOf(userId, slug)))
    return all.filter((each) => each !== null)
  }
  const cookiePattern = new RegExp(`(?:^|;\\s*)${auth.cookieName.replaceAll('.', '\\.')}=([^;]+)`)
  const peekActor = (authorization: string | undefined, cookie: string | undefined): Actor | null => {
    if (authorization !== undefined) {
      const known = actors.get(`token ${tokenOf(authorization) ?? ''}`)
      if (known === undefined || known.expiresAt <= Date.parse(clock())) return null
      if (known.actor.token !== null) touch(known.actor.token.id)
      return known.actor
    }
    const value = cookie === undefined ? undefined : cookiePattern.exec(cookie)?.[1]
    const known = value === undefined || value.length > 500 ? undefined : actors.get(`${auth.cookieName}=${value}`)
    return known === undefined || known.expiresAt <= Date.now() ? null : known.actor
  }
  return {
    peek: ({ authorization, cookie }, slug) => {
      const actor = peekActor(authorization, cookie)
      const holds = actor === null ? null : (held.get(`${actor.userId} ${slug}`)?.held ?? null)
      return actor === null || holds === null ? null : { actor, held: holds }
    },
    identify: async ({ authorization, cookie }) => {
      if (authorization !== undefined) return byToken(authorization)
      const value = cookie === undefined ? undefined : cookiePattern.exec(cookie)?.[1]
      return value === undefined || value.length > 500 ? null : bySession(value)
    },
    membershipOf,
    membershipsOf,
    forget: (change) => {
      generation += 1
      actors.forget((known) => change === 'all' || known.actor.userId === change.userId)
      held.forget((known) => change === 'all' || known.userId === change.userId)
    },
  }
}

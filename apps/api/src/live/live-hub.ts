/**
 * Live updates: who listens to which program, and what they are told. A change is told to the listeners of this process at once and
 * to other replicas through the database's NOTIFY; each message is made into bytes once and written raw to every socket.
 */
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Database } from '@gatehouse/db'
import { listen, notify } from '@gatehouse/db'
import type { FastifyBaseLogger } from 'fastify'

export interface Change {
  readonly programId: string
  /** The program's revision after the change. */
  readonly revision: number
  /** `gate:G3`, `task:L4-D1`, `program` … ; `*` when it is not known. */
  readonly changed: readonly string[]
  readonly actor: string | null
}
/** Whose access may have changed: a user, or everybody. */
export type AccessChange = { readonly userId: string } | 'all'

interface Listener {
  readonly userId: string
  readonly socket: ServerResponse
  /** Whether it may still listen; asked again whenever access changes, and every few seconds. */
  readonly mayListen: () => Promise<boolean>
}

export interface LiveHub {
  /** Tells of a committed change. */
  publish(change: Change): Promise<void>
  /** Tells that a session ended, a role or an account changed: caches forget, and streams of whoever lost access close. */
  publishAccess(change: AccessChange): Promise<void>
  /** Calls `handler` on every change in any replica; a gap (changes may have been missed) is told as null. For caches. */
  onChange(handler: (change: Change | null) => void): void
  onAccessChange(handler: (change: AccessChange) => void): void
  /** Adds an open stream. False when this user has too many, or the server is full or closing. */
  add(programId: string, listener: Listener): boolean
  start(): Promise<void>
  /** Closes all streams and stops listening. */
  close(): Promise<void>
  readonly size: number
}

const CHANNEL = 'gatehouse_live'
const HEARTBEAT_MS = 20_000
/** Upper bound of how long a stream outlives its access when no message told of the change. */
const RECHECK_MS = 3_000
export const LISTENERS_PER_USER = 30
const LISTENERS_MAX = 5_000
/** A reader this far behind is cut off; it comes back with Last-Event-ID and loses nothing. */
const UNREAD_BYTES_MAX = 1_000_000

type Message = { readonly from: string } & ({ readonly change: Change } | { readonly access: AccessChange })

/** One message of the stream. Without a name, so that `onmessage` gets it; the id is the revision. */
export const eventText = (change: Pick<Change, 'revision' | 'changed' | 'actor'>): string =>
  `id: ${change.revision}\ndata: ${JSON.stringify({ revision: change.revision, changed: change.changed, actor: change.actor })}\n\n`

/** Postgres takes at most 8,000 bytes in a notification. */
const shortened = (change: Change): Change => (JSON.stringify(change).length > 6_000 ? { ...change, changed: ['*'] } : change)

export const createLiveHub = (db: Database, log: FastifyBaseLogger, onSize: (size: number) => void = () => undefined): LiveHub => {
  const me = randomUUID()
  const byProgram = new Map<string, Set<Listener>>()
  const perUser = new Map<string, number>()
  const changeHandlers: ((change: Change | null) => void)[] = []
  const accessHandlers: ((change: AccessChange) => void)[] = []
  const timers: NodeJS.Timeout[] = []
  let stop: (() => Promise<void>) | null = null
  let size = 0
  let isClosing = false

  const all = (): Listener[] => [...byProgram.values()].flatMap((listeners) => [...listeners])
  const resize = (userId: string, by: 1 | -1): void => {
    size += by
    const count = (perUser.get(userId) ?? 0) + by
    if (count === 0) perUser.delete(userId)
    else perUser.set(userId, count)
    onSize(size)
  }
  const remove = (programId: string, listener: Listener): void => {
    const listeners = byProgram.get(programId)
    if (listeners?.delete(listener) !== true) return
    if (listeners.size === 0) byProgram.delete(programId)
    resize(listener.userId, -1)
  }
  const write = (listener: Listener, bytes: Buffer): void => {
    if (listener.socket.writableLength > UNREAD_BYTES_MAX) listener.socket.destroy()
    else listener.socket.write(bytes)
  }
  const closeIfLost = async (listener: Listener): Promise<void> => {
    // An error (the database is away) is no proof of lost access: the next round asks again.
    const may = await listener.mayListen().catch(() => true)
    if (!may) listener.socket.end('event: closed\ndata: {}\n\n')
  }
  const recheck = (listeners: readonly Listener[]): void => {
    for (const listener of listeners) void closeIfLost(listener)
  }
  const tellChange = (change: Change): void => {
    for (const handler of changeHandlers) handler(change)
    const listeners = byProgram.get(change.programId)
    if (listeners === undefined) return
    const bytes = Buffer.from(eventText(change))
    for (const listener of listeners) write(listener, bytes)
  }
  const tellAccess = (change: AccessChange): void => {
    for (const handler of accessHandlers) handler(change)
    recheck(change === 'all' ? all() : all().filter((listener) => listener.userId === change.userId))
  }
  const hear = (payload: string): void => {
    const message: Message = JSON.parse(payload)
    if (message.from === me) return
    if ('change' in message) tellChange(message.change)
    else tellAccess(message.access)
  }
  const send = async (message: Message): Promise<void> => {
    // The change is committed: that other replicas hear of it late must not turn it into an error for whoever made it.
    await notify(db, CHANNEL, JSON.stringify(message)).catch((error: unknown) =>
      log.warn({ err: error }, 'other replicas were not told of a change'),
    )
  }
  return {
    publish: async (change) => {
      tellChange(change)
      await send({ from: me, change: shortened(change) })
    },
    publishAccess: async (access) => {
      tellAccess(access)
      await send({ from: me, access })
    },
    onChange: (handler) => void changeHandlers.push(handler),
    onAccessChange: (handler) => void accessHandlers.push(handler),
    add: (programId, listener) => {
      if (isClosing || size >= LISTENERS_MAX || (perUser.get(listener.userId) ?? 0) >= LISTENERS_PER_USER) return false
      const listeners = byProgram.get(programId) ?? new Set()
      byProgram.set(programId, listeners.add(listener))
      resize(listener.userId, 1)
      listener.socket.on('close', () => remove(programId, listener))
      listener.socket.on('error', () => remove(programId, listener))
      return true
    },
    start: async () => {
      stop = await listen(db, CHANNEL, hear, () => {
        for (const handler of changeHandlers) handler(null)
        tellAccess('all')
        // Whoever listens reads the program again: `*` says that anything may have changed.
        for (const [programId, listeners] of byProgram) {
          const bytes = Buffer.from(`data: ${JSON.stringify({ revision: 0, changed: ['*'], actor: null })}\n\n`)
          for (const listener of listeners) write(listener, bytes)
          log.info({ programId, listeners: listeners.size }, 'listeners were told to read again')
        }
      })
      const beat = Buffer.from(': beat\n\n')
      timers.push(setInterval(() => all().forEach((listener) => write(listener, beat)), HEARTBEAT_MS))
      timers.push(setInterval(() => recheck(all()), RECHECK_MS))
      for (const timer of timers) timer.unref()
    },
    close: async () => {
      isClosing = true
      for (const timer of timers) clearInterval(timer)
      for (const listener of all()) listener.socket.end()
      await stop?.()
    },
    get size() {
      return size
    },
  }
}

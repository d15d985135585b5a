/**
 * Limits on guessing passwords. They count failures in the database, so that a restart or another replica does not start them anew,
 * and by the peer's own address: X-Forwarded-For is believed from configured proxies only.
 */
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { clearLoginAttempts, type Database, recordLoginAttempt, uncountLoginAttempt } from '@gatehouse/db'
import { ShellError } from '../app/problems.ts'

export const WINDOW_MINUTES = 15
/** Failures per account name within the window, whether the account exists or not. */
export const FAILURES_PER_NAME = 10
/** Failures per peer address within the window. */
export const FAILURES_PER_PEER = 30

/** One household or host usually has a whole /64 of IPv6. */
const peerOf = (address: string): string => {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const groups = address.includes('::') ? [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right] : left
  return `${groups.slice(0, 4).join(':')}::/64`
}
/** Hashed: people type passwords into the name field. */
const nameSubject = (name: string): string => `name:${createHash('sha256').update(name.trim().toLowerCase()).digest('hex')}`

const tooMany = (): ShellError =>
  new ShellError('rate_limited', `Too many failed attempts. Wait ${WINDOW_MINUTES} minutes, then try again.`, {
    headers: { 'retry-after': String(WINDOW_MINUTES * 60) },
  })

/** A subject found over its limit is not asked about again for this long: refusing costs no database then. */
const REMEMBERED_MS = 5_000
const REMEMBERED_MAX = 10_000
const overLimit = new WeakMap<Database, Map<string, number>>()

const rememberedOf = (db: Database): Map<string, number> => {
  const known = overLimit.get(db) ?? new Map<string, number>()
  overLimit.set(db, known)
  if (known.size > REMEMBERED_MAX) known.clear()
  return known
}

/** Counts an attempt of a subject; takes it back and throws when it is one too many. */
const countAttempt = async (db: Database, subject: string, limit: number, at: Date): Promise<void> => {
  const since = new Date(at.getTime() - WINDOW_MINUTES * 60_000)
  if ((await recordLoginAttempt(db, subject, at, since)) <= limit) return
  // What was not let through was no guess: counting it would let anybody lock an account for ever.
  await uncountLoginAttempt(db, subject, at)
  rememberedOf(db).set(subject, at.getTime() + REMEMBERED_MS)
  throw tooMany()
}

/**
 * Runs one attempt. It is counted before the password is looked at and taken back when it was right, so that a thousand attempts at
 * once are counted like a thousand in a row. `attempt` answers null for a failure. Throws `rate_limited`.
 */
export const limitAttempts = async <T>(
  db: Database,
  who: { readonly name: string; readonly address: string; readonly now: string },
  attempt: () => Promise<T | null>,
): Promise<T | null> => {
  const name = nameSubject(who.name)
  const peer = `peer:${peerOf(who.address)}`
  const at = new Date(who.now)
  const remembered = rememberedOf(db)
  if ([name, peer].some((subject) => (remembered.get(subject) ?? 0) > at.getTime())) throw tooMany()
  await countAttempt(db, name, FAILURES_PER_NAME, at)
  try {
    await countAttempt(db, peer, FAILURES_PER_PEER, at)
  } catch (error) {
    await uncountLoginAttempt(db, name, at)
    throw error
  }
  const result = await attempt()
  if (result !== null) {
    await clearLoginAttempts(db, name)
    // Only this one: with an account of their own, somebody could otherwise wipe their guesses at others.
    await uncountLoginAttempt(db, peer, at)
  }
  return result
}

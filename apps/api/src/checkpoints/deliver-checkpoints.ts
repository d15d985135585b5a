/**
 * Hands checkpoints over to whoever keeps them outside: a webhook, a mailbox. What is not taken is tried again, less and less often, for a
 * week. Of several replicas each may deliver one, and a server that stops in between delivers it again: a checkpoint arrives at least once.
 */
import { type CheckpointRow, type Database, listUndelivered, noteDelivery, type PendingCheckpoint } from '@gatehouse/db'
import type { Config } from '../config/read-config.ts'
import type { HandOver } from './hand-over.ts'
import { postWebhook } from './post-webhook.ts'
import { sendMail } from './send-mail.ts'

const WEEK_MS = 7 * 86_400_000
const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 3_600_000
const AT_ONCE = 200
/** So many failures one after the other: whoever is named is away, and the rest can wait. */
const PATIENCE = 3

type Destination = 'webhook' | 'mail'
interface Trying {
  /** Who has it already. */
  readonly taken: Set<Destination>
  pauseMs: number
  /** By the server's clock, milliseconds. */
  notBefore: number
}

export interface Delivery {
  /** Hands over what waits and may be tried now. Comes back when that is done. */
  run(): Promise<void>
  /** Breaks off what is under way, and waits for it. */
  close(): Promise<void>
}
export interface DeliveryDeps {
  readonly db: Database
  readonly clock: () => string
  readonly config: Config['checkpoints']
  /** Told of each try. */
  readonly onTried: (outcome: 'delivered' | 'failed', error: string | null) => void
}

const destinationsOf = ({ webhookUrl, mail }: Config['checkpoints']): ReadonlyMap<Destination, HandOver> =>
  new Map<Destination, HandOver>([
    ...(webhookUrl === null ? [] : [['webhook', postWebhook(webhookUrl)] as const]),
    ...(mail === null ? [] : [['mail', sendMail(mail)] as const]),
  ])

const nameOf = (program: string, { seq, reason }: Pick<CheckpointRow, 'seq' | 'reason'>): string => `${program} ${seq} ${reason}`

export const createDelivery = ({ db, clock, config, onTried }: DeliveryDeps): Delivery => {
  const destinations = destinationsOf(config)
  const trying = new Map<string, Trying>()
  const stop = new AbortController()
  let running: Promise<void> | null = null
  let isAskedAgain = false

  /** Null: everybody has it. */
  const handOver = async (checkpoint: PendingCheckpoint, taken: Set<Destination>): Promise<string | null> => {
    const errors: string[] = []
    for (const [name, give] of destinations) {
      if (taken.has(name)) continue
      const error = await give(checkpoint, stop.signal)
      if (error === null) taken.add(name)
      else errors.push(error)
    }
    return errors.length === 0 ? null : errors.join(' ')
  }

  const tryOne = async (checkpoint: PendingCheckpoint, nowMs: number): Promise<boolean> => {
    const name = nameOf(checkpoint.program.id, checkpoint)
    const attempt = trying.get(name) ?? { taken: new Set<Destination>(), pauseMs: FIRST_PAUSE_MS, notBefore: 0 }
    const error = await handOver(checkpoint, attempt.taken)
    // Broken off by a stop, not by them: the next start tries again and says nothing here.
    if (error !== null && stop.signal.aborted) return false
    await noteDelivery(db, checkpoint.program.id, checkpoint, error === null ? { deliveredAt: clock() } : { error })
    onTried(error === null ? 'delivered' : 'failed', error)
    if (error === null) trying.delete(name)
    else trying.set(name, { ...attempt, notBefore: nowMs + attempt.pauseMs, pauseMs: Math.min(LONGEST_PAUSE_MS, attempt.pauseMs * 2) })
    return error === null
  }

  const round = async (): Promise<void> => {
    const nowMs = Date.parse(clock())
    const waiting = await listUndelivered(db, new Date(nowMs - WEEK_MS).toISOString(), AT_ONCE)
    const present = new Set(waiting.map((each) => nameOf(each.program.id, each)))
    for (const name of trying.keys()) if (!present.has(name)) trying.delete(name)
    let failures = 0
    for (const checkpoint of waiting) {
      if (stop.signal.aborted || failures >= PATIENCE) return
      if ((trying.get(nameOf(checkpoint.program.id, checkpoint))?.notBefore ?? 0) > nowMs) continue
      failures = (await tryOne(checkpoint, nowMs)) ? 0 : failures + 1
    }
  }

  const rounds = async (): Promise<void> => {
    do {
      isAskedAgain = false
      await round()
    } while (isAskedAgain && !stop.signal.aborted)
  }

  const run = (): Promise<void> => {
    if (destinations.size === 0 || stop.signal.aborted) return Promise.resolve()
    isAskedAgain = true
    running ??= rounds().finally(() => {
      running = null
    })
    return running
  }
  return {
    run,
    close: async () => {
      stop.abort()
      await running?.catch(() => undefined)
    },
  }
}

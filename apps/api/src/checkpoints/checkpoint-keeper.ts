/**
 * Checkpoints of every program's record: its end, signed, so that cutting it off shows as soon as one is kept elsewhere. One is made after each
 * sign-off, each day in which something was recorded, and when somebody asks for one.
 */
import { envelopeText, type Signer, sealCheckpoint } from '@gatehouse/bundle'
import { type CheckpointReason, type CheckpointRow, type Database, listDueCheckpoints, makeCheckpoint } from '@gatehouse/db'
import type { FastifyBaseLogger } from 'fastify'
import type { Metrics } from '../app/metrics.ts'
import type { Config } from '../config/read-config.ts'
import { createDelivery } from './deliver-checkpoints.ts'

export interface CheckpointKeeper {
  /** Signs the end of a program's record, or finds that it is signed already; null: there is no such program, or nothing on its record. */
  make(programId: string, reason: CheckpointReason): Promise<CheckpointRow | null>
  /** The same after a sign-off. Never throws: the sign-off is saved, and a clock makes up for a checkpoint that could not be made. */
  afterSignOff(programId: string): Promise<void>
  /** Makes what is due and hands over what waits. For a clock; never throws. */
  tick(): Promise<void>
  /** Hands nothing over any more; waits for what is under way. */
  close(): Promise<void>
}
export interface CheckpointDeps {
  readonly db: Database
  /** The present instant, ISO 8601 UTC. */
  readonly clock: () => string
  /** Signs now; asked each time, because keys change. */
  readonly signer: () => Signer
  readonly config: Pick<Config, 'checkpoints'>
  readonly metrics: Pick<Metrics, 'checkpoints'>
  readonly log: FastifyBaseLogger
  /** Told of failures that no request waits for. */
  readonly onError: (error: unknown) => void
}

export const createCheckpointKeeper = (deps: CheckpointDeps): CheckpointKeeper => {
  const { db, clock, signer, config, metrics, log, onError } = deps
  const delivery = createDelivery({
    ...{ db, clock, config: config.checkpoints },
    onTried: (outcome, error) => {
      metrics.checkpoints.inc({ event: outcome })
      if (error !== null) log.warn({ reason: error }, 'a checkpoint could not be delivered and is tried again')
    },
  })

  const make: CheckpointKeeper['make'] = async (programId, reason) => {
    const at = clock()
    const made = await makeCheckpoint(db, { programId, reason, at }, ({ slug, seq, hash }) => {
      const by = signer()
      return { keyId: by.publicKey.keyId, envelope: envelopeText(sealCheckpoint({ programId, slug, seq, hash, at, reason }, by)) }
    })
    if (made?.isNew === true) {
      metrics.checkpoints.inc({ event: 'made' })
      // Nobody waits for whoever keeps it outside.
      delivery.run().catch(onError)
    }
    return made?.checkpoint ?? null
  }

  return {
    make,
    afterSignOff: async (programId) => {
      try {
        await make(programId, 'sign_off')
      } catch (error) {
        onError(error)
      }
    },
    tick: async () => {
      try {
        for (const { programId, reason } of await listDueCheckpoints(db, clock())) await make(programId, reason)
        await delivery.run()
      } catch (error) {
        onError(error)
      }
    },
    close: () => delivery.close(),
  }
}

const TICK_MS = 60_000
const FIRST_TICK_MS = 3_000

/** Ticks until the answer is called, which waits for the tick under way. */
export const startCheckpointClock = (
  { checkpoints }: { readonly checkpoints: CheckpointKeeper },
  everyMs = TICK_MS,
): (() => Promise<void>) => {
  let tick: Promise<void> = Promise.resolve()
  let isStopped = false
  let timer: NodeJS.Timeout
  const next = (inMs: number): void => {
    timer = setTimeout(() => {
      tick = checkpoints.tick().then(() => {
        if (!isStopped) next(everyMs)
      })
    }, inMs)
    timer.unref()
  }
  next(Math.min(FIRST_TICK_MS, everyMs))
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await tick
  }
}

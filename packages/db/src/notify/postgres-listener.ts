import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../open/driver.ts'

export interface ListenOptions {
  readonly config: pg.ClientConfig
  /** A plain identifier, checked by the caller. */
  readonly channel: string
  readonly handler: (payload: string) => void
  /** Called after a reconnection: notifications sent meanwhile are lost. */
  readonly onGap: () => void
  readonly log: Log
}

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 10_000

/** LISTEN on a connection of its own, made again whenever it breaks. The first connection's failure is thrown. */
export const listenOnPostgres = async ({ config, channel, handler, onGap, log }: ListenOptions): Promise<() => Promise<void>> => {
  const stopping = new AbortController()
  let client: pg.Client | null = null
  const connect = async (): Promise<void> => {
    const next = new pg.Client(config)
    // Both events tell of one break; only the first of them reconnects.
    let isBroken = false
    const onBreak = (error?: Error): void => {
      if (isBroken || stopping.signal.aborted || client !== next) return
      isBroken = true
      log.warn({ channel, error: error?.message ?? 'connection ended' }, 'live updates lost their database connection')
      void reconnect()
    }
    next.on('error', onBreak)
    next.on('end', () => onBreak())
    next.on('notification', (message) => {
      if (message.channel === channel) handler(message.payload ?? '')
    })
    try {
      await next.connect()
      await next.query(`LISTEN ${channel}`)
    } catch (error) {
      await next.end().catch(() => undefined)
      throw error
    }
    client = next
  }
  const reconnect = async (): Promise<void> => {
    let pause = FIRST_PAUSE_MS
    while (!stopping.signal.aborted) {
      try {
        await connect()
        if (stopping.signal.aborted) await client?.end()
        else onGap()
        return
      } catch (error) {
        log.warn({ channel, error: error instanceof Error ? error.message : String(error) }, 'live updates cannot reach the database yet')
      }
      await wait(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    }
  }
  await connect()
  return async () => {
    stopping.abort()
    await client?.end().catch(() => undefined)
  }
}

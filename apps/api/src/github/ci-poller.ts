/** Reads CI of every program with a release SHA, and what its evidence names on the host, again and again, because webhooks get lost. Programs one after the other, calmly. */
import { listPolledPrograms } from '@gatehouse/db'
import type { CiReader, Shell } from '../app/shell.ts'

export const POLL_EVERY_MS = 3 * 60_000
/** A reading this young was made by another replica, or on demand. */
const YOUNG_MS = 2 * 60_000

/** Starts polling; the answer stops it and waits for what is under way. A failure is counted and logged, and never ends the polling. */
export function startCiPoller(
  shell: Pick<Shell, 'db' | 'clock' | 'log' | 'metrics'>,
  ci: CiReader,
  everyMs = POLL_EVERY_MS,
): () => Promise<void> {
  let round: Promise<void> = Promise.resolve()
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  const readAll = async () => {
    try {
      for (const program of await listPolledPrograms(shell.db)) {
        if (stopped) return
        const age = program.readAt === null ? Number.POSITIVE_INFINITY : Date.parse(shell.clock()) - Date.parse(program.readAt)
        if (age < YOUNG_MS) continue
        await ci.readNow(program.slug)
        await ci.observe(program.slug)
      }
    } catch (error) {
      shell.metrics.backgroundErrors.inc({ where: 'ci-poller' })
      shell.log.error({ err: error }, 'background work failed: ci-poller')
    }
  }
  const next = (inMs: number) => {
    timer = setTimeout(() => {
      round = readAll().then(() => {
        if (!stopped) next(everyMs)
      })
    }, inMs)
    timer.unref()
  }
  // Soon after the start, so that a restart does not leave the board with an old reading.
  next(Math.min(2_000, everyMs))
  return async () => {
    stopped = true
    clearTimeout(timer)
    await round
  }
}

import type { FastifyInstance } from 'fastify'

const TICK_MS = 5_000

/** While anybody listens, boards that time has changed are made anew without being asked for, so that screens follow the clock. */
export const keepBoardsFresh = (app: FastifyInstance): void => {
  const { shell } = app
  const timer = setInterval(() => {
    if (shell.live.size === 0) return
    shell.boards.tick().catch((error: unknown) => {
      shell.metrics.backgroundErrors.inc({ where: 'board clock' })
      shell.log.warn({ err: error }, 'a board could not follow the clock')
    })
  }, TICK_MS)
  timer.unref()
  app.addHook('onClose', async () => clearInterval(timer))
}

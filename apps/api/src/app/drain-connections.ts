import type { FastifyInstance } from 'fastify'

const LOOK_EVERY_MS = 100

/** While the server stops: a connection whose request was answered is closed rather than kept for the next one. */
export const drainConnections = (app: FastifyInstance): void => {
  let timer: NodeJS.Timeout | undefined
  app.addHook('preClose', async () => {
    timer = setInterval(() => app.server.closeIdleConnections(), LOOK_EVERY_MS)
  })
  app.addHook('onClose', async () => clearInterval(timer))
}

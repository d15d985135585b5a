import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes a file and watches over its arrival itself. */
    isUpload?: boolean
  }
}

/** How long the body of any request but an upload may take. */
const BODY_MS = 60_000

/**
 * A socket that never finishes its body is not kept. Node's own limit holds for all routes alike and would cut large uploads off; headers
 * are still limited by it.
 */
export const limitSlowBodies = (app: FastifyInstance, bodyMs = BODY_MS): void => {
  app.addHook('onRequest', (request, _reply, done) => {
    const { raw } = request
    const hasBody = raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0
    if (hasBody && request.routeOptions.config.isUpload !== true) {
      const giveUp = setTimeout(() => raw.destroy(), bodyMs)
      giveUp.unref()
      const stop = (): void => clearTimeout(giveUp)
      raw.once('end', stop).once('close', stop)
    }
    done()
  })
}

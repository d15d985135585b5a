import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes a file and watches over its arrival itself. */
    isUpload?: boolean
  }
}

/** Milliseconds. */
interface BodyLimits {
  /** How long the body of any request but an upload may take. */
  readonly arrival: number
  /** How long somebody may go on sending who has been answered already. */
  readonly rest: number
}
const LIMITS: BodyLimits = { arrival: 60_000, rest: 5_000 }

const cutOffAfter = (raw: IncomingMessage, ms: number): void => {
  const giveUp = setTimeout(() => raw.destroy(), ms)
  giveUp.unref()
  const stop = (): void => clearTimeout(giveUp)
  raw.once('end', stop).once('close', stop)
}

/**
 * A socket that never finishes its body is not kept. Node's own limit holds for all routes alike and would cut large uploads off; headers
 * are still limited by it.
 */
export const limitSlowBodies = (app: FastifyInstance, { arrival, rest } = LIMITS): void => {
  app.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request.raw
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
    if (hasBody && request.routeOptions.config.isUpload !== true) cutOffAfter(request.raw, arrival)
    done()
  })
  // An upload that was refused: Node reads its rest away so that the answer is not lost, but not for ever.
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.routeOptions.config.isUpload === true && !request.raw.readableEnded) cutOffAfter(request.raw, rest)
    done()
  })
}

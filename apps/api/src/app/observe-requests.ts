import type { FastifyInstance } from 'fastify'

const SLOW_MS = 1_000

/**
 * One log line per write, failure or slow request, one histogram for all. Lines name the route's pattern, never the URL: paths carry
 * invitation tokens.
 */
export const observeRequests = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const { elapsedTime, statusCode } = reply
    app.shell.metrics.requests.observe({ method: request.method, route, status: String(statusCode) }, elapsedTime / 1000)
    const isWorthALine = request.method !== 'GET' || statusCode >= 500 || elapsedTime > SLOW_MS
    const facts = { method: request.method, route, status: statusCode, ms: Math.round(elapsedTime) }
    if (isWorthALine)
      request.log.info({ ...facts, program: request.granted?.program?.slug, userId: request.granted?.actor?.userId }, 'request')
    else request.log.debug(facts, 'request')
  })
}

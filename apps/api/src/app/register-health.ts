import { DatabaseIsNewer, pendingMigrations } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'

/** For supervisors and Prometheus: no account needed, and nothing of any program in the answers. */
export const registerHealth = (app: FastifyInstance): void => {
  const { db, metrics } = app.shell
  app.get('/healthz', { schema: { hide: true } as object }, () => ({ status: 'alive' }))

  app.get('/readyz', { schema: { hide: true } as object }, async (request, reply) => {
    try {
      const pending = await pendingMigrations(db)
      if (pending.length === 0) return { status: 'ready', database: db.kind }
      return reply.code(503).send({ status: 'not ready', reason: 'migrations are pending', pending })
    } catch (error) {
      request.log.warn({ err: error }, 'not ready')
      const reason = error instanceof DatabaseIsNewer ? error.message : 'the database cannot be reached'
      return reply.code(503).send({ status: 'not ready', reason })
    }
  })

  app.get('/metrics', { schema: { hide: true } as object }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}

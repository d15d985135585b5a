import { routes } from '@gatehouse/contracts'
import type { FastifyInstance } from 'fastify'
import { registerRoute } from '../../app/register-route.ts'
import { listLog } from './list-log.ts'

export const recordRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.record.log, (ctx) => listLog(ctx.shell.db, ctx.program.id, ctx.query))
}

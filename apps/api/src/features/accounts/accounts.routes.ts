import type { FastifyInstance } from 'fastify'
import { administrationRoutes } from './administration.routes.ts'
import { sessionRoutes } from './session.routes.ts'
import { setUpRoutes } from './set-up.routes.ts'
import { tokensRoutes } from './tokens.routes.ts'

/** Signing in, the first account, API tokens, and the administration of accounts. */
export const accountsRoutes = (app: FastifyInstance): void => {
  sessionRoutes(app)
  setUpRoutes(app)
  tokensRoutes(app)
  administrationRoutes(app)
}

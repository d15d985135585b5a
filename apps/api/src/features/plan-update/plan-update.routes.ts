import { routes } from '@gatehouse/contracts'
import type { FastifyInstance } from 'fastify'
import { registerRoute } from '../../app/register-route.ts'
import { PLAN_BODY_LIMIT } from '../../board/plan-problems.ts'
import { applyUpdate, previewUpdate } from './plan-update.service.ts'
import { undoCreation } from './undo-creation.ts'

/** Importing a document again into a program that exists, and taking a new program back. */
export const planUpdateRoutes = (app: FastifyInstance): void => {
  const large = { bodyLimit: PLAN_BODY_LIMIT }
  registerRoute(app, routes.planUpdate.preview, previewUpdate, large)
  registerRoute(app, routes.planUpdate.apply, applyUpdate, large)
  registerRoute(app, routes.planUpdate.undoCreation, undoCreation)
}

/** Every feature's routes, one line each. A feature is a folder under `features/`; features never import each other. */
import type { FastifyInstance } from 'fastify'
import { boardRoutes } from '../board/board.routes.ts'
import { accountsRoutes } from '../features/accounts/accounts.routes.ts'
import { blockersRoutes } from '../features/blockers/blockers.routes.ts'
import { bundleRoutes } from '../features/bundle/bundle.routes.ts'
import { signingKeysRoutes } from '../features/bundle/signing-keys.routes.ts'
import { ciRoutes } from '../features/ci/ci.routes.ts'
import { delegationsRoutes } from '../features/delegations/delegations.routes.ts'
import { dependenciesRoutes } from '../features/dependencies/dependencies.routes.ts'
import { evidenceRoutes } from '../features/evidence/evidence.routes.ts'
import { filesRoutes } from '../features/files/files.routes.ts'
import { gatesRoutes } from '../features/gates/gates.routes.ts'
import { waiversRoutes } from '../features/gates/waivers.routes.ts'
import { goNoGoRoutes } from '../features/go-no-go/go-no-go.routes.ts'
import { peopleRoutes } from '../features/people/people.routes.ts'
import { outlineRoutes } from '../features/plan/outline.routes.ts'
import { planUpdateRoutes } from '../features/plan-update/plan-update.routes.ts'
import { exportRoutes } from '../features/programs/export.routes.ts'
import { importRoutes } from '../features/programs/import.routes.ts'
import { programsRoutes } from '../features/programs/programs.routes.ts'
import { recordRoutes } from '../features/record/record.routes.ts'
import { targetRoutes } from '../features/target/target.routes.ts'
import { scheduleRoutes } from '../features/tasks/schedule.routes.ts'
import { tasksRoutes } from '../features/tasks/tasks.routes.ts'
import { eventsRoutes } from '../live/events.routes.ts'

const FEATURES: readonly ((app: FastifyInstance) => void)[] = [
  accountsRoutes,
  peopleRoutes,
  eventsRoutes,
  boardRoutes,
  programsRoutes,
  importRoutes,
  exportRoutes,
  planUpdateRoutes,
  scheduleRoutes,
  outlineRoutes,
  tasksRoutes,
  dependenciesRoutes,
  blockersRoutes,
  gatesRoutes,
  waiversRoutes,
  delegationsRoutes,
  goNoGoRoutes,
  evidenceRoutes,
  filesRoutes,
  targetRoutes,
  ciRoutes,
  bundleRoutes,
  signingKeysRoutes,
  recordRoutes,
]

export const registerFeatures = (app: FastifyInstance): void => {
  for (const register of FEATURES) register(app)
}

import { accountRoutes } from './routes/accounts.ts'
import { bundleRoutes, signingKeyRoutes } from './routes/bundle.ts'
import { evidenceRoutes } from './routes/evidence.ts'
import { fileRoutes } from './routes/files.ts'
import { goNoGoRoutes } from './routes/go-no-go.ts'
import { peopleRoutes } from './routes/people.ts'
import { planUpdateRoutes } from './routes/plan-update.ts'
import { laneRoutes, milestoneRoutes, phaseRoutes, programRoutes } from './routes/programs.ts'
import { ciRoutes, gateRoutes, targetRoutes } from './routes/proof.ts'
import { recordRoutes } from './routes/record.ts'
import { delegationRoutes, waiverRoutes } from './routes/sign-off.ts'
import { blockerRoutes, dependencyRoutes, taskRoutes } from './routes/work.ts'

/** Everything that crosses the wire, by noun. */
export const routes = {
  accounts: accountRoutes,
  people: peopleRoutes,
  programs: programRoutes,
  planUpdate: planUpdateRoutes,
  lanes: laneRoutes,
  phases: phaseRoutes,
  milestones: milestoneRoutes,
  tasks: taskRoutes,
  dependencies: dependencyRoutes,
  blockers: blockerRoutes,
  gates: gateRoutes,
  waivers: waiverRoutes,
  delegations: delegationRoutes,
  goNoGo: goNoGoRoutes,
  evidence: evidenceRoutes,
  files: fileRoutes,
  target: targetRoutes,
  ci: ciRoutes,
  record: recordRoutes,
  bundle: bundleRoutes,
  signingKeys: signingKeyRoutes,
} as const

export {
  board,
  boardBlocker,
  boardCi,
  boardDependency,
  boardGate,
  boardTask,
  releaseTarget,
  schedule,
  schedulePreview,
} from './board-schema.ts'
export { boardEvidence, evidenceDetails } from './evidence-schema.ts'
export { LIMITS } from './primitives.ts'
export { boardDelegation, boardGoNoGo, boardWaiver, frozenGate, signOff } from './sign-off-schema.ts'
export { PROBLEM_CODES, problem, SHELL_CODES, type Problem, type ProblemCode } from './problem.ts'
export type { Access, Body, Params, Query, Response, Route, TokenScope } from './route.ts'
export { type Me, me } from './routes/accounts.ts'
export { signingKey } from './routes/bundle.ts'
export { storedFile } from './routes/files.ts'
export { type People, people } from './routes/people.ts'
export { planUpdateDiff } from './routes/plan-update.ts'
export { type PlanDecision, type PlanHeadChange, planDecision, planHead } from './routes/plan-text.ts'
export { liveEvent, parseReport, programRow } from './routes/programs.ts'

/**
 * Builders for tests: each fills what a test does not care about and builds its own parents, so that a test states only what
 * matters to it. `aProgram` adds the lanes, owners and workflows that its tasks and gates name.
 */
import type { Approver, Role } from '../access/roles.ts'
import type { Actor, Blocker, Evidence, GateGap, GateProgress, ProgramState, SignOff, TaskState, Waiver } from '../board/program-state.ts'
import { plainDetails } from '../evidence/evidence-details.ts'
import type { CiReadState, CiRun, PinnedWorkflow, ReleaseTarget, WorkflowReading } from '../freshness/ci-run.ts'
import type { Milestone, PlanDependency, ProgramHead, Requirement } from '../plan/plan.ts'

export const RELEASE_SHA = '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e'
export const OLDER_SHA = '4d7e0c2ab1937fe05c62d8840b6f3e9917c5ad21'
/** 25 Feb 2026 14:30 in Kolkata: a little past the middle of D5. */
export const NOW = '2026-02-25T09:00:00.000Z'
export const WORKFLOW_PATH = '.github/workflows/launch-gate.yml'
export const WORKFLOW_ID = 7001
export const REPOSITORY_ID = 4242

export const minutesBefore = (instant: string, minutes: number): string => new Date(Date.parse(instant) - minutes * 60_000).toISOString()
export const hoursAfter = (instant: string, hours: number): string => minutesBefore(instant, -60 * hours)

export const anActor = (userId = 'user-owner', name = userId): Actor => ({ userId, name })
export const aPerson = (
  roles: readonly Role[] | Role,
  userId: string = typeof roles === 'string' ? `user-${roles}` : 'user-many',
  handles: readonly string[] = [],
): Approver => ({
  userId,
  name: userId,
  roles: typeof roles === 'string' ? [roles] : roles,
  handles,
})

export const aHead = (over: Partial<ProgramHead> = {}): ProgramHead => ({
  slug: 'sample',
  name: 'Sample',
  goal: 'Ship it',
  cadence: 'day',
  prefix: 'D',
  first: 0,
  last: 14,
  startsOn: '2026-02-20',
  timeZone: 'Asia/Kolkata',
  workingDays: [1, 2, 3, 4, 5, 6, 7],
  holidays: [],
  stepUp: false,
  ...over,
})

/** P1, one period at D0, to do. The baseline follows the plan unless it is given. */
export const aTask = (over: Partial<TaskState> = {}): TaskState => {
  const start = over.start ?? 0
  const finish = over.finish ?? start
  return {
    key: 'T1',
    lane: 'L1',
    title: `Work ${over.key ?? 'T1'}`,
    priority: 'P1',
    status: 'todo',
    parent: null,
    gate: null,
    owners: [],
    checklist: [],
    after: [],
    movedTo: null,
    note: '',
    revision: 1,
    baselineStart: start,
    baselineFinish: finish,
    actualStart: null,
    actualFinish: null,
    ...over,
    start,
    finish,
  }
}

/** Takes documents and links of any age and commit. */
export const aRequirement = (over: Partial<Requirement> = {}): Requirement => ({
  key: 'R1',
  text: `Show ${over.key ?? 'R1'}`,
  accepts: ['doc', 'link'],
  min: 1,
  oneOf: [],
  freshness: 'none',
  maxAgeHours: null,
  warnHours: null,
  workflow: null,
  rule: null,
  ...over,
})
export const aWorkflowRequirement = (over: Partial<Requirement> = {}): Requirement =>
  aRequirement({ key: 'CI1', accepts: ['ci_run'], freshness: 'release_sha', workflow: WORKFLOW_PATH, ...over })

/** Not started, at the end of D0, one requirement, quorum 1, no owners or reviewers named. */
export const aGate = (over: Partial<GateProgress> = {}): GateProgress => ({
  key: 'G1',
  title: `Gate ${over.key ?? 'G1'}`,
  at: 0,
  owners: [],
  reviewers: [],
  quorum: 1,
  signRoles: [],
  requirements: [aRequirement()],
  after: [],
  revision: 1,
  state: 'NotStarted',
  baselineAt: over.at ?? 0,
  round: 0,
  submittedBy: null,
  submittedAt: null,
  signedAt: null,
  signedSha: null,
  gaps: [],
  signOffs: [],
  waivers: [],
  ...over,
})
export const aSubmittedGate = (over: Partial<GateProgress> = {}): GateProgress =>
  aGate({ state: 'ReadyForSignoff', round: 1, submittedBy: anActor('user-submitter'), submittedAt: minutesBefore(NOW, 60), ...over })
export const aSignedGate = (over: Partial<GateProgress> = {}): GateProgress =>
  aGate({
    state: 'SignedOff',
    round: 1,
    submittedBy: anActor('user-submitter'),
    submittedAt: minutesBefore(NOW, 120),
    signedAt: minutesBefore(NOW, 90),
    signedSha: RELEASE_SHA,
    ...over,
  })

export const aGap = (over: Partial<GateGap> = {}): GateGap => ({
  id: 'gap-1',
  text: 'The log is cut',
  requirementKey: null,
  openedAt: minutesBefore(NOW, 30),
  openedBy: anActor('user-reviewer'),
  closedAt: null,
  closedBy: null,
  closingNote: '',
  ...over,
})
export const aSignOff = (over: Partial<SignOff> = {}): SignOff => ({
  id: 'sign-1',
  actor: anActor('user-reviewer'),
  handle: null,
  at: minutesBefore(NOW, 30),
  correlationId: 'corr-1',
  decision: 'approve',
  note: '',
  round: 1,
  gateRevision: 1,
  releaseSha: RELEASE_SHA,
  evidence: [],
  identity: null,
  role: null,
  onBehalfOf: null,
  frozen: null,
  frozenDigest: null,
  ci: [],
  ...over,
})
export const aWaiver = (over: Partial<Waiver> = {}): Waiver => ({
  id: 'waiver-1',
  requirementKey: 'R1',
  reason: 'Second region comes later',
  approver: anActor('user-lead'),
  grantedAt: minutesBefore(NOW, 600),
  expiresAt: hoursAfter(NOW, 48),
  revokedAt: null,
  revokedBy: null,
  revokeReason: '',
  ...over,
})
/** A document on the release SHA, attached an hour ago. */
export const anEvidence = (over: Partial<Evidence> = {}): Evidence => ({
  id: 'ev-1',
  gateKey: 'G1',
  requirementKey: 'R1',
  type: 'doc',
  title: 'Board',
  url: null,
  reference: 'docs/board.md',
  sha: RELEASE_SHA,
  digest: 'a'.repeat(64),
  details: plainDetails(over.type ?? 'doc'),
  file: null,
  observation: null,
  replaces: null,
  producedAt: null,
  attachedAt: minutesBefore(NOW, 60),
  attachedBy: anActor('user-author'),
  withdrawnAt: null,
  withdrawReason: '',
  revision: 1,
  ...over,
})
/** P0, opened two hours ago, running. */
export const aBlocker = (over: Partial<Blocker> = {}): Blocker => ({
  key: 'B-1',
  taskKey: 'T1',
  title: 'The signer role is refused',
  severity: 'P0',
  openedAt: minutesBefore(NOW, 120),
  openedBy: anActor(),
  escalationLevel: 1,
  pausedAt: null,
  pauseReason: '',
  pausedMs: 0,
  resolvedAt: null,
  resolution: '',
  revision: 1,
  ...over,
})

export const aWorkflow = (over: Partial<PinnedWorkflow> = {}): PinnedWorkflow => ({
  path: WORKFLOW_PATH,
  workflowId: WORKFLOW_ID,
  required: true,
  events: [],
  ...over,
})
export const aTarget = (over: Partial<ReleaseTarget> = {}): ReleaseTarget => ({
  repository: 'acme/credity12',
  repositoryId: REPOSITORY_ID,
  sha: RELEASE_SHA,
  workflows: [aWorkflow()],
  revision: 1,
  history: [],
  ...over,
})
/** A first attempt that succeeded on the release SHA by a push, two hours ago. */
export const aRun = (over: Partial<CiRun> = {}): CiRun => ({
  id: 1000 + (over.runNumber ?? 412),
  attempt: 1,
  runNumber: 412,
  workflowId: WORKFLOW_ID,
  path: WORKFLOW_PATH,
  name: 'Launch gate',
  event: 'push',
  headSha: RELEASE_SHA,
  headBranch: 'main',
  headRepositoryId: REPOSITORY_ID,
  repositoryId: REPOSITORY_ID,
  status: 'completed',
  conclusion: 'success',
  createdAt: minutesBefore(NOW, 120),
  startedAt: minutesBefore(NOW, 119),
  updatedAt: minutesBefore(NOW, 110),
  url: 'https://github.com/acme/credity12/actions/runs/1412',
  ...over,
})
export const aReading = (over: Partial<WorkflowReading> = {}): WorkflowReading => ({
  path: WORKFLOW_PATH,
  workflowId: WORKFLOW_ID,
  runs: [aRun()],
  lastGreenElsewhere: null,
  ...over,
})
/** Read wholly two minutes ago: the pinned workflow is green on the release SHA. */
export const aCiRead = (over: Partial<CiReadState> = {}): CiReadState => ({
  sha: RELEASE_SHA,
  readAt: minutesBefore(NOW, 2),
  complete: true,
  error: null,
  repositoryId: REPOSITORY_ID,
  workflows: [aReading()],
  ...over,
})
export const aMilestone = (over: Partial<Milestone> = {}): Milestone => ({
  key: 'M1',
  name: 'Engineering done',
  from: 0,
  to: 3,
  criteria: [],
  ...over,
})
export const aDependency = (
  from: string,
  to: string,
  over: Partial<PlanDependency & { listed: boolean; revision: number }> = {},
): ProgramState['dependencies'][number] => ({
  from,
  to,
  kind: 'hard',
  lag: 0,
  note: '',
  listed: true,
  revision: 1,
  ...over,
})

/** A program around the given parts; lanes and owners that they name are added. Without a release target unless given. */
export const aProgram = (over: Partial<ProgramState> = {}): ProgramState => {
  const tasks = over.tasks ?? []
  const gates = over.gates ?? []
  const lanes = [...(over.lanes ?? [])]
  for (const key of new Set(tasks.map((task) => task.lane)))
    if (!lanes.some((lane) => lane.key === key)) lanes.push({ key, name: `Lane ${key}`, mission: '', deliverables: [], owners: [] })
  const owners = [...(over.owners ?? [])]
  for (const handle of new Set([
    ...gates.flatMap((gate) => [...gate.owners, ...gate.reviewers]),
    ...tasks.flatMap((task) => task.owners),
    ...lanes.flatMap((lane) => lane.owners),
  ]))
    if (!owners.some((owner) => owner.handle === handle))
      owners.push({ handle, name: handle.slice(1), signsAs: [], userId: null, userName: null })
  return {
    id: '00000000-0000-7000-8000-000000000001',
    revision: 1,
    sample: false,
    createdAt: '2026-02-19T06:00:00.000Z',
    head: aHead(),
    contingency: null,
    criticalPaths: [],
    phases: [],
    milestones: [],
    dependencies: [],
    blockers: [],
    evidence: [],
    delegations: [],
    goNoGo: [],
    releaseTarget: null,
    ci: null,
    ...over,
    tasks,
    gates,
    lanes,
    owners,
  }
}

import type { Board } from '@gatehouse/core'
import { z } from 'zod'
import { actor, boardEvidence, freshness } from './evidence-schema.ts'
import * as p from './primitives.ts'
import {
  barredPerson,
  boardDelegation,
  boardGoNoGo,
  boardSignRole,
  boardWaiver,
  ciRun,
  frozenGate,
  requirementState,
  signingPerson,
  signOff,
  signRole,
  waiver,
} from './sign-off-schema.ts'

const int = z.int()
const strings = z.array(z.string())
const after = z.strictObject({ ref: z.string(), kind: p.dependencyKind, lag: int })
const scheduleRow = z.strictObject({
  key: z.string(),
  kind: z.enum(['task', 'gate', 'milestone']),
  earliestStart: z.number(),
  earliestFinish: z.number(),
  latestStart: z.number(),
  latestFinish: z.number(),
  slack: z.number(),
  freeSlack: z.number(),
  critical: z.boolean(),
  drivenBy: z.string().nullable(),
  late: z.number(),
})
const issue = z.strictObject({
  code: z.string(),
  message: z.string(),
  path: z.string().optional(),
  line: int.optional(),
  hint: z.string().optional(),
})
const person = z.strictObject({ handle: z.string(), userId: z.string().nullable(), userName: z.string().nullable() })

export const workflowVerdict = z.strictObject({
  path: z.string(),
  name: z.string(),
  required: z.boolean(),
  freshness,
  reason: z.string(),
  conditions: z.array(
    z.strictObject({
      code: z.enum([
        'repository_pinned',
        'workflow_pinned',
        'sha_is_release',
        'event_allowed',
        'newest_run',
        'highest_attempt',
        'completed_successfully',
        'all_pages_read',
      ]),
      holds: z.boolean(),
      text: z.string(),
    }),
  ),
  run: ciRun.nullable(),
  provenSha: z.string().nullable(),
  commitsApart: int.nullable(),
  readAt: z.string().nullable(),
})
export const boardCi = z.strictObject({
  read: z
    .strictObject({
      sha: z.string(),
      readAt: z.string(),
      complete: z.boolean(),
      error: z.strictObject({ code: z.string(), message: z.string(), at: z.string() }).nullable(),
    })
    .nullable(),
  workflows: z.array(workflowVerdict),
})
export const releaseTarget = z.strictObject({
  repository: z.string(),
  repositoryId: z.number().nullable(),
  sha: z.string().nullable(),
  workflows: z.array(z.strictObject({ path: z.string(), workflowId: z.number().nullable(), required: z.boolean(), events: strings })),
  revision: int,
  history: z.array(z.strictObject({ sha: z.string(), setAt: z.string(), setBy: z.string() })),
})

const requirementEvaluation = z.strictObject({
  key: z.string(),
  text: z.string(),
  accepts: z.array(p.evidenceType),
  min: int,
  oneOf: z.array(z.array(p.evidenceType)),
  freshness: p.freshnessRule,
  maxAgeHours: int.nullable(),
  warnHours: int.nullable(),
  workflow: z.string().nullable(),
  rule: p.requirementRule.nullable(),
  state: requirementState,
  proved: z.boolean(),
  supplied: z.boolean(),
  reason: z.string(),
  evidence: z.array(boardEvidence),
  ci: workflowVerdict.nullable(),
  facts: strings,
  waiver: waiver.nullable(),
  expiresAt: z.string().nullable(),
  expiring: z.boolean(),
})
const gap = z.strictObject({
  id: z.string(),
  text: z.string(),
  requirementKey: z.string().nullable(),
  openedAt: z.string(),
  openedBy: actor,
  closedAt: z.string().nullable(),
  closedBy: actor.nullable(),
  closingNote: z.string(),
})
const gateState = z.enum(['NotStarted', 'InProgress', 'CompletedDocBaseline', 'ReadyForSignoff', 'SignedOff'])
export const boardGate = z.strictObject({
  key: z.string(),
  title: z.string(),
  at: int,
  owners: strings,
  reviewers: strings,
  quorum: int,
  signRoles: z.array(signRole),
  after: z.array(after),
  revision: int,
  state: gateState,
  baselineAt: int,
  round: int,
  submittedBy: actor.nullable(),
  submittedAt: z.string().nullable(),
  signedAt: z.string().nullable(),
  signedSha: z.string().nullable(),
  face: z.enum(['NotStarted', 'InProgress', 'CompletedDocBaseline', 'ReadyForSignoff', 'SignedOff', 'Revalidate']),
  requirements: z.array(requirementEvaluation),
  proved: int,
  submitRefusals: z.array(issue),
  approveRefusals: z.array(issue),
  maySubmit: z.array(person),
  signers: z.array(signingPerson),
  mayApprove: z.array(signingPerson),
  mayNotApprove: z.array(barredPerson),
  approvals: int,
  roles: z.array(boardSignRole),
  waitsFor: z.string().nullable(),
  frozen: frozenGate.nullable(),
  children: z.array(z.strictObject({ key: z.string(), holds: z.boolean() })),
  gaps: z.array(gap),
  openGaps: int,
  signOffs: z.array(signOff),
  waivers: z.array(boardWaiver),
  schedule: scheduleRow,
  revalidate: z.strictObject({ signedSha: z.string(), releaseSha: z.string() }).nullable(),
  due: z.boolean(),
})
export const boardTask = z.strictObject({
  key: z.string(),
  lane: z.string(),
  title: z.string(),
  start: int,
  finish: int,
  priority: p.priority,
  status: p.taskStatus,
  parent: z.string().nullable(),
  gate: z.string().nullable(),
  owners: strings,
  checklist: z.array(z.strictObject({ text: z.string(), done: z.boolean() })),
  after: z.array(after),
  movedTo: z.string().nullable(),
  note: z.string(),
  revision: int,
  baselineStart: int,
  baselineFinish: int,
  actualStart: int.nullable(),
  actualFinish: int.nullable(),
  schedule: scheduleRow,
  childOf: z.string().nullable(),
  childOfInferred: z.boolean(),
  openBlockers: strings,
  locked: z.boolean(),
})
export const boardBlocker = z.strictObject({
  key: z.string(),
  taskKey: z.string(),
  title: z.string(),
  severity: p.severity,
  openedAt: z.string(),
  openedBy: actor,
  escalationLevel: int,
  pausedAt: z.string().nullable(),
  pauseReason: z.string(),
  pausedMs: z.number(),
  resolvedAt: z.string().nullable(),
  resolution: z.string(),
  revision: int,
  state: z.enum(['running', 'paused', 'resolved']),
  slaHours: z.number(),
  dueAt: z.string().nullable(),
  elapsedMs: z.number(),
  overdue: z.boolean(),
  counts: z.boolean(),
})
export const boardDependency = z.strictObject({
  from: z.string(),
  to: z.string(),
  kind: p.dependencyKind,
  lag: int,
  note: z.string(),
  revision: int,
  listed: z.boolean(),
  violated: z.boolean(),
})
const link = z.strictObject({ from: z.string(), to: z.string(), kind: p.dependencyKind, lag: int })
const scheduleSummary = {
  target: z.string().nullable(),
  targetFinish: z.number(),
  slip: z.number(),
  criticalPath: strings,
  slipCause: z.string().nullable(),
  softWarnings: z.array(z.strictObject({ from: z.string(), to: z.string(), by: z.number() })),
  violated: z.array(link),
}
export const ledger = z.strictObject({
  from: int,
  to: int,
  tolerance: int,
  target: z.string().nullable(),
  size: int,
  slip: z.number(),
  consumed: z.number(),
  left: z.number(),
  state: z.enum(['untouched', 'consumed', 'exhausted']),
  entries: z.array(z.strictObject({ period: int, label: z.string(), cause: z.string() })),
  cause: z.string().nullable(),
  newEnd: z.number(),
})
export const programHead = z.strictObject({
  slug: z.string(),
  name: z.string(),
  goal: z.string(),
  cadence: p.cadence,
  prefix: z.string(),
  first: int,
  last: int,
  startsOn: z.string(),
  timeZone: z.string(),
  workingDays: z.array(int),
  holidays: strings,
  stepUp: z.boolean(),
})
export const lane = z.strictObject({ key: z.string(), name: z.string(), mission: z.string(), deliverables: strings, owners: strings })
export const phase = z.strictObject({ key: z.string(), name: z.string(), from: int, to: int, focus: z.string(), exitCriteria: strings })
export const milestone = z.strictObject({ key: z.string(), name: z.string(), from: int, to: int, criteria: strings })
const verdict = z.strictObject({
  word: z.enum(['GO', 'GO WITH WAIVERS', 'NO-GO', 'UNKNOWN']),
  reasons: z.array(
    z.strictObject({
      code: z.enum([
        'gate_unsigned_due',
        'gate_returned',
        'gate_revalidate',
        'requirement_unproved',
        'blocker_open',
        'task_late',
        'task_p0_open',
        'contingency_exhausted',
        'ci_not_green',
        'ci_unknown',
        'release_sha_missing',
        'no_gates',
        'not_started',
        'waiver',
      ]),
      weight: z.enum(['stop', 'unknown', 'waiver']),
      title: z.string(),
      detail: z.string(),
      subject: z.string(),
      status: z.enum(['stale', 'blocked', 'late', 'failed', 'pending', 'missing', 'unknown', 'waived', 'revalidate']),
      owners: strings,
      due: z.strictObject({ text: z.string(), at: z.string().nullable() }).nullable(),
    }),
  ),
  notCounted: strings,
})

export const board = z.strictObject({
  program: programHead.extend({ id: z.string(), revision: int, sample: z.boolean(), createdAt: z.string() }),
  computedAt: z.string(),
  nextChangeAt: z.string().nullable(),
  today: z.strictObject({ position: z.enum(['before', 'during', 'after']), period: int.nullable(), fraction: z.number() }),
  periods: z.array(
    z.strictObject({
      index: int,
      label: z.string(),
      startsOn: z.string(),
      endsOn: z.string(),
      startsAt: z.string(),
      endsAt: z.string(),
      workingDays: int,
      weekend: z.boolean(),
    }),
  ),
  lanes: z.array(
    lane.extend({ status: z.enum(['blocked', 'late', 'in_progress', 'done', 'todo']), late: z.number(), nowTask: z.string().nullable() }),
  ),
  owners: z.array(
    z.strictObject({
      handle: z.string(),
      name: z.string(),
      signsAs: strings,
      userId: z.string().nullable(),
      userName: z.string().nullable(),
    }),
  ),
  phases: z.array(phase),
  milestones: z.array(milestone.extend({ schedule: scheduleRow })),
  tasks: z.array(boardTask),
  gates: z.array(boardGate),
  dependencies: z.array(boardDependency),
  schedule: z.strictObject(scheduleSummary),
  contingency: ledger.nullable(),
  declaredPaths: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      steps: z.array(
        z.strictObject({ key: z.string(), known: z.boolean(), critical: z.boolean(), slack: z.number().nullable(), why: z.string() }),
      ),
      missing: strings,
    }),
  ),
  blockers: z.array(boardBlocker),
  delegations: z.array(boardDelegation),
  goNoGo: z.array(boardGoNoGo),
  releaseTarget: releaseTarget.nullable(),
  ci: boardCi,
  verdict,
  readiness: z.strictObject({
    score: int,
    proved: int,
    total: int,
    provedOnOlderSha: int,
    waived: int,
    planned: int,
    trend: z.array(z.strictObject({ period: int, planned: z.number(), proved: z.number().nullable() })),
  }),
})
z.globalRegistry.add(board, { id: 'Board' })
/** Fails to compile when the schema says something that the core's `Board` does not; the API's tests check the other direction on real boards. */
const _sameAsCore = (value: z.output<typeof board>): Board => value
void _sameAsCore

export const schedule = z.strictObject({
  programRevision: int,
  rows: z.array(scheduleRow),
  ...scheduleSummary,
  contingency: ledger.nullable(),
})
export const schedulePreview = z.strictObject({
  changed: z.array(
    z.strictObject({
      key: z.string(),
      kind: z.enum(['task', 'gate', 'milestone']),
      fromStart: z.number(),
      fromFinish: z.number(),
      toStart: z.number(),
      toFinish: z.number(),
    }),
  ),
  target: z.string().nullable(),
  targetFinishBefore: z.number(),
  targetFinishAfter: z.number(),
  slipBefore: z.number(),
  slipAfter: z.number(),
  criticalBefore: strings,
  criticalAfter: strings,
  contingencyBefore: ledger.nullable(),
  contingencyAfter: ledger.nullable(),
  newlyViolated: z.array(link),
  softWarnings: z.array(z.strictObject({ from: z.string(), to: z.string(), by: z.number() })),
})

/** What reviewers leave on a gate, and how lanes vote, on the wire. */
import { z } from 'zod'
import { actor, freshness } from './evidence-schema.ts'

const int = z.int()
export const requirementState = z.enum(['fresh', 'stale', 'pending', 'failed', 'unknown', 'missing', 'waived'])

export const ciRun = z.strictObject({
  id: z.number(),
  attempt: int,
  runNumber: int,
  workflowId: z.number(),
  path: z.string(),
  name: z.string(),
  event: z.string(),
  headSha: z.string(),
  headBranch: z.string().nullable(),
  headRepositoryId: z.number().nullable(),
  repositoryId: z.number(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  updatedAt: z.string(),
  url: z.string(),
  goneUpstream: z.boolean().optional(),
})

export const signRole = z.strictObject({ role: z.string(), count: int })

export const waiver = z.strictObject({
  id: z.string(),
  requirementKey: z.string(),
  reason: z.string(),
  approver: actor,
  grantedAt: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
  revokedBy: actor.nullable(),
  revokeReason: z.string(),
})

export const boardWaiver = waiver.extend({ state: z.enum(['active', 'expired', 'revoked']) })

const entitled = z.strictObject({ handle: z.string(), userId: z.string().nullable(), userName: z.string().nullable() })
export const signingPerson = entitled.extend({ roles: z.array(z.string()), onBehalfOf: z.string().nullable() })
export const barredPerson = entitled.extend({
  why: z.enum(['signed_already', 'represented', 'submitted_it', 'wrote_its_evidence', 'waived_its_requirement']),
})
export const boardSignRole = z.strictObject({
  role: z.string(),
  count: int,
  signed: z.array(z.strictObject({ signOffId: z.string(), actor, handle: z.string().nullable(), onBehalfOf: z.string().nullable() })),
  open: int,
  may: z.array(signingPerson),
})

export const frozenGate = z.strictObject({
  gateKey: z.string(),
  title: z.string(),
  gateRevision: int,
  round: int,
  releaseSha: z.string().nullable(),
  requirements: z.array(z.strictObject({ key: z.string(), text: z.string(), state: requirementState })),
  evidence: z.array(
    z.strictObject({
      id: z.string(),
      requirementKey: z.string(),
      type: z.string(),
      title: z.string(),
      sha: z.string().nullable(),
      digest: z.string(),
      fileSha256: z.string().nullable(),
    }),
  ),
  waivers: z.array(
    z.strictObject({ id: z.string(), requirementKey: z.string(), reason: z.string(), approver: z.string(), expiresAt: z.string() }),
  ),
  ci: z.array(
    z.strictObject({
      path: z.string(),
      freshness,
      runId: z.number().nullable(),
      attempt: int.nullable(),
      conclusion: z.string().nullable(),
      headSha: z.string().nullable(),
    }),
  ),
})

export const signOff = z.strictObject({
  id: z.string(),
  actor,
  handle: z.string().nullable(),
  at: z.string(),
  correlationId: z.string(),
  decision: z.enum(['approve', 'return']),
  note: z.string(),
  round: int,
  gateRevision: int,
  releaseSha: z.string().nullable(),
  evidence: z.array(z.strictObject({ id: z.string(), requirementKey: z.string(), digest: z.string() })),
  identity: z
    .strictObject({
      via: z.enum(['session', 'token']),
      account: z.string(),
      issuer: z.string(),
      token: z.string().nullable(),
      steppedUp: z.boolean(),
    })
    .nullable(),
  role: z.string().nullable(),
  onBehalfOf: z.string().nullable(),
  frozen: frozenGate.nullable(),
  frozenDigest: z.string().nullable(),
  ci: z.array(z.strictObject({ path: z.string(), freshness, reason: z.string(), run: ciRun.nullable(), readAt: z.string().nullable() })),
})

export const delegation = z.strictObject({
  id: z.string(),
  handle: z.string(),
  to: actor,
  from: z.string(),
  until: z.string(),
  reason: z.string(),
  createdAt: z.string(),
  createdBy: actor,
  revokedAt: z.string().nullable(),
})

export const boardDelegation = delegation.extend({ state: z.enum(['planned', 'active', 'ended', 'revoked']) })

export const verdictWord = z.enum(['GO', 'GO WITH WAIVERS', 'NO-GO', 'UNKNOWN'])
export const goNoGoVote = z.strictObject({
  laneKey: z.string(),
  laneName: z.string(),
  vote: z.enum(['go', 'no_go', 'abstain']),
  note: z.string(),
  actor,
  handle: z.string().nullable(),
  at: z.string(),
})
export const goNoGo = z.strictObject({
  id: z.string(),
  number: int,
  question: z.string(),
  openedAt: z.string(),
  openedBy: actor,
  deadline: z.string(),
  votes: z.array(goNoGoVote),
  decision: z
    .strictObject({
      word: z.enum(['GO', 'NO-GO']),
      by: actor,
      at: z.string(),
      reason: z.string(),
      override: z.boolean(),
      facts: z.strictObject({
        verdict: verdictWord,
        reasons: z.array(z.strictObject({ title: z.string(), detail: z.string() })),
        waivers: z.array(z.strictObject({ gateKey: z.string(), requirementKey: z.string(), reason: z.string(), expiresAt: z.string() })),
        releaseSha: z.string().nullable(),
        repository: z.string().nullable(),
        readiness: z.number(),
        gatesSigned: int,
        gatesTotal: int,
        slip: z.number(),
        contingencyLeft: z.number().nullable(),
      }),
    })
    .nullable(),
  revision: int,
})

export const boardGoNoGo = goNoGo.extend({
  state: z.enum(['open', 'closed', 'decided']),
  counts: z.strictObject({ go: int, noGo: int, abstain: int, silent: int }),
  silent: z.array(z.strictObject({ laneKey: z.string(), laneName: z.string(), owners: z.array(z.string()) })),
  dissent: z.array(
    z.strictObject({
      laneKey: z.string(),
      laneName: z.string(),
      said: z.enum(['no_go', 'nothing']),
      actor: actor.nullable(),
      note: z.string(),
    }),
  ),
})

import { z } from 'zod'
import { boardCi, boardGate, releaseTarget } from '../board-schema.ts'
import * as p from '../primitives.ts'
import { route } from '../route.ts'
import { frozenGate } from '../sign-off-schema.ts'
import { stepUpPassword } from './step-up.ts'

const read = { kind: 'program', capability: 'program.read' } as const
const plan = { kind: 'program', capability: 'plan.edit' } as const
const submit = { kind: 'program', capability: 'gate.submit' } as const
const review = { kind: 'program', capability: 'gate.review' } as const
const target = { kind: 'program', capability: 'target.set' } as const
export const savedGate = z.strictObject({ programRevision: z.int(), item: boardGate })

const requirementInput = z.strictObject({
  key: p.key,
  text: p.text.min(1),
  accepts: z.array(p.evidenceType).max(7).default([]),
  min: z.int().min(1).max(50).default(1),
  oneOf: p.typeGroups.default([]),
  freshness: p.freshnessRule.default('none'),
  maxAgeHours: p.ageHours.nullable().default(null),
  warnHours: p.warnHours.nullable().default(null),
  workflow: z.string().max(200).nullable().default(null),
  rule: p.requirementRule.nullable().default(null),
})
const requirementPatch = z
  .strictObject({
    text: p.text.min(1),
    accepts: z.array(p.evidenceType).max(7),
    min: z.int().min(1).max(50),
    oneOf: p.typeGroups,
    freshness: p.freshnessRule,
    maxAgeHours: p.ageHours.nullable(),
    warnHours: p.warnHours.nullable(),
    workflow: z.string().max(200).nullable(),
    rule: p.requirementRule.nullable(),
  })
  .partial()
const gateInput = z.strictObject({
  key: p.key,
  title: p.title,
  at: p.period,
  owners: z.array(p.handle).max(20).default([]),
  reviewers: z.array(p.handle).max(20).default([]),
  quorum: z.int().min(1).max(20).default(1),
  signRoles: p.signRoles.default([]),
  requirements: z.array(requirementInput).max(100).default([]),
})
const gatePatch = z
  .strictObject({
    title: p.title,
    at: p.period,
    owners: z.array(p.handle).max(20),
    reviewers: z.array(p.handle).max(20),
    quorum: z.int().min(1).max(20),
    signRoles: p.signRoles,
  })
  .partial()
const requirementParams = z.strictObject({ slug: p.slug, key: p.key, requirement: p.key })
const command = <const N extends string, B extends z.ZodType>(
  name: N,
  access: typeof submit | { kind: 'program'; capability: 'gate.reopen' },
  summary: string,
  body: B,
) =>
  route({
    method: 'POST',
    url: `/api/v1/programs/:slug/gates/:key/${name}` as const,
    access,
    summary,
    tag: 'Gates',
    params: p.keyParams,
    body,
    response: savedGate,
    ifMatch: 'required',
  })
const signature = <const N extends string, B extends z.ZodType>(name: N, summary: string, body: B) =>
  route({
    method: 'POST',
    url: `/api/v1/programs/:slug/gates/:key/${name}` as const,
    access: review,
    present: true,
    summary,
    tag: 'Gates',
    params: p.keyParams,
    body,
    response: savedGate,
    ifMatch: 'required',
  })
const note = z.strictObject({ note: p.note.default('') })
/** Handle to sign under, where a person has several or stands in for somebody; null: whichever brings the gate furthest. */
const signAs = p.handle.nullable().default(null)

export const gateRoutes = {
  list: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/gates',
    access: read,
    summary: 'All gates, evaluated',
    tag: 'Gates',
    params: p.programParams,
    response: z.array(boardGate),
  }),
  get: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/gates/:key',
    access: read,
    summary: 'One gate, evaluated',
    tag: 'Gates',
    params: p.keyParams,
    response: boardGate,
  }),
  add: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/gates',
    access: plan,
    summary: 'Add a gate',
    tag: 'Gates',
    params: p.programParams,
    body: gateInput,
    response: savedGate,
    status: 201,
  }),
  edit: route({
    method: 'PATCH',
    url: '/api/v1/programs/:slug/gates/:key',
    access: plan,
    summary: 'Edit title, period, owners, reviewers or quorum',
    tag: 'Gates',
    params: p.keyParams,
    body: gatePatch,
    response: savedGate,
    ifMatch: 'required',
  }),
  remove: route({
    method: 'DELETE',
    url: '/api/v1/programs/:slug/gates/:key',
    access: plan,
    summary: 'Remove a gate that was never signed',
    tag: 'Gates',
    params: p.keyParams,
    response: p.noContent,
    status: 204,
    ifMatch: 'required',
  }),
  addRequirement: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/gates/:key/requirements',
    access: plan,
    summary: 'Add a requirement',
    tag: 'Gates',
    params: p.keyParams,
    body: requirementInput,
    response: savedGate,
    status: 201,
    ifMatch: 'required',
  }),
  editRequirement: route({
    method: 'PATCH',
    url: '/api/v1/programs/:slug/gates/:key/requirements/:requirement',
    access: plan,
    summary: 'Edit a requirement',
    tag: 'Gates',
    params: requirementParams,
    body: requirementPatch,
    response: savedGate,
    ifMatch: 'required',
  }),
  removeRequirement: route({
    method: 'DELETE',
    url: '/api/v1/programs/:slug/gates/:key/requirements/:requirement',
    access: plan,
    summary: 'Remove a requirement that has no evidence',
    tag: 'Gates',
    params: requirementParams,
    response: savedGate,
    ifMatch: 'required',
  }),
  start: command('start', submit, 'Begin work on a gate', note),
  completeDocBaseline: command('doc-baseline', submit, 'Mark documents and contracts complete while implementation goes on', note),
  submit: command('submit', submit, 'Ask for sign-off; refused with every reason', note),
  withdraw: command('withdraw', submit, 'Take a submission back', note),
  approve: signature(
    'approve',
    'Sign exactly what was looked at; 412 with every difference when it is not that any more',
    z.strictObject({ note: p.note.default(''), seen: frozenGate, as: signAs, password: stepUpPassword }),
  ),
  return: signature(
    'return',
    'Return with gaps',
    z.strictObject({
      note: p.note.default(''),
      seen: frozenGate.nullable().default(null),
      as: signAs,
      password: stepUpPassword,
      gaps: z
        .array(z.strictObject({ text: p.text.min(1), requirementKey: p.key.nullable().default(null) }))
        .min(1)
        .max(50),
    }),
  ),
  reopen: command(
    'reopen',
    { kind: 'program', capability: 'gate.reopen' },
    'Unlock a signed gate, with a reason',
    z.strictObject({ reason: z.string().trim().min(1).max(p.LIMITS.note) }),
  ),
  closeGap: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/gates/:key/gaps/:id/close',
    access: submit,
    summary: 'Say how a gap was mended',
    tag: 'Gates',
    params: z.strictObject({ slug: p.slug, key: p.key, id: p.uuid }),
    body: z.strictObject({ note: z.string().trim().min(1).max(p.LIMITS.note) }),
    response: savedGate,
    ifMatch: 'required',
  }),
}

const workflowInput = z.strictObject({
  path: z
    .string()
    .max(200)
    .regex(/^\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml$/, 'A workflow is .github/workflows/NAME.yml.'),
  required: z.boolean().default(true),
  events: z
    .array(
      z
        .string()
        .regex(/^[a-z_]+$/)
        .max(40),
    )
    .max(10)
    .default([]),
})
export const targetRoutes = {
  get: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/release-target',
    access: read,
    summary: 'Repository, release SHA with history, workflows',
    tag: 'CI',
    params: p.programParams,
    response: releaseTarget.nullable(),
  }),
  set: route({
    method: 'PUT',
    url: '/api/v1/programs/:slug/release-target',
    access: target,
    summary: 'Set the repository and its workflows',
    tag: 'CI',
    params: p.programParams,
    body: z.strictObject({
      repository: z
        .string()
        .max(140)
        .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, 'A repository is owner/name.'),
      workflows: z.array(workflowInput).max(30),
    }),
    response: z.strictObject({ programRevision: z.int(), item: releaseTarget }),
    ifMatch: 'required',
  }),
  setSha: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/release-target/sha',
    access: target,
    summary: 'Choose the release commit; proof on another turns stale',
    tag: 'CI',
    params: p.programParams,
    body: z.strictObject({ sha: p.fullSha }),
    response: z.strictObject({ programRevision: z.int(), item: releaseTarget }),
    ifMatch: 'required',
  }),
}
export const ciRoutes = {
  get: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/ci',
    access: read,
    summary: 'Workflows on the release SHA, judged, with what was read',
    tag: 'CI',
    params: p.programParams,
    response: z.strictObject({ configured: z.boolean(), apiUrl: z.string(), judged: boardCi, reading: z.unknown().nullable() }),
  }),
  read: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/ci/read',
    access: { kind: 'program', capability: 'ci.read' },
    summary: 'Read CI from the host now',
    tag: 'CI',
    params: p.programParams,
    body: z.strictObject({}),
    response: z.strictObject({ programRevision: z.int(), judged: boardCi }),
  }),
  dispatch: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/ci/dispatch',
    access: target,
    summary: 'Start a workflow on a branch or tag that points at the release SHA',
    tag: 'CI',
    params: p.programParams,
    body: z.strictObject({ path: z.string().max(200), ref: z.string().trim().min(1).max(200) }),
    response: z.strictObject({ started: z.boolean(), runUrl: z.string().nullable() }),
    status: 202,
  }),
}

import { z } from 'zod'
import { board } from '../board-schema.ts'
import * as p from '../primitives.ts'
import { route } from '../route.ts'

const read = { kind: 'program', capability: 'program.read' } as const
const seq = z.coerce.number().int().min(1)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const chainHead = z.strictObject({ seq: z.int(), hash: sha256 })

/** What narrows the record; all that is given must hold. */
const filter = {
  subject: z.string().max(80).optional().describe('What an event is about, by kind and key: gate:G3, task:L4-D1'),
  gate: p.key.optional().describe('Key of a gate: events about it, its requirements, evidence, waivers and gaps'),
  actor: z.string().min(1).max(200).optional().describe('Id or name of whoever did it; Gatehouse is the server itself'),
  action: z
    .string()
    .regex(
      /^[a-z_]+(?:\.[a-z_]*)?(?:,[a-z_]+(?:\.[a-z_]*)?){0,19}$/,
      'Name actions such as gate.signed, or their beginning such as gate.; separate several by commas.',
    )
    .optional()
    .describe('Actions or their beginnings, separated by commas: gate.signed,evidence.'),
  from: p.instant.optional().describe('Not before this instant'),
  to: p.instant.optional().describe('Before this instant'),
  q: z.string().trim().min(1).max(200).optional().describe('Text that occurs in the event, in any case'),
}

export const logEvent = z.strictObject({
  seq: z.int(),
  at: z.string(),
  actor: z.string(),
  actorId: z.string().nullable().describe('null: the server itself'),
  correlationId: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectKey: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  revision: z.int(),
  entryHash: sha256,
})
const log = z.strictObject({
  events: z.array(logEvent).describe('Newest first'),
  next: z.int().nullable().describe('What to ask `before` for the next page; null: there is none'),
  facets: z
    .strictObject({
      actors: z.array(z.strictObject({ id: z.string().nullable(), name: z.string(), events: z.int() })),
      actions: z.array(z.strictObject({ action: z.string(), events: z.int() })),
    })
    .nullable()
    .describe('Who and what occurs in the whole record, most frequent first; null on every page but the first'),
})

const fault = z.strictObject({ code: z.string(), seq: z.int(), message: z.string() })
export const chainVerification = z.strictObject({
  events: z.int(),
  head: chainHead.nullable(),
  checkpoints: z.int().describe('How many checkpoints the record was held against'),
  faults: z.array(fault).describe('Empty: nothing was altered'),
})

export const checkpointReason = z.enum(['sign_off', 'daily', 'manual'])
export const checkpoint = z.strictObject({
  seq: z.int(),
  hash: sha256,
  at: z.string(),
  reason: checkpointReason,
  keyId: z.string(),
  deliveredAt: z.string().nullable(),
  deliveryError: z.string().nullable().describe('Why the last try to deliver it failed'),
})

const differenceKind = z.enum(['verdict', 'readiness', 'target', 'gate', 'requirement', 'task', 'evidence', 'blocker'])
const differenceWhat = z.enum([
  'added',
  'removed',
  'word',
  'score',
  'release_sha',
  'state',
  'approvals',
  'status',
  'span',
  'attached',
  'withdrawn',
  'opened',
  'resolved',
])
export const difference = z.strictObject({
  kind: differenceKind,
  key: z.string().describe('Of the gate, requirement, task, evidence or blocker; empty for what there is one of'),
  title: z.string(),
  what: differenceWhat,
  was: z.string().nullable().describe('As the board words it: SignedOff, fresh, in_progress, D1–D3; null: it was not there'),
  now: z.string().nullable(),
})

export const recordRoutes = {
  log: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/log',
    access: read,
    summary: 'The record, newest first, narrowed by what, who, which gate, when and text',
    tag: 'Record',
    params: p.programParams,
    query: z.strictObject({ ...filter, before: seq.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    response: log,
  }),
  chain: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/log/chain',
    access: read,
    summary: 'The record as it is hashed, oldest first, for whoever verifies it',
    tag: 'Record',
    params: p.programParams,
    query: z.strictObject({ from: seq.default(1), limit: z.coerce.number().int().min(1).max(1_000).default(1_000) }),
    response: z.strictObject({
      programId: z.string(),
      head: chainHead.nullable().describe('Where the record ends now; null: nothing is recorded'),
      events: z.array(z.strictObject({ seq: z.int(), prevHash: z.string(), entryHash: z.string(), payload: z.string() })),
    }),
  }),
  verify: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/log/verify',
    access: read,
    summary: 'Follows the whole record on the server and holds it against its checkpoints',
    tag: 'Record',
    params: p.programParams,
    response: chainVerification,
  }),
  export: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/log/export',
    access: read,
    summary: 'The record as a file: csv and json as filtered, oldest first; tsv is the whole chain as it is hashed',
    tag: 'Record',
    params: p.programParams,
    query: z.strictObject({ ...filter, format: z.enum(['csv', 'json', 'tsv']).default('csv') }),
    response: z.string(),
  }),
  past: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/past',
    access: read,
    summary:
      'The board as it was at the end of a period, after an event or at an instant, and what differs now. Give exactly one of the three',
    tag: 'Record',
    params: p.programParams,
    query: z.strictObject({
      period: z.coerce.number().int().min(-1_000).max(10_000).optional().describe('Index of a period that is over'),
      seq: seq.optional().describe('Number of the last event that counts'),
      at: p.instant.optional(),
    }),
    response: z.strictObject({
      seq: z.int().describe('Last event that counts'),
      at: z.string().describe('Instant at which the board was judged'),
      revision: z.int(),
      board,
      difference: z.array(difference),
    }),
  }),
  checkpoints: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/checkpoints',
    access: read,
    summary: 'Signed ends of the record, newest first',
    tag: 'Record',
    params: p.programParams,
    query: z.strictObject({ before: seq.optional(), limit: z.coerce.number().int().min(3).max(200).default(50) }),
    response: z.strictObject({
      checkpoints: z.array(checkpoint),
      next: z.int().nullable(),
      head: chainHead.nullable().describe('Where the record ends now'),
      destinations: z.strictObject({ webhook: z.boolean(), mail: z.boolean() }).describe('Where checkpoints are sent'),
    }),
  }),
  makeCheckpoint: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/checkpoints',
    access: { kind: 'program', capability: 'program.edit' },
    summary: 'Sign the end of the record now',
    tag: 'Record',
    params: p.programParams,
    response: checkpoint,
    status: 201,
  }),
  checkpoint: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/checkpoints/:seq',
    access: read,
    summary: 'A checkpoint as a file: a DSSE envelope to keep elsewhere',
    tag: 'Record',
    params: z.strictObject({ slug: p.slug, seq }),
    query: z.strictObject({ reason: checkpointReason.optional().describe('Where several were made of the same event') }),
    response: z.string(),
  }),
}

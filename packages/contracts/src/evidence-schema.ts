/** What evidence is on the wire. */
import { z } from 'zod'
import * as p from './primitives.ts'

export const actor = z.strictObject({ userId: z.string(), name: z.string() })
export const freshness = z.enum(['fresh', 'stale', 'pending', 'failed', 'unknown'])

export const storedFile = z.strictObject({ sha256: z.string(), size: z.number(), name: z.string(), mediaType: z.string() })

const digest = z.string().nullable()
export const evidenceDetails = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('doc'), path: z.string().nullable(), heading: z.string().nullable(), sectionDigest: digest }),
  z.strictObject({ type: z.literal('contract'), path: z.string().nullable(), pointer: z.string(), sectionDigest: digest }),
  z.strictObject({ type: z.literal('code'), path: z.string().nullable() }),
  z.strictObject({
    type: z.literal('test'),
    suite: z.string(),
    name: z.string(),
    run: z.string(),
    outcome: z.enum(['passed', 'failed', 'skipped', 'missing']).nullable(),
  }),
  z.strictObject({
    type: z.literal('ci_run'),
    repository: z.string().nullable(),
    runId: z.number().nullable(),
    attempt: z.int().nullable(),
  }),
  z.strictObject({ type: z.literal('artifact') }),
  z.strictObject({ type: z.literal('link') }),
])

const observation = z.strictObject({
  at: z.string(),
  sha: z.string().nullable(),
  outcome: z.enum(['same', 'drifted', 'gone', 'success', 'pending', 'failed', 'unreadable']),
  detail: z.string(),
  digest,
  run: z
    .strictObject({ attempt: z.int(), status: z.string().nullable(), conclusion: z.string().nullable(), headSha: z.string() })
    .nullable(),
})

export const boardEvidence = z.strictObject({
  id: z.string(),
  gateKey: z.string(),
  requirementKey: z.string(),
  type: p.evidenceType,
  title: z.string(),
  url: z.string().nullable(),
  reference: z.string(),
  sha: z.string().nullable(),
  digest: z.string(),
  details: evidenceDetails,
  file: storedFile.nullable(),
  observation: observation.nullable(),
  replaces: z.string().nullable(),
  producedAt: z.string().nullable(),
  attachedAt: z.string(),
  attachedBy: actor,
  withdrawnAt: z.string().nullable(),
  withdrawReason: z.string(),
  revision: z.int(),
  freshness,
  reason: z.string(),
  expiresAt: z.string().nullable(),
  expiring: z.boolean(),
})

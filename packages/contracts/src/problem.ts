import { REFUSAL_CODES } from '@gatehouse/core'
import { z } from 'zod'

/** Codes of refusals that come from the shell (transport, access) rather than from a rule. */
export const SHELL_CODES = [
  'bad_request',
  'unauthenticated',
  'session_ended',
  'csrf',
  'not_found',
  'method_not_allowed',
  'stale_revision',
  'precondition_required',
  'idempotency_conflict',
  'payload_too_large',
  'unsupported_media_type',
  'rate_limited',
  'invalid_credentials',
  'link_invalid',
  'setup_done',
  'github_unavailable',
  'github_not_configured',
  'person_required',
  'step_up_required',
  'step_up_failed',
  'signing_key_given',
  'bundle_incomplete',
  'unavailable',
  'internal',
] as const
export const PROBLEM_CODES = [...REFUSAL_CODES, ...SHELL_CODES] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** RFC 9457 problem JSON. `current` carries the present state on a 412. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(PROBLEM_CODES),
  detail: z.string(),
  issues: z.array(
    z.object({ code: z.string(), message: z.string(), path: z.string().optional(), line: z.int().optional(), hint: z.string().optional() }),
  ),
  requestId: z.string(),
  current: z.unknown().optional(),
})
export type Problem = z.output<typeof problem>
z.globalRegistry.add(problem, { id: 'Problem' })

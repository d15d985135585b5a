/**
 * Every "no" that leaves the server, as RFC 9457 problem JSON. Rules refuse with a code from core, the shell with one of its own;
 * this table says which status each has, and the compiler refuses a code without one.
 */
import type { Problem, ProblemCode } from '@gatehouse/contracts'
import type { Issue, Refusal, Result } from '@gatehouse/core'
import type { z } from 'zod'

export const STATUS_OF = {
  // from the rules
  gate_locked: 409,
  gate_not_submittable: 409,
  gate_illegal_transition: 409,
  gate_not_found: 404,
  requirement_not_found: 404,
  evidence_not_accepted: 422,
  evidence_not_found: 404,
  evidence_bad_reference: 422,
  not_a_reviewer: 403,
  not_an_owner: 403,
  self_approval: 403,
  already_signed: 409,
  review_outdated: 412,
  ci_not_reread: 409,
  gaps_open: 409,
  gap_not_found: 404,
  waiver_not_found: 404,
  waiver_exists: 409,
  waiver_bad_expiry: 422,
  delegation_not_found: 404,
  delegation_refused: 422,
  go_no_go_not_found: 404,
  go_no_go_open: 409,
  go_no_go_closed: 409,
  deadline_invalid: 422,
  not_a_lane_owner: 403,
  override_needed: 409,
  reason_required: 422,
  task_locked: 409,
  task_not_found: 404,
  task_has_children: 409,
  task_bad_span: 422,
  task_moved_nowhere: 422,
  dependency_cycle: 422,
  dependency_unknown_end: 422,
  dependency_exists: 409,
  dependency_not_found: 404,
  blocker_not_open: 409,
  blocker_not_found: 404,
  key_taken: 409,
  key_unknown: 422,
  release_sha_invalid: 422,
  release_target_missing: 409,
  plan_invalid: 400,
  plan_update_refused: 409,
  undo_refused: 409,
  past_not_over: 409,
  past_not_recorded: 404,
  forbidden: 403,
  last_lead: 409,
  // from the shell
  bad_request: 400,
  unauthenticated: 401,
  session_ended: 401,
  csrf: 403,
  not_found: 404,
  method_not_allowed: 405,
  stale_revision: 412,
  precondition_required: 428,
  idempotency_conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  invalid_credentials: 401,
  link_invalid: 410,
  setup_done: 409,
  github_unavailable: 502,
  github_not_configured: 409,
  person_required: 403,
  step_up_required: 403,
  step_up_failed: 403,
  signing_key_given: 409,
  bundle_incomplete: 409,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<ProblemCode, number>

const TITLE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be done like this',
  428: 'If-Match is missing',
  429: 'Too many requests',
  500: 'Internal error',
  502: 'GitHub did not answer',
  503: 'Not available now',
}

/**
 * An expected "no". Throw it from a handler: `throw new ShellError('not_found', 'There is no task T9.')`. `current` is the present
 * state of the thing on a 412; `headers` go on the answer.
 */
export class ShellError extends Error {
  override readonly name = 'ShellError'
  readonly code: ProblemCode
  readonly issues: readonly Issue[]
  readonly current: unknown
  readonly headers: Readonly<Record<string, string>>
  constructor(
    code: ProblemCode,
    detail: string,
    more: { readonly issues?: readonly Issue[]; readonly current?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail)
    this.code = code
    this.issues = more.issues ?? []
    this.current = more.current
    this.headers = more.headers ?? {}
  }
  get status(): number {
    return STATUS_OF[this.code]
  }
}

/** A rule's refusal as something to throw. */
export const refusalError = (refusal: Refusal, current?: unknown): ShellError =>
  new ShellError(refusal.code, refusal.detail, { issues: refusal.issues, current })

/** The value of a rule's result; a refusal is thrown and becomes a problem. */
export const unwrap = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw refusalError(result.refusal)
}

/** What the problem answers of a program that does not exist, or that the caller may not see: they must not differ. */
export const noSuchProgram = (): ShellError => new ShellError('not_found', 'There is no such program, or you are not a member of it.')

export const problemBody = (
  code: ProblemCode,
  detail: string,
  requestId: string,
  issues: readonly Issue[] = [],
  current?: unknown,
): Problem => ({
  type: `urn:gatehouse:problem:${code}`,
  title: TITLE_OF_STATUS[STATUS_OF[code]] ?? 'Problem',
  status: STATUS_OF[code],
  code,
  detail,
  issues: issues.map(presentIssue),
  requestId,
  ...(current === undefined ? {} : { current }),
})

const presentIssue = (issue: Issue): Problem['issues'][number] => ({
  code: issue.code,
  message: issue.message,
  ...(issue.path === undefined ? {} : { path: issue.path }),
  ...(issue.line === undefined ? {} : { line: issue.line }),
  ...(issue.hint === undefined ? {} : { hint: issue.hint }),
})

const dotted = (part: string, path: readonly PropertyKey[]): string => [part, ...path.map(String)].join('.')

/** Every issue of a failed parse; `part` is `body`, `params`, `query`. An unknown field is named by its own path. */
export const zodIssues = (part: string, error: z.core.$ZodError): Issue[] =>
  error.issues.flatMap((issue): Issue[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        code: 'unknown_field',
        message: `There is no field ${key.slice(0, 80)} here.`,
        path: dotted(part, [...issue.path, key.slice(0, 80)]),
      }))
    }
    return [{ code: issue.code, message: issue.message, path: dotted(part, issue.path) }]
  })

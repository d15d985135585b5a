/** Every refusal that a rule can give. The API maps each to a status, the web to a sentence; both are checked by the compiler. */
export const REFUSAL_CODES = [
  'gate_locked',
  'gate_not_submittable',
  'gate_illegal_transition',
  'gate_not_found',
  'requirement_not_found',
  'evidence_not_accepted',
  'evidence_not_found',
  'evidence_bad_reference',
  'not_a_reviewer',
  'not_an_owner',
  'self_approval',
  'already_signed',
  'review_outdated',
  'ci_not_reread',
  'gaps_open',
  'gap_not_found',
  'waiver_not_found',
  'waiver_exists',
  'waiver_bad_expiry',
  'delegation_not_found',
  'delegation_refused',
  'go_no_go_not_found',
  'go_no_go_open',
  'go_no_go_closed',
  'deadline_invalid',
  'not_a_lane_owner',
  'override_needed',
  'reason_required',
  'task_locked',
  'task_not_found',
  'task_has_children',
  'task_bad_span',
  'task_moved_nowhere',
  'dependency_cycle',
  'dependency_unknown_end',
  'dependency_exists',
  'dependency_not_found',
  'blocker_not_open',
  'blocker_not_found',
  'key_taken',
  'key_unknown',
  'release_sha_invalid',
  'release_target_missing',
  'plan_invalid',
  'plan_update_refused',
  'undo_refused',
  'past_not_over',
  'past_not_recorded',
  'forbidden',
  'last_lead',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** One thing that is wrong: what, where (a plan path such as `gates.G3.requirements.G3.1` or a key) and how to mend it. */
export interface Issue {
  readonly code: string
  readonly message: string
  /** Dotted path or key of the thing at fault. */
  readonly path?: string | undefined
  /** 1-based line of the source text, where there is one. */
  readonly line?: number | undefined
  readonly hint?: string | undefined
}

/** An expected "no": a code, an English sentence and every reason at once. A bug is thrown; a refusal is returned. */
export interface Refusal {
  readonly code: RefusalCode
  readonly detail: string
  readonly issues: readonly Issue[]
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const refuse = (code: RefusalCode, detail: string, issues: readonly Issue[] = []): Result<never> => ({
  ok: false,
  refusal: { code, detail, issues },
})

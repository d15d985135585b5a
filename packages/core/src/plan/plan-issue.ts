import type { Issue } from '../result.ts'

/** Every way in which a plan can be wrong as a whole. */
export const PLAN_ISSUE_CODES = [
  'key_taken',
  'key_unknown',
  'period_out_of_range',
  'span_reversed',
  'number_invalid',
  'quorum_too_large',
  'quorum_too_small',
  'sign_role_invalid',
  'sign_role_twice',
  'sign_role_unheld',
  'one_of_empty',
  'one_of_not_accepted',
  'dependency_self',
  'dependency_exists',
  'dependency_cycle',
  'parent_cycle',
  'time_zone_unknown',
  'date_invalid',
  'working_days_invalid',
  'requirement_unprovable',
  'release_sha_invalid',
  'repository_invalid',
  'too_many',
  'text_too_long',
] as const
export type PlanIssueCode = (typeof PLAN_ISSUE_CODES)[number]
/** `path` is dotted and names list entries by key: `tasks.L4-D1.after.L4-D0`, `dependencies.L4-D1->G7`. */
export type PlanIssue = Issue & { readonly code: PlanIssueCode; readonly path: string }

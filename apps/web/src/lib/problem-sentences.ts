import type { ApiProblem, ClientCode } from './api-problem.ts'

/**
 * What the user reads first. The issues below it say the particulars. A code without a sentence does not compile.
 */
export const PROBLEM_SENTENCES = {
  // gates and evidence
  gate_locked: 'This gate is signed and locked. Reopen it with a reason before changing anything in it.',
  gate_not_submittable: 'This gate cannot be submitted yet.',
  gate_illegal_transition: 'The gate is not in a state that allows this step.',
  gate_not_found: 'There is no such gate in this program.',
  requirement_not_found: 'There is no such requirement in this gate.',
  evidence_not_accepted: 'This requirement does not take that kind of evidence.',
  evidence_not_found: 'That piece of evidence is no longer there.',
  evidence_bad_reference: 'The reference could not be recognised as evidence.',
  not_a_reviewer: 'Only a reviewer named by the gate can decide on it.',
  not_an_owner: 'Only an owner named by the gate can do this.',
  self_approval: 'Whoever submitted a gate or wrote its evidence cannot approve it.',
  already_signed: 'You have signed this round already; one person counts once.',
  review_outdated: 'Something in this gate changed after you opened it. Look at it again, then decide.',
  ci_not_reread: 'CI was not read in the last few minutes. Read it again, then decide.',
  gaps_open: 'Close every open gap first.',
  gap_not_found: 'That gap is no longer there.',
  reason_required: 'Give a reason.',
  // plan
  task_locked: 'This task belongs to a signed gate and is locked with it.',
  task_not_found: 'There is no such task in this program.',
  task_has_children: 'This is a summary task; its parts decide its span and state.',
  task_bad_span: 'The span of the task is not possible.',
  task_moved_nowhere: 'Say where the task moved to.',
  dependency_cycle: 'This would make the plan wait for itself.',
  dependency_unknown_end: 'A dependency needs a task, gate or milestone at both ends.',
  dependency_exists: 'These two are linked already.',
  dependency_not_found: 'That dependency is no longer there.',
  blocker_not_open: 'This blocker is resolved already.',
  blocker_not_found: 'There is no such blocker in this program.',
  key_taken: 'This key is in use. Choose another one.',
  key_unknown: 'Something that is referred to does not exist in this program.',
  release_sha_invalid: 'A release commit is given by its full 40 hexadecimal digits.',
  release_target_missing: 'The program has no release target yet. Set its repository and commit in Settings.',
  plan_invalid: 'The plan has problems. Nothing was stored.',
  plan_update_refused: 'This document cannot be imported into the program as it is. Nothing was changed.',
  undo_refused: 'This program can no longer be taken back.',
  // the record
  past_not_over: 'That time is not over yet. Choose an earlier one.',
  past_not_recorded: 'The record does not reach back that far.',
  // access
  forbidden: 'Your role in this program does not allow this.',
  last_lead: 'A program keeps at least one lead. Make someone else lead first.',
  unauthenticated: 'Sign in to go on.',
  session_ended: 'Your session has ended. Sign in again.',
  csrf: 'The request did not come from this page and was not carried out.',
  invalid_credentials: 'E-mail and password do not match.',
  link_invalid: 'This link has expired, was used already or was taken back.',
  setup_done: 'This instance is set up already. Sign in instead.',
  rate_limited: 'Too many tries. Wait a few minutes, then try again.',
  // transport
  bad_request: 'The request was not understood.',
  not_found: 'This does not exist, or you are not a member of it.',
  method_not_allowed: 'The server does not offer this.',
  stale_revision: 'Someone changed this in the meantime. The current state is shown now; make your change again if it still applies.',
  precondition_required: 'The change did not say which state it was based on. Load the page again.',
  idempotency_conflict: 'The same request was sent twice with different content. Load the page again.',
  payload_too_large: 'This is too big for the server.',
  unsupported_media_type: 'The server does not take this kind of content.',
  github_unavailable: 'GitHub did not answer. What was read before is kept and shown with its age.',
  github_not_configured: 'No access to GitHub is set up on this instance.',
  unavailable: 'The server is not ready. Try again in a moment.',
  internal: 'The server failed.',
  offline: 'The server cannot be reached. Check the connection.',
  unreadable_answer: 'The answer could not be read.',
} satisfies Record<ClientCode, string>

export const problemSentence = (problem: ApiProblem): string => PROBLEM_SENTENCES[problem.code] ?? problem.detail

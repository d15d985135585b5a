/** Commands that carry a gate through its life, except the signature itself (approve-gate.ts). Each returns what to save or every reason against. */
import { refuseOne } from '../access/demand.ts'
import { type Approver, can } from '../access/roles.ts'
import type { GateProgress, ProgramState } from '../board/program-state.ts'
import { ok, type Result, refuse } from '../result.ts'
import { actorOf, gateByKey, isSubmitter } from './entitlement.ts'
import { decideOn, type GateDecision } from './gate-decision.ts'
import { evaluateRequirements, readinessIssues } from './gate-refusals.ts'
import { type GateStep, nextGateState } from './gate-transitions.ts'
import { gatherFacts } from './program-facts.ts'

/** Finds the gate, checks that the person works on it and that the step is legal. */
const openStep = (
  state: ProgramState,
  gateKey: string,
  actor: Approver,
  step: GateStep,
): Result<{ readonly gate: GateProgress; readonly next: GateProgress['state'] }> => {
  const found = gateByKey(state, gateKey)
  if (!found.ok) return found
  const gate = found.value
  if (!isSubmitter(gate, actor))
    return refuseOne('not_an_owner', `${gateKey} is worked on by ${gate.owners.join(', ') || 'its owners'} or a lead.`, `gates.${gateKey}`)
  const next = nextGateState(gate, step)
  return next.ok ? ok({ gate, next: next.value }) : next
}

/** NotStarted → InProgress. Also implied by the first evidence. */
export const startGate = (state: ProgramState, gateKey: string, actor: Approver, _input: object, _now: string): Result<GateDecision> => {
  const step = openStep(state, gateKey, actor, 'start')
  return step.ok ? ok(decideOn(step.value.gate, 'gate.started', { state: step.value.next })) : step
}

/** → ReadyForSignoff, and a new round. `gate_not_submittable` carries every reason; open gaps alone give `gaps_open`. */
export const submitGate = (state: ProgramState, gateKey: string, actor: Approver, _input: object, now: string): Result<GateDecision> => {
  const step = openStep(state, gateKey, actor, 'submit')
  if (!step.ok) return step
  const { gate, next } = step.value
  const facts = gatherFacts(state, now)
  const issues = readinessIssues(facts, gate, evaluateRequirements(facts, gate))
  if (issues.length > 0) {
    const code = issues.every((issue) => issue.code === 'gap_open') ? 'gaps_open' : 'gate_not_submittable'
    return refuse(code, `${gateKey} cannot be submitted: ${issues.length} ${issues.length === 1 ? 'reason' : 'reasons'}.`, issues)
  }
  return ok(
    decideOn(gate, 'gate.submitted', {
      state: next,
      round: gate.round + 1,
      submittedBy: actorOf(actor),
      submittedAt: now,
      signedAt: null,
      signedSha: null,
    }),
  )
}

/** ReadyForSignoff → InProgress, by its owners or a lead. Approvals of the round stay on record and count no more. */
export const withdrawSubmission = (
  state: ProgramState,
  gateKey: string,
  actor: Approver,
  _input: object,
  _now: string,
): Result<GateDecision> => {
  const step = openStep(state, gateKey, actor, 'withdraw_submission')
  return step.ok
    ? ok(decideOn(step.value.gate, 'gate.submission_withdrawn', { state: step.value.next, submittedBy: null, submittedAt: null }))
    : step
}

/** Requirements that only documents or contracts can meet: what a doc baseline stands on. */
export const isDocumentary = (requirement: {
  readonly accepts: readonly string[]
  readonly rule: string | null
  readonly workflow: string | null
}): boolean =>
  requirement.rule === null && requirement.workflow === null && requirement.accepts.some((type) => type === 'doc' || type === 'contract')

/** Every requirement that takes documents or contracts is supplied, and there is one. */
export const hasDocBaseline = (state: ProgramState, gate: GateProgress, now: string): boolean => {
  const documentary = evaluateRequirements(gatherFacts(state, now), gate).filter(isDocumentary)
  return documentary.length > 0 && documentary.every((requirement) => requirement.supplied)
}

/** InProgress → CompletedDocBaseline: documents and contracts are there, implementation goes on. */
export const completeDocBaseline = (
  state: ProgramState,
  gateKey: string,
  actor: Approver,
  _input: object,
  now: string,
): Result<GateDecision> => {
  const step = openStep(state, gateKey, actor, 'complete_doc_baseline')
  if (!step.ok) return step
  const { gate, next } = step.value
  const documentary = evaluateRequirements(gatherFacts(state, now), gate).filter(isDocumentary)
  if (documentary.length === 0)
    return refuseOne('gate_not_submittable', `${gateKey} asks for no document or contract, so it has no doc baseline.`, `gates.${gateKey}`)
  const missing = documentary.filter((requirement) => !requirement.supplied)
  if (missing.length > 0)
    return refuse(
      'gate_not_submittable',
      `The doc baseline of ${gateKey} lacks ${missing.map((requirement) => requirement.key).join(', ')}.`,
      missing.map((requirement) => ({
        code: 'requirement_missing',
        message: `${requirement.key}: ${requirement.reason}`,
        path: `gates.${gateKey}.requirements.${requirement.key}`,
      })),
    )
  return ok(decideOn(gate, 'gate.doc_baseline_completed', { state: next }))
}

/** Closes one gap with a note of how it was mended; by the gate's owners or a lead. */
export const closeGap = (
  state: ProgramState,
  gateKey: string,
  actor: Approver,
  input: { readonly gapId: string; readonly note: string },
  now: string,
): Result<GateDecision> => {
  const found = gateByKey(state, gateKey)
  if (!found.ok) return found
  const gate = found.value
  const path = `gates.${gateKey}.gaps.${input.gapId}`
  if (!isSubmitter(gate, actor)) return refuseOne('not_an_owner', `Gaps of ${gateKey} are closed by its owners or a lead.`, path)
  const gap = gate.gaps.find((candidate) => candidate.id === input.gapId && candidate.closedAt === null)
  if (gap === undefined) return refuseOne('gap_not_found', `${gateKey} has no such open gap.`, path)
  const note = input.note.trim()
  if (note === '') return refuseOne('reason_required', 'Say how the gap was mended.', path)
  return ok(
    decideOn(
      gate,
      'gate.gap_closed',
      {},
      { closedGaps: [{ id: gap.id, closedAt: now, closedBy: actorOf(actor), closingNote: note }] },
      { gap: gap.text, note },
    ),
  )
}

/** SignedOff → InProgress, by a lead, with a reason. The sign-offs stay on record. */
export const reopenGate = (
  state: ProgramState,
  gateKey: string,
  actor: Approver,
  input: { readonly reason: string },
  _now: string,
): Result<GateDecision> => {
  const found = gateByKey(state, gateKey)
  if (!found.ok) return found
  const gate = found.value
  if (!can(actor.roles, 'gate.reopen')) return refuseOne('forbidden', 'Only a lead reopens a signed gate.', `gates.${gateKey}`)
  const next = nextGateState(gate, 'reopen')
  if (!next.ok) return next
  const reason = input.reason.trim()
  if (reason === '') return refuseOne('reason_required', `Say why ${gateKey} is reopened.`, `gates.${gateKey}`)
  return ok(
    decideOn(
      gate,
      'gate.reopened',
      { state: next.value, submittedBy: null, submittedAt: null, signedAt: null, signedSha: null },
      {},
      { reason },
    ),
  )
}

/** A reviewer's decision on a submitted gate: approve, or list gaps. Source: DESIGN.md section 2, THREATS.md rows 2 to 6. */
import type { GateProgress, ProgramState } from '../board/program-state.ts'
import { type Issue, ok, type RefusalCode, type Result, refuse } from '../result.ts'
import { type AuthorisedApprover, type AuthorisedReviewer, gateByKey, signOffsOfRound } from './entitlement.ts'
import { decideOn, freezeEvidence, type GateDecision, type NewSignOff } from './gate-decision.ts'
import { approveRefusals, evaluateRequirements } from './gate-refusals.ts'
import { nextGateState } from './gate-transitions.ts'
import { gatherFacts } from './program-facts.ts'

/** Approvals that count now: of the running round and about the present release SHA. */
export const countApprovals = (gate: GateProgress, releaseSha: string | null): number =>
  new Set(
    signOffsOfRound(gate)
      .filter((signOff) => signOff.decision === 'approve' && signOff.releaseSha === releaseSha)
      .map((signOff) => signOff.actor.userId),
  ).size

const recordOf = (
  state: ProgramState,
  gate: GateProgress,
  reviewer: AuthorisedReviewer,
  decision: NewSignOff['decision'],
  note: string,
  now: string,
): NewSignOff => ({
  actor: reviewer.actor,
  handle: reviewer.handle,
  at: now,
  decision,
  note,
  round: gate.round,
  gateRevision: gate.revision,
  releaseSha: state.releaseTarget?.sha ?? null,
  evidence: freezeEvidence(state.evidence, gate.key),
  identity: null,
  role: null,
  onBehalfOf: null,
  frozen: null,
  frozenDigest: null,
  ci: [],
})

const outdated = (gate: GateProgress, seen: number): Issue | null =>
  seen === gate.revision
    ? null
    : {
        code: 'review_outdated',
        message: `${gate.key} has changed since it was looked at: revision ${gate.revision}, seen ${seen}.`,
        path: `gates.${gate.key}`,
        hint: 'Look again, then decide.',
      }

const refusalCodeOf = (issues: readonly Issue[]): RefusalCode => {
  const codes = new Set(issues.map((issue) => issue.code))
  if (codes.has('review_outdated')) return 'review_outdated'
  if (codes.has('ci_not_reread')) return 'ci_not_reread'
  return codes.has('gap_open') ? 'gaps_open' : 'gate_not_submittable'
}

/** An authorisation is good for one gate and round; the caller that mixes them up has a bug, the person has done nothing wrong. */
const checkProof = (gate: GateProgress, reviewer: AuthorisedReviewer): void => {
  if (reviewer.gateKey !== gate.key) throw new Error(`authorised for ${reviewer.gateKey}, used on ${gate.key}`)
}

/**
 * Records an approval; the one that reaches the quorum signs and locks the gate on the release SHA. Refusals carry every reason:
 * state, `review_outdated`, `ci_not_reread`, and each requirement that is neither proved nor waived at `now`.
 */
export const approveGate = (
  state: ProgramState,
  gateKey: string,
  approver: AuthorisedApprover,
  input: { readonly gateRevision: number; readonly note: string },
  now: string,
): Result<GateDecision> => {
  const found = gateByKey(state, gateKey)
  if (!found.ok) return found
  const gate = found.value
  checkProof(gate, approver)
  const releaseSha = state.releaseTarget?.sha ?? null
  const approvals = countApprovals(gate, releaseSha) + 1
  const next = nextGateState(gate, approvals >= Math.max(1, gate.quorum) ? 'approve_reaching_quorum' : 'approve')
  if (!next.ok) return next
  if (approver.round !== gate.round) return refuse('review_outdated', `${gateKey} is in another round by now.`, [])
  const facts = gatherFacts(state, now)
  const seen = outdated(gate, input.gateRevision)
  const issues = [...(seen === null ? [] : [seen]), ...approveRefusals(facts, gate, evaluateRequirements(facts, gate))]
  if (issues.length > 0) return refuse(refusalCodeOf(issues), `${gateKey} cannot be signed: ${issues[0]?.message ?? ''}`, issues)
  const signOff = recordOf(state, gate, approver, 'approve', input.note.trim(), now)
  const signed = next.value === 'SignedOff'
  return ok(
    decideOn(
      gate,
      signed ? 'gate.signed' : 'gate.approved',
      signed ? { state: next.value, signedAt: now, signedSha: releaseSha } : {},
      { signOff },
      { approvals, quorum: gate.quorum, releaseSha, evidence: signOff.evidence },
    ),
  )
}

/** ReadyForSignoff → InProgress with at least one gap. What was looked at must still be what is there. */
export const returnGate = (
  state: ProgramState,
  gateKey: string,
  reviewer: AuthorisedReviewer,
  input: {
    readonly gateRevision: number
    readonly note: string
    readonly gaps: readonly { readonly text: string; readonly requirementKey: string | null }[]
  },
  now: string,
): Result<GateDecision> => {
  const found = gateByKey(state, gateKey)
  if (!found.ok) return found
  const gate = found.value
  checkProof(gate, reviewer)
  const next = nextGateState(gate, 'return')
  if (!next.ok) return next
  const seen = outdated(gate, input.gateRevision)
  if (seen !== null) return refuse('review_outdated', seen.message, [seen])
  const path = `gates.${gateKey}.gaps`
  if (input.gaps.length === 0 || input.gaps.some((gap) => gap.text.trim() === ''))
    return refuse('reason_required', 'List at least one gap, each with what is missing.', [
      { code: 'reason_required', message: 'Each gap says what is missing.', path },
    ])
  const strangers = input.gaps.filter(
    (gap) => gap.requirementKey !== null && !gate.requirements.some((requirement) => requirement.key === gap.requirementKey),
  )
  if (strangers.length > 0)
    return refuse(
      'requirement_not_found',
      `${gateKey} has no requirement ${strangers.map((gap) => gap.requirementKey).join(', ')}.`,
      strangers.map((gap) => ({ code: 'requirement_not_found', message: `No requirement ${gap.requirementKey ?? ''}.`, path })),
    )
  const openedGaps = input.gaps.map((gap) => ({
    text: gap.text.trim(),
    requirementKey: gap.requirementKey,
    openedAt: now,
    openedBy: reviewer.actor,
    closedAt: null,
    closedBy: null,
    closingNote: '',
  }))
  return ok(
    decideOn(
      gate,
      'gate.returned',
      { state: next.value, submittedBy: null, submittedAt: null },
      { openedGaps, signOff: recordOf(state, gate, reviewer, 'return', input.note.trim(), now) },
      { gaps: openedGaps.map((gap) => gap.text) },
    ),
  )
}

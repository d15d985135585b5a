/** A reviewer's decision on a submitted gate: approve, or list gaps. Source: DESIGN.md section 2, THREATS.md rows 2 to 6. */
import type { RequirementEvaluation } from '../board/board.ts'
import type { GateProgress, ProgramState } from '../board/program-state.ts'
import { type Issue, ok, type RefusalCode, type Result, refuse } from '../result.ts'
import { signingOf } from './cover-roles.ts'
import { type AuthorisedApprover, type AuthorisedReviewer, gateByKey } from './entitlement.ts'
import { canonicalFrozen, compareFrozen, freezeGate, snapshotCi } from './freeze-gate.ts'
import type { FrozenGate } from './frozen-gate.ts'
import { decideOn, freezeEvidence, type GateDecision, type NewSignOff } from './gate-decision.ts'
import { approveRefusals, evaluateRequirements } from './gate-refusals.ts'
import { nextGateState } from './gate-transitions.ts'
import { gatherFacts, type ProgramFacts } from './program-facts.ts'

/** What a decision is based on: the revision that If-Match names and, where given, the whole list that was on the screen. */
export interface LookedAt {
  readonly gateRevision: number
  readonly seen: FrozenGate | null
  readonly note: string
}

interface Now {
  readonly facts: ProgramFacts
  readonly gate: GateProgress
  readonly requirements: readonly RequirementEvaluation[]
  readonly frozen: FrozenGate
}
const lookNow = (state: ProgramState, gate: GateProgress, now: string): Now => {
  const facts = gatherFacts(state, now)
  const requirements = evaluateRequirements(facts, gate)
  return { facts, gate, requirements, frozen: freezeGate(facts, gate, requirements) }
}

const recordOf = (
  { facts, gate, frozen }: Now,
  reviewer: AuthorisedReviewer,
  decision: NewSignOff['decision'],
  note: string,
  role: string | null,
): NewSignOff => ({
  actor: reviewer.actor,
  handle: reviewer.handle,
  at: facts.now,
  decision,
  note,
  round: gate.round,
  gateRevision: gate.revision,
  releaseSha: frozen.releaseSha,
  evidence: freezeEvidence(facts.state.evidence, gate.key),
  identity: reviewer.identity,
  role,
  onBehalfOf: reviewer.onBehalfOf,
  frozen,
  canonical: canonicalFrozen(frozen),
  ci: snapshotCi(facts, gate),
})

/**
 * Whether nothing but approvals of the running round came after this revision. They do not change what is signed, so that two reviewers may
 * look at the same moment: each approval raises the revision by one and names the one that it found.
 */
const onlyApprovedSince = (gate: GateProgress, revision: number): boolean => {
  const since = gate.signOffs.filter(
    (signOff) => signOff.round === gate.round && signOff.decision === 'approve' && signOff.gateRevision >= revision,
  )
  return since.length > 0 && since.length === gate.revision - revision
}

/** Every difference between what was looked at and what is there, each with what was and what is. */
const outdated = ({ gate, frozen }: Now, { gateRevision, seen }: LookedAt): readonly Issue[] => {
  const hint = 'Look again, then decide.'
  const present = (revision: number): number => (onlyApprovedSince(gate, revision) ? gate.revision : revision)
  const differences = (seen === null ? [] : compareFrozen({ ...seen, gateRevision: present(seen.gateRevision) }, frozen)).map((issue) => ({
    ...issue,
    path: `gates.${gate.key}.${issue.path ?? ''}`,
    hint,
  }))
  if (differences.length > 0 || present(gateRevision) === gate.revision) return differences
  return [
    {
      code: 'review_outdated',
      message: `${gate.key} has changed since it was looked at: revision ${gate.revision}, seen ${gateRevision}.`,
      path: `gates.${gate.key}`,
      hint,
    },
  ]
}
const refuseOutdated = (gate: GateProgress, issues: readonly Issue[]): Result<never> =>
  refuse('review_outdated', `${gate.key} is not what was looked at: ${issues[0]?.message ?? ''}`, issues)

const refusalCodeOf = (issues: readonly Issue[]): RefusalCode => {
  const codes = new Set(issues.map((issue) => issue.code))
  if (codes.has('ci_not_reread')) return 'ci_not_reread'
  return codes.has('gap_open') ? 'gaps_open' : 'gate_not_submittable'
}

/** An authorisation is good for one gate and round; the caller that mixes them up has a bug, the person has done nothing wrong. */
const checkProof = (gate: GateProgress, reviewer: AuthorisedReviewer): void => {
  if (reviewer.gateKey !== gate.key) throw new Error(`authorised for ${reviewer.gateKey}, used on ${gate.key}`)
}

/**
 * Records an approval; the one that completes the quorum and the roles signs and locks the gate on the release SHA. `seen` is compared with
 * what is there now: any difference is `review_outdated`, with every difference as an issue. Other refusals carry every reason: state,
 * `ci_not_reread`, and each requirement that is neither proved nor waived at `now`.
 */
export const approveGate = (
  state: ProgramState,
  gateKey: string,
  approver: AuthorisedApprover,
  input: LookedAt & { readonly seen: FrozenGate },
  now: string,
): Result<GateDecision> => {
  const found = gateByKey(state, gateKey)
  if (!found.ok) return found
  const gate = found.value
  checkProof(gate, approver)
  const submitted = nextGateState(gate, 'approve')
  if (!submitted.ok) return submitted
  if (approver.round !== gate.round) return refuse('review_outdated', `${gateKey} is in another round by now.`, [])
  const there = lookNow(state, gate, now)
  const differences = outdated(there, input)
  if (differences.length > 0) return refuseOutdated(gate, differences)
  const issues = approveRefusals(there.facts, gate, there.requirements)
  if (issues.length > 0) return refuse(refusalCodeOf(issues), `${gateKey} cannot be signed: ${issues[0]?.message ?? ''}`, issues)
  const { releaseSha } = there.frozen
  const given = { ...recordOf(there, approver, 'approve', input.note.trim(), null), id: '', correlationId: '', frozenDigest: null }
  const signing = signingOf(state.owners, { ...gate, signOffs: [...gate.signOffs, given] }, releaseSha)
  const role = signing.roles.find(({ ids }) => ids.includes(given.id))?.role ?? null
  const next = nextGateState(gate, signing.isComplete ? 'approve_reaching_quorum' : 'approve')
  if (!next.ok) return next
  const signOff = recordOf(there, approver, 'approve', input.note.trim(), role)
  const signed = next.value === 'SignedOff'
  return ok(
    decideOn(
      gate,
      signed ? 'gate.signed' : 'gate.approved',
      signed ? { state: next.value, signedAt: now, signedSha: releaseSha } : {},
      { signOff },
      {
        approvals: signing.approvals.length,
        quorum: gate.quorum,
        ...(role === null ? {} : { role }),
        ...(signOff.onBehalfOf === null ? {} : { onBehalfOf: signOff.onBehalfOf }),
        releaseSha,
        evidence: signOff.evidence,
        note: signOff.note,
      },
    ),
  )
}

/** ReadyForSignoff → InProgress with at least one gap. What was looked at must still be what is there. */
export const returnGate = (
  state: ProgramState,
  gateKey: string,
  reviewer: AuthorisedReviewer,
  input: LookedAt & { readonly gaps: readonly { readonly text: string; readonly requirementKey: string | null }[] },
  now: string,
): Result<GateDecision> => {
  const found = gateByKey(state, gateKey)
  if (!found.ok) return found
  const gate = found.value
  checkProof(gate, reviewer)
  const next = nextGateState(gate, 'return')
  if (!next.ok) return next
  const there = lookNow(state, gate, now)
  const differences = outdated(there, input)
  if (differences.length > 0) return refuseOutdated(gate, differences)
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
  const signOff = recordOf(there, reviewer, 'return', input.note.trim(), null)
  return ok(
    decideOn(
      gate,
      'gate.returned',
      { state: next.value, submittedBy: null, submittedAt: null },
      { openedGaps, signOff },
      { gaps: openedGaps.map((gap) => gap.text), note: signOff.note },
    ),
  )
}

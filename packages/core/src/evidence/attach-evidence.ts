/** Attaching and withdrawing proof. Hashing is done by the caller: the decision carries the canonical text to digest. */
import { refuseOne } from '../access/demand.ts'
import { type Approver, can } from '../access/roles.ts'
import { type AuditNote, noteChange } from '../board/audit-note.ts'
import type { Evidence, GateProgress, ProgramState } from '../board/program-state.ts'
import { actorOf, gateByKey } from '../gates/entitlement.ts'
import { type GateFields, lapseApprovals } from '../gates/gate-decision.ts'
import { assertGateOpen, nextGateState } from '../gates/gate-transitions.ts'
import { hasDocBaseline } from '../gates/move-gate.ts'
import type { EvidenceType } from '../plan/plan.ts'
import { type Issue, ok, type Result, refuse } from '../result.ts'
import { canonicalJson } from './canonical-json.ts'
import { plainDetails } from './evidence-details.ts'
import { EVIDENCE_LIMITS, FULL_SHA, parseEvidenceUrl } from './recognise-evidence.ts'

export interface AttachEvidenceInput {
  readonly gateKey: string
  readonly requirementKey: string
  readonly type: EvidenceType
  readonly title: string
  readonly url: string | null
  readonly reference: string
  readonly sha: string | null
  /** When the proof was made, if known. */
  readonly producedAt: string | null
}
export interface AttachedEvidence {
  /** To insert with an id and `digest = SHA-256(canonical)`. */
  readonly evidence: Omit<Evidence, 'id' | 'digest'>
  readonly canonical: string
  /** Change of its gate: begun by its first proof, or approvals of the running round lapse. Its revision always goes up by one. */
  readonly gate: { readonly gateKey: string; readonly judgedRevision: number; readonly set: Partial<GateFields> }
  readonly audit: AuditNote
}
export interface WithdrawnEvidence {
  readonly evidenceId: string
  readonly judgedRevision: number
  readonly set: { readonly withdrawnAt: string }
  readonly gate: AttachedEvidence['gate']
  readonly audit: AuditNote
}

/** Clocks of build machines may run a little ahead. */
const FUTURE_TOLERANCE_MS = 60_000

/** The text whose SHA-256 is the evidence's digest: what it says, not when or by whom it was attached. */
export const canonicalEvidence = (
  evidence: Pick<Evidence, 'gateKey' | 'requirementKey' | 'type' | 'title' | 'url' | 'reference' | 'sha' | 'producedAt'>,
): string => {
  const { gateKey, requirementKey, type, title, url, reference, sha, producedAt } = evidence
  return canonicalJson({ gateKey, requirementKey, type, title, url, reference, sha, producedAt })
}

/** Control characters, lone surrogates and the like never reach a hash or a screen. */
const isCleanText = (text: string): boolean => !/\p{Cc}|\p{Cs}/u.test(text)

const inputIssues = (input: AttachEvidenceInput, now: string): readonly Issue[] => {
  const issues: Issue[] = []
  const bad = (message: string, path: string, hint?: string): void => {
    issues.push({ code: 'evidence_bad_reference', message, path, ...(hint === undefined ? {} : { hint }) })
  }
  if (input.title.trim() === '' || input.title.length > EVIDENCE_LIMITS.title)
    bad(`A title has 1 to ${EVIDENCE_LIMITS.title} characters.`, 'title')
  if (input.reference.length > EVIDENCE_LIMITS.reference)
    bad(`A reference has at most ${EVIDENCE_LIMITS.reference} characters.`, 'reference')
  if (!isCleanText(input.title)) bad('A title is one line of plain text.', 'title')
  if (!isCleanText(input.reference)) bad('A reference is one line of plain text.', 'reference')
  if (input.url !== null) {
    const url = parseEvidenceUrl(input.url)
    if (!url.ok) issues.push(...url.refusal.issues)
  }
  if (input.url === null && input.reference.trim() === '' && input.sha === null) bad('Give a link, a commit or a reference.', 'reference')
  if (input.sha !== null && !FULL_SHA.test(input.sha.toLowerCase()))
    bad('A commit is named by its full 40 digits.', 'sha', '`git rev-parse HEAD` prints them.')
  if (input.type === 'code' && input.sha === null) bad('Code is proved by a commit.', 'sha')
  if (input.producedAt !== null) {
    const produced = Date.parse(input.producedAt)
    if (Number.isNaN(produced)) bad('The time is not an ISO 8601 instant.', 'producedAt')
    else if (produced > Date.parse(now) + FUTURE_TOLERANCE_MS) bad('It cannot have been made in the future.', 'producedAt')
  }
  return issues
}

const gateAfterAttach = (gate: GateProgress): AttachedEvidence['gate'] => {
  const started = gate.state === 'NotStarted' ? nextGateState(gate, 'start') : null
  return { gateKey: gate.key, judgedRevision: gate.revision, set: started?.ok === true ? { state: started.value } : lapseApprovals(gate) }
}

/**
 * Attaches one proof to a requirement of an open gate. Refusals: `forbidden`, `gate_not_found`, `gate_locked`,
 * `requirement_not_found`, `evidence_not_accepted` (its type, or the requirement is a rule), `evidence_bad_reference`.
 */
export const attachEvidence = (state: ProgramState, input: AttachEvidenceInput, actor: Approver, now: string): Result<AttachedEvidence> => {
  if (!can(actor.roles, 'evidence.attach'))
    return refuseOne('forbidden', 'Evidence is attached by owners and leads.', `gates.${input.gateKey}`)
  const found = gateByKey(state, input.gateKey)
  if (!found.ok) return found
  const gate = found.value
  const open = assertGateOpen(gate)
  if (!open.ok) return open
  const path = `gates.${gate.key}.requirements.${input.requirementKey}`
  const requirement = gate.requirements.find((candidate) => candidate.key === input.requirementKey)
  if (requirement === undefined) return refuseOne('requirement_not_found', `${gate.key} has no requirement ${input.requirementKey}.`, path)
  if (requirement.rule !== null)
    return refuseOne('evidence_not_accepted', `${requirement.key} is computed from the program: nothing is attached to it.`, path)
  if (!requirement.accepts.includes(input.type))
    return refuseOne(
      'evidence_not_accepted',
      `${requirement.key} takes ${requirement.accepts.join(', ') || 'no attached evidence'}, not ${input.type}.`,
      path,
    )
  const issues = inputIssues(input, now)
  if (issues.length > 0) return refuse('evidence_bad_reference', issues[0]?.message ?? '', issues)

  const content = {
    gateKey: gate.key,
    requirementKey: requirement.key,
    type: input.type,
    title: input.title.trim(),
    url: input.url === null ? null : new URL(input.url).href,
    reference: input.reference.trim(),
    sha: input.sha?.toLowerCase() ?? null,
    producedAt: input.producedAt === null ? null : new Date(input.producedAt).toISOString(),
  }
  const evidence = {
    ...content,
    details: plainDetails(input.type),
    file: null,
    observation: null,
    replaces: null,
    attachedAt: now,
    attachedBy: actorOf(actor),
    withdrawnAt: null,
    withdrawReason: '',
    revision: 1,
  }
  return ok({
    evidence,
    canonical: canonicalEvidence(content),
    gate: gateAfterAttach(gate),
    audit: {
      action: 'evidence.attached',
      subjectKind: 'evidence',
      subjectKey: `${gate.key}/${requirement.key}`,
      before: null,
      after: content,
    },
  })
}

/** By its author or a lead. The row stays, marked; the gate's approvals lapse, and a doc baseline that stood on it is lost. */
export const withdrawEvidence = (
  state: ProgramState,
  input: { readonly evidenceId: string },
  actor: Approver,
  now: string,
): Result<WithdrawnEvidence> => {
  const path = `evidence.${input.evidenceId}`
  const piece = state.evidence.find((candidate) => candidate.id === input.evidenceId && candidate.withdrawnAt === null)
  if (piece === undefined) return refuseOne('evidence_not_found', 'There is no such evidence, or it is withdrawn already.', path)
  const isAuthor = can(actor.roles, 'evidence.attach') && piece.attachedBy.userId === actor.userId
  if (!isAuthor && !actor.roles.includes('lead'))
    return refuseOne('forbidden', 'Evidence is withdrawn by who attached it, or by a lead.', path)
  const found = gateByKey(state, piece.gateKey)
  if (!found.ok) return found
  const gate = found.value
  const open = assertGateOpen(gate)
  if (!open.ok) return open
  const after: ProgramState = {
    ...state,
    evidence: state.evidence.map((other) => (other.id === piece.id ? { ...other, withdrawnAt: now } : other)),
  }
  const lost = gate.state === 'CompletedDocBaseline' && !hasDocBaseline(after, gate, now) ? nextGateState(gate, 'lose_doc_baseline') : null
  return ok({
    evidenceId: piece.id,
    judgedRevision: piece.revision,
    set: { withdrawnAt: now },
    gate: { gateKey: gate.key, judgedRevision: gate.revision, set: lost?.ok === true ? { state: lost.value } : lapseApprovals(gate) },
    audit: noteChange<Evidence>(
      'evidence.withdrawn',
      'evidence',
      `${gate.key}/${piece.requirementKey}`,
      piece,
      { withdrawnAt: now },
      { id: piece.id },
    ),
  })
}

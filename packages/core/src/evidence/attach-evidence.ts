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
import { canonicalEvidence } from './canonical-evidence.ts'
import { detailIssues } from './complete-details.ts'
import type { EvidenceDetails, StoredFile } from './evidence-details.ts'
import { hintNear } from './near-keys.ts'
import { EVIDENCE_LIMITS, FULL_SHA, parseEvidenceUrl } from './recognise-evidence.ts'

export interface AttachEvidenceInput {
  readonly gateKey: string
  readonly requirementKey: string
  readonly type: EvidenceType
  readonly title: string
  readonly url: string | null
  readonly reference: string
  readonly sha: string | null
  /** When the proof was made, as is claimed; when it was attached is never the caller's word. */
  readonly producedAt: string | null
  /** Complete: see `completeDetails`; digest and outcome as the shell found them in the text or report. */
  readonly details: EvidenceDetails
  readonly file: StoredFile | null
  /** Id of the piece of the same requirement that this one takes the place of. */
  readonly replaces: string | null
  /** Posted by an API token: proof may come before its gate is begun, and does not begin it. */
  readonly byToken: boolean
}
interface Withdrawal {
  readonly evidenceId: string
  readonly judgedRevision: number
  readonly set: { readonly withdrawnAt: string; readonly withdrawReason: string }
}
/** Change of its gate. Its revision always goes up by one. */
interface GateChange {
  readonly gateKey: string
  readonly judgedRevision: number
  readonly set: Partial<GateFields>
}
export interface AttachedEvidence {
  /** To insert with an id and `digest = SHA-256(canonical)`, after the withdrawal. */
  readonly evidence: Omit<Evidence, 'id' | 'digest'>
  readonly canonical: string
  /** The revision before it, which goes in the same write. */
  readonly withdrawal: Withdrawal | null
  /** Begun by its first proof, or approvals of the running round lapse. */
  readonly gate: GateChange
  readonly audit: readonly AuditNote[]
}
export interface WithdrawnEvidence extends Withdrawal {
  readonly gate: GateChange
  readonly audit: AuditNote
}

/** Reason on the record of a piece that another took the place of. */
export const REPLACED = 'replaced'

/** Clocks of build machines may run a little ahead. */
const FUTURE_TOLERANCE_MS = 60_000

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
  if (input.sha !== null && !FULL_SHA.test(input.sha.toLowerCase()))
    bad('A commit is named by its full 40 digits.', 'sha', '`git rev-parse HEAD` prints them.')
  if (input.producedAt !== null) {
    const produced = Date.parse(input.producedAt)
    if (Number.isNaN(produced)) bad('The time is not an ISO 8601 instant.', 'producedAt')
    else if (produced > Date.parse(now) + FUTURE_TOLERANCE_MS) bad('It cannot have been made in the future.', 'producedAt')
  }
  if (input.details.type !== input.type) bad(`The details are those of ${input.details.type}, not of ${input.type}.`, 'details.type')
  else issues.push(...detailIssues(input, input.details))
  return issues
}

/** What becomes of a gate once its proof changes: a doc baseline that stood on it is lost, or the running round's approvals are. */
const gateAfter = (after: ProgramState, gate: GateProgress, now: string): GateChange => {
  const lost = gate.state === 'CompletedDocBaseline' && !hasDocBaseline(after, gate, now) ? nextGateState(gate, 'lose_doc_baseline') : null
  return { gateKey: gate.key, judgedRevision: gate.revision, set: lost?.ok === true ? { state: lost.value } : lapseApprovals(gate) }
}

const withoutPiece = (state: ProgramState, id: string, now: string): ProgramState => ({
  ...state,
  evidence: state.evidence.map((other) => (other.id === id ? { ...other, withdrawnAt: now } : other)),
})

const whoMayWithdraw = (piece: Evidence, actor: Approver): boolean =>
  (can(actor.roles, 'evidence.attach') && piece.attachedBy.userId === actor.userId) || actor.roles.includes('lead')

const withdrawalNote = (piece: Evidence, set: Withdrawal['set'], reason: string): AuditNote =>
  noteChange<Evidence>('evidence.withdrawn', 'evidence', `${piece.gateKey}/${piece.requirementKey}`, piece, set, { id: piece.id, reason })

const replacedPiece = (state: ProgramState, input: AttachEvidenceInput, actor: Approver): Result<Evidence | null> => {
  if (input.replaces === null) return ok(null)
  const piece = state.evidence.find((each) => each.id === input.replaces && each.withdrawnAt === null)
  if (piece === undefined || piece.gateKey !== input.gateKey || piece.requirementKey !== input.requirementKey)
    return refuseOne('evidence_not_found', `${input.requirementKey} has no such piece to replace, or it is withdrawn already.`, 'replaces')
  if (!whoMayWithdraw(piece, actor)) return refuseOne('forbidden', 'Evidence is replaced by who attached it, or by a lead.', 'replaces')
  return ok(piece)
}

/**
 * Attaches one proof to a requirement of an open gate. Refusals: `forbidden`, `gate_not_found`, `gate_locked`,
 * `requirement_not_found` (both name the nearest keys), `evidence_not_accepted` (its type, or the requirement is a rule),
 * `evidence_not_found` (what it replaces), `evidence_bad_reference` (everything that is wrong with it at once).
 */
export const attachEvidence = (state: ProgramState, input: AttachEvidenceInput, actor: Approver, now: string): Result<AttachedEvidence> => {
  if (!can(actor.roles, 'evidence.attach'))
    return refuseOne('forbidden', 'Evidence is attached by owners and leads.', `gates.${input.gateKey}`)
  const found = gateByKey(state, input.gateKey)
  if (!found.ok)
    return refuseOne(
      'gate_not_found',
      `There is no gate ${input.gateKey}.`,
      `gates.${input.gateKey}`,
      hintNear(
        input.gateKey,
        state.gates.map(({ key }) => key),
      ),
    )
  const gate = found.value
  const open = assertGateOpen(gate)
  if (!open.ok) return open
  const path = `gates.${gate.key}.requirements.${input.requirementKey}`
  const requirement = gate.requirements.find((candidate) => candidate.key === input.requirementKey)
  if (requirement === undefined)
    return refuseOne(
      'requirement_not_found',
      `${gate.key} has no requirement ${input.requirementKey}.`,
      path,
      hintNear(
        input.requirementKey,
        gate.requirements.map(({ key }) => key),
      ),
    )
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

  const replaced = replacedPiece(state, input, actor)
  if (!replaced.ok) return replaced

  const content = {
    gateKey: gate.key,
    requirementKey: requirement.key,
    type: input.type,
    title: input.title.trim(),
    url: input.url === null ? null : new URL(input.url).href,
    reference: input.reference.trim(),
    sha: input.sha?.toLowerCase() ?? null,
    producedAt: input.producedAt === null ? null : new Date(input.producedAt).toISOString(),
    details: input.details,
    file: input.file,
  }
  const evidence = {
    ...content,
    observation: null,
    replaces: replaced.value?.id ?? null,
    attachedAt: now,
    attachedBy: actorOf(actor),
    withdrawnAt: null,
    withdrawReason: '',
    revision: 1,
  }
  const old = replaced.value
  const set = { withdrawnAt: now, withdrawReason: REPLACED }
  const begins = gate.state === 'NotStarted' && !input.byToken ? nextGateState(gate, 'start') : null
  const after = old === null ? state : withoutPiece(state, old.id, now)
  const attached: AuditNote = {
    action: 'evidence.attached',
    subjectKind: 'evidence',
    subjectKey: `${gate.key}/${requirement.key}`,
    before: null,
    after: old === null ? content : { ...content, replaces: old.id },
  }
  return ok({
    evidence,
    canonical: canonicalEvidence(content),
    withdrawal: old === null ? null : { evidenceId: old.id, judgedRevision: old.revision, set },
    gate:
      begins?.ok === true
        ? { gateKey: gate.key, judgedRevision: gate.revision, set: { state: begins.value } }
        : gateAfter({ ...after, evidence: [...after.evidence, { ...evidence, id: 'new', digest: '' }] }, gate, now),
    audit: old === null ? [attached] : [attached, withdrawalNote(old, set, REPLACED)],
  })
}

/** By its author or a lead. The row stays, with the reason; the gate's approvals lapse, and a doc baseline that stood on it is lost. */
export const withdrawEvidence = (
  state: ProgramState,
  input: { readonly evidenceId: string; readonly reason: string },
  actor: Approver,
  now: string,
): Result<WithdrawnEvidence> => {
  const path = `evidence.${input.evidenceId}`
  const piece = state.evidence.find((candidate) => candidate.id === input.evidenceId && candidate.withdrawnAt === null)
  if (piece === undefined) return refuseOne('evidence_not_found', 'There is no such evidence, or it is withdrawn already.', path)
  if (!whoMayWithdraw(piece, actor)) return refuseOne('forbidden', 'Evidence is withdrawn by who attached it, or by a lead.', path)
  const found = gateByKey(state, piece.gateKey)
  if (!found.ok) return found
  const open = assertGateOpen(found.value)
  if (!open.ok) return open
  const reason = input.reason.trim()
  if (reason === '') return refuseOne('reason_required', 'Say why it is withdrawn.', 'reason')
  const set = { withdrawnAt: now, withdrawReason: reason }
  return ok({
    evidenceId: piece.id,
    judgedRevision: piece.revision,
    set,
    gate: gateAfter(withoutPiece(state, piece.id, now), found.value, now),
    audit: withdrawalNote(piece, set, reason),
  })
}

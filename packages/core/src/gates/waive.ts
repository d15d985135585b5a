/**
 * Waivers: a requirement set aside by a lead, with a reason and an end. Source: DESIGN.md sections 1 and 2.
 *
 * A waiver changes what reviewers look at, so approvals of the running round lapse. Whoever granted one that is in force judges nothing
 * else of that gate: they are barred from approving it (standing.ts), as the authors of its evidence are.
 */
import { refuseOne } from '../access/demand.ts'
import { type Approver, can } from '../access/roles.ts'
import { sayInstant } from '../board/say.ts'
import type { GateProgress, ProgramState, Waiver } from '../board/program-state.ts'
import { type Issue, ok, type RefusalCode, type Result, refuse } from '../result.ts'
import { actorOf, gateByKey } from './entitlement.ts'
import { isWaiverActive } from './evaluate-requirement.ts'
import { decideOn, type GateDecision, type GateFields, lapseApprovals } from './gate-decision.ts'
import { assertGateOpen, nextGateState } from './gate-transitions.ts'
import { hasDocBaseline } from './move-gate.ts'

/** A waiver that nobody looks at for longer is a changed requirement, and is to be written as one. */
export const WAIVER_DAYS_MAX = 90
const DAY_MS = 86_400_000

const openForWaiving = (state: ProgramState, gateKey: string, actor: Approver): Result<GateProgress> => {
  const found = gateByKey(state, gateKey)
  if (!found.ok) return found
  if (!can(actor.roles, 'gate.waive')) return refuseOne('forbidden', 'Only a lead waives a requirement.', `gates.${gateKey}`)
  const open = assertGateOpen(found.value)
  return open.ok ? found : open
}

const withCode = (issues: readonly Issue[]): Result<never> =>
  refuse((issues[0]?.code ?? 'forbidden') as RefusalCode, issues[0]?.message ?? '', issues)

const expiryIssue = (expiresAt: string, now: string, path: string): Issue | null => {
  const left = Date.parse(expiresAt) - Date.parse(now)
  const bad = (message: string): Issue => ({ code: 'waiver_bad_expiry', message, path: `${path}.expiresAt` })
  if (Number.isNaN(left)) return bad('The end of the waiver is not an ISO 8601 instant.')
  if (left <= 0) return bad('The waiver would have ended already.')
  return left > WAIVER_DAYS_MAX * DAY_MS ? bad(`A waiver lasts at most ${WAIVER_DAYS_MAX} days.`) : null
}

/**
 * Sets a requirement of an open gate aside until `expiresAt`. Refusals, all at once: `requirement_not_found`, `reason_required`,
 * `waiver_bad_expiry`, `waiver_exists`; before them `gate_not_found`, `forbidden`, `gate_locked`.
 */
export const grantWaiver = (
  state: ProgramState,
  gateKey: string,
  actor: Approver,
  input: { readonly requirementKey: string; readonly reason: string; readonly expiresAt: string },
  now: string,
): Result<GateDecision> => {
  const open = openForWaiving(state, gateKey, actor)
  if (!open.ok) return open
  const gate = open.value
  const { requirementKey } = input
  const path = `gates.${gateKey}.requirements.${requirementKey}`
  const issues: Issue[] = []
  if (!gate.requirements.some((requirement) => requirement.key === requirementKey))
    issues.push({ code: 'requirement_not_found', message: `${gateKey} has no requirement ${requirementKey}.`, path })
  const reason = input.reason.trim()
  if (reason === '') issues.push({ code: 'reason_required', message: `Say why ${requirementKey} is set aside.`, path: `${path}.reason` })
  const expiry = expiryIssue(input.expiresAt, now, path)
  if (expiry !== null) issues.push(expiry)
  const other = gate.waivers.find((waiver) => waiver.requirementKey === requirementKey && isWaiverActive(waiver, now))
  if (other !== undefined)
    issues.push({
      code: 'waiver_exists',
      message: `${other.approver.name} waived ${requirementKey} until ${sayInstant(other.expiresAt)}.`,
      path,
      hint: 'Take that waiver back first.',
    })
  if (issues.length > 0) return withCode(issues)
  const granted: Omit<Waiver, 'id'> = {
    requirementKey,
    reason,
    approver: actorOf(actor),
    grantedAt: now,
    expiresAt: new Date(input.expiresAt).toISOString(),
    revokedAt: null,
    revokedBy: null,
    revokeReason: '',
  }
  const { approver, grantedAt, expiresAt } = granted
  return ok(
    decideOn(
      gate,
      'waiver.granted',
      lapseApprovals(gate),
      { grantedWaiver: granted },
      { requirementKey, reason, approver, grantedAt, expiresAt },
    ),
  )
}

const afterRevoking = (state: ProgramState, gate: GateProgress, id: string, now: string): Partial<GateFields> => {
  if (gate.state !== 'CompletedDocBaseline') return lapseApprovals(gate)
  const bare = { ...gate, waivers: gate.waivers.filter((waiver) => waiver.id !== id) }
  const lost = hasDocBaseline({ ...state, gates: state.gates.map((other) => (other === gate ? bare : other)) }, bare, now)
    ? null
    : nextGateState(gate, 'lose_doc_baseline')
  return lost?.ok === true ? { state: lost.value } : {}
}

/** Takes a waiver back: its requirement is unmet again at once. `waiver_not_found` when it is not in force any more. */
export const revokeWaiver = (
  state: ProgramState,
  gateKey: string,
  actor: Approver,
  input: { readonly waiverId: string; readonly reason: string },
  now: string,
): Result<GateDecision> => {
  const open = openForWaiving(state, gateKey, actor)
  if (!open.ok) return open
  const gate = open.value
  const path = `gates.${gateKey}.waivers.${input.waiverId}`
  const waiver = gate.waivers.find(({ id }) => id === input.waiverId)
  if (waiver === undefined || !isWaiverActive(waiver, now))
    return refuseOne('waiver_not_found', `${gateKey} has no such waiver in force.`, path)
  const reason = input.reason.trim()
  if (reason === '') return refuseOne('reason_required', 'Say why the waiver is taken back.', path)
  return ok(
    decideOn(
      gate,
      'waiver.revoked',
      afterRevoking(state, gate, waiver.id, now),
      { revokedWaiver: { id: waiver.id, revokedAt: now, revokedBy: actorOf(actor), revokeReason: reason } },
      { requirementKey: waiver.requirementKey, reason, waiver: waiver.id },
    ),
  )
}

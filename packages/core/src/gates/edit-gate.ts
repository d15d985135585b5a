/** Edits of a gate's terms by a lead. A signed gate refuses them; where signatures are being gathered, they lapse. */
import { type Approver, can } from '../access/roles.ts'
import { noteChange } from '../board/audit-note.ts'
import type { GateProgress, ProgramState } from '../board/program-state.ts'
import { checkProofTerms, checkSigning } from '../plan/check-signing.ts'
import type { Gate, Requirement } from '../plan/plan.ts'
import { type Issue, ok, type Result, refuse } from '../result.ts'
import { gateByKey } from './entitlement.ts'
import { decideOn, type GateDecision, lapseApprovals } from './gate-decision.ts'
import { assertGateOpen } from './gate-transitions.ts'
import { keepSignedTasks } from './keep-signed-tasks.ts'

export type GatePatch = Partial<Pick<Gate, 'title' | 'at' | 'owners' | 'reviewers' | 'quorum' | 'signRoles'>>
export type RequirementPatch = Partial<Omit<Requirement, 'key'>>

/** The gate, if this person may edit its terms and it is not locked. */
const openForEdit = (state: ProgramState, gateKey: string, actor: Approver): Result<GateProgress> => {
  const found = gateByKey(state, gateKey)
  if (!found.ok) return found
  if (!can(actor.roles, 'plan.edit'))
    return refuse('forbidden', 'Only a lead edits a gate’s terms.', [
      { code: 'forbidden', message: 'Only a lead edits a gate’s terms.', path: `gates.${gateKey}` },
    ])
  const open = assertGateOpen(found.value)
  return open.ok ? found : open
}

const unknownHandles = (state: ProgramState, handles: readonly string[], path: string): readonly Issue[] => {
  const known = new Set(state.owners.map((owner) => owner.handle))
  return handles
    .filter((handle) => !known.has(handle))
    .map((handle) => ({ code: 'key_unknown', message: `${handle} is not an owner of this program.`, path }))
}

const gateIssues = (state: ProgramState, gate: Gate): readonly Issue[] => {
  const path = `gates.${gate.key}`
  const issues: Issue[] = []
  if (gate.title.trim() === '') issues.push({ code: 'plan_invalid', message: 'A gate needs a title.', path: `${path}.title` })
  if (!Number.isInteger(gate.at) || gate.at < state.head.first || gate.at > state.head.last)
    issues.push({
      code: 'plan_invalid',
      message: `Period ${gate.at} is outside the program (${state.head.first} to ${state.head.last}).`,
      path: `${path}.at`,
    })
  issues.push(...checkSigning(gate, state.owners))
  return [...issues, ...unknownHandles(state, gate.owners, `${path}.owners`), ...unknownHandles(state, gate.reviewers, `${path}.reviewers`)]
}

/** Changes title, period, owners, reviewers, quorum or the roles that sign. Another period may not change the tasks of a signed gate (`gate_locked`). */
export const editGate = (state: ProgramState, gateKey: string, actor: Approver, patch: GatePatch, _now: string): Result<GateDecision> => {
  const open = openForEdit(state, gateKey, actor)
  if (!open.ok) return open
  const gate = open.value
  const issues = gateIssues(state, { ...gate, ...patch })
  const onlyUnknown = issues.length > 0 && issues.every((issue) => issue.code === 'key_unknown')
  if (issues.length > 0) return refuse(onlyUnknown ? 'key_unknown' : 'plan_invalid', issues[0]?.message ?? '', issues)
  const after = { ...state, gates: state.gates.map((other) => (other.key === gateKey ? { ...gate, ...patch } : other)) }
  const kept = keepSignedTasks(state, after, `gates.${gateKey}.at`)
  if (!kept.ok) return kept
  return ok(decideOn(gate, 'gate.edited', { ...patch, ...lapseApprovals(gate) }))
}

const requirementIssues = (state: ProgramState, gate: GateProgress, requirement: Requirement): readonly Issue[] => {
  const path = `gates.${gate.key}.requirements.${requirement.key}`
  const issue = (message: string, field: string): Issue => ({ code: 'plan_invalid', message, path: `${path}.${field}` })
  const issues: Issue[] = []
  if (requirement.text.trim() === '') issues.push(issue('A requirement says what it asks for.', 'text'))
  if (!Number.isInteger(requirement.min) || requirement.min < 1) issues.push(issue('At least one piece of evidence is needed.', 'min'))
  if (requirement.freshness === 'max_age' && (requirement.maxAgeHours === null || !(requirement.maxAgeHours > 0)))
    issues.push(issue('A largest age in hours is needed.', 'maxAgeHours'))
  if (requirement.rule !== null && requirement.workflow !== null)
    issues.push(issue('A rule is computed from the program and binds no workflow.', 'workflow'))
  if (requirement.rule === null && requirement.workflow === null && requirement.accepts.length === 0)
    issues.push(issue('Name at least one type of evidence.', 'accepts'))
  if (
    requirement.workflow !== null &&
    state.releaseTarget !== null &&
    !state.releaseTarget.workflows.some((workflow) => workflow.path === requirement.workflow)
  )
    issues.push({
      code: 'key_unknown',
      message: `${requirement.workflow} is not a workflow of the release target.`,
      path: `${path}.workflow`,
    })
  return [...issues, ...checkProofTerms(requirement, path)]
}

const requirementNote = (action: string, gate: GateProgress, before: Requirement | null, after: Requirement | null) =>
  noteChange<Requirement>(action, 'requirement', `${gate.key}/${(after ?? before)?.key ?? ''}`, before, after)

const saveRequirements = (
  gate: GateProgress,
  requirements: readonly Requirement[],
  audit: GateDecision['audit'],
  withdrawnEvidence: readonly string[] = [],
): Result<GateDecision> => ok({ ...decideOn(gate, '', lapseApprovals(gate), { requirements, withdrawnEvidence }), audit })

export const addRequirement = (
  state: ProgramState,
  gateKey: string,
  actor: Approver,
  requirement: Requirement,
  _now: string,
): Result<GateDecision> => {
  const open = openForEdit(state, gateKey, actor)
  if (!open.ok) return open
  const gate = open.value
  if (gate.requirements.some((other) => other.key === requirement.key)) {
    const message = `${gateKey} has a requirement ${requirement.key} already.`
    return refuse('key_taken', message, [{ code: 'key_taken', message, path: `gates.${gateKey}.requirements.${requirement.key}` }])
  }
  const issues = requirementIssues(state, gate, requirement)
  if (issues.length > 0) return refuse('plan_invalid', issues[0]?.message ?? '', issues)
  return saveRequirements(gate, [...gate.requirements, requirement], requirementNote('requirement.added', gate, null, requirement))
}

const requirementOf = (gate: GateProgress, key: string): Result<Requirement> => {
  const requirement = gate.requirements.find((candidate) => candidate.key === key)
  if (requirement !== undefined) return ok(requirement)
  const message = `${gate.key} has no requirement ${key}.`
  return refuse('requirement_not_found', message, [
    { code: 'requirement_not_found', message, path: `gates.${gate.key}.requirements.${key}` },
  ])
}

/** Its key stays: evidence, gaps and waivers name it. */
export const editRequirement = (
  state: ProgramState,
  gateKey: string,
  actor: Approver,
  input: { readonly requirementKey: string; readonly patch: RequirementPatch },
  _now: string,
): Result<GateDecision> => {
  const open = openForEdit(state, gateKey, actor)
  if (!open.ok) return open
  const gate = open.value
  const found = requirementOf(gate, input.requirementKey)
  if (!found.ok) return found
  const after: Requirement = { ...found.value, ...input.patch, key: found.value.key }
  const issues = requirementIssues(state, gate, after)
  if (issues.length > 0) return refuse('plan_invalid', issues[0]?.message ?? '', issues)
  const requirements = gate.requirements.map((requirement) => (requirement.key === after.key ? after : requirement))
  return saveRequirements(gate, requirements, requirementNote('requirement.edited', gate, found.value, after))
}

/** Its evidence is withdrawn with it. */
export const removeRequirement = (
  state: ProgramState,
  gateKey: string,
  actor: Approver,
  input: { readonly requirementKey: string },
  _now: string,
): Result<GateDecision> => {
  const open = openForEdit(state, gateKey, actor)
  if (!open.ok) return open
  const gate = open.value
  const found = requirementOf(gate, input.requirementKey)
  if (!found.ok) return found
  const withdrawn = state.evidence.filter(
    (piece) => piece.gateKey === gateKey && piece.requirementKey === input.requirementKey && piece.withdrawnAt === null,
  )
  return saveRequirements(
    gate,
    gate.requirements.filter((requirement) => requirement.key !== input.requirementKey),
    requirementNote('requirement.removed', gate, found.value, null),
    withdrawn.map((piece) => piece.id),
  )
}

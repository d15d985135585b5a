/** Gates that come and go. Pure. */
import {
  type Approver,
  type AuditNote,
  checkBrought,
  demand,
  type Gate,
  type GateProgress,
  gateByKey,
  isKeyTaken,
  keepSignedTasks,
  ok,
  type ProgramState,
  type Result,
  refuseOne,
} from '@gatehouse/core'

export interface AddedGate {
  readonly gate: GateProgress
  readonly audit: AuditNote
}
export interface RemovedGate {
  readonly judgedRevision: number
  readonly audit: AuditNote
}

/** Adds a gate, not started; its plan is its baseline. */
export const addGate = (state: ProgramState, person: Approver, input: Gate): Result<AddedGate> => {
  const path = `gates.${input.key}`
  const may = demand(person, 'plan.edit', path)
  if (!may.ok) return may
  if (isKeyTaken(state, input.key)) return refuseOne('key_taken', `${input.key} is taken.`, path)
  const gate: GateProgress = {
    ...input,
    revision: 1,
    state: 'NotStarted',
    baselineAt: input.at,
    round: 0,
    submittedBy: null,
    submittedAt: null,
    signedAt: null,
    signedSha: null,
    gaps: [],
    signOffs: [],
    waivers: [],
  }
  const after = { ...state, gates: [...state.gates, gate] }
  const checked = checkBrought(state, after)
  if (!checked.ok) return checked
  const kept = keepSignedTasks(state, after, path)
  if (!kept.ok) return kept
  return ok({ gate, audit: { action: 'gate.added', subjectKind: 'gate', subjectKey: input.key, before: null, after: { ...input } } })
}

/** Removes a gate that nobody ever signed, with the dependencies that name it. Refused while a task, path or the contingency does. */
export const removeGate = (state: ProgramState, key: string, person: Approver): Result<RemovedGate> => {
  const path = `gates.${key}`
  const may = demand(person, 'plan.edit', path)
  if (!may.ok) return may
  const found = gateByKey(state, key)
  if (!found.ok) return found
  const gate = found.value
  if (gate.state === 'SignedOff' || gate.signOffs.length > 0) {
    return refuseOne('gate_locked', `${key} has been signed or decided on: its record stays.`, path)
  }
  const links = state.dependencies.filter((link) => link.from === key || link.to === key)
  const signed = links.find((link) => state.gates.some((other) => other.key === link.to && other.state === 'SignedOff'))
  if (signed !== undefined) return refuseOne('gate_locked', `${signed.to} was signed with ${key} before it, and is locked.`, path)
  const after = {
    ...state,
    gates: state.gates.filter((other) => other.key !== key),
    dependencies: state.dependencies.filter((link) => !links.includes(link)),
  }
  const checked = checkBrought(state, after)
  if (!checked.ok) return checked
  const kept = keepSignedTasks(state, after, path)
  if (!kept.ok) return kept
  const { revision, ...before } = gate
  return ok({ judgedRevision: revision, audit: { action: 'gate.removed', subjectKind: 'gate', subjectKey: key, before, after: null } })
}

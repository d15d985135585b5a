/** On what ground somebody may decide on a gate: by a handle of their own, in somebody's place, or by role where the gate names nobody. */
import type { Approver } from '../access/roles.ts'
import type { Delegation, Evidence, GateProgress, OwnerState, ProgramState } from '../board/program-state.ts'
import { signingHandles } from '../plan/check-signing.ts'
import { signOffsOfRound } from './cover-roles.ts'
import { isWaiverActive } from './evaluate-requirement.ts'

export interface Standing {
  /** Handle under which the person signs; null: by role, where the gate names nobody. */
  readonly handle: string | null
  /** The same handle, when it is somebody else's who is away. */
  readonly onBehalfOf: string | null
  /** Sign-off roles of the handle that the gate asks for. */
  readonly roles: readonly string[]
}
export type Bar = 'signed_already' | 'represented' | 'submitted_it' | 'wrote_its_evidence' | 'waived_its_requirement'

type Terms = Pick<GateProgress, 'reviewers' | 'signRoles'>
type SigningState = Pick<ProgramState, 'owners' | 'delegations'>

/** It has begun, has not ended and was not taken back. */
export const isDelegationActive = (delegation: Delegation, now: string): boolean => {
  const at = Date.parse(now)
  return delegation.revokedAt === null && Date.parse(delegation.from) <= at && at < Date.parse(delegation.until)
}

const rolesOf = (gate: Terms, owner: OwnerState | undefined): readonly string[] =>
  gate.signRoles.map(({ role }) => role).filter((role) => owner?.signsAs.includes(role) === true)

/**
 * Every ground on which the person may decide, their own handles first; empty: none. A gate that names neither people nor roles is open to
 * whoever reviews in the program.
 */
export const standingsOf = (
  state: SigningState,
  gate: Terms,
  person: Pick<Approver, 'userId' | 'handles'>,
  now: string,
): readonly Standing[] => {
  const named = signingHandles(gate, state.owners)
  if (named.size === 0) return [{ handle: null, onBehalfOf: null, roles: [] }]
  const ownerOf = new Map(state.owners.map((owner) => [owner.handle, owner]))
  const own = [...named]
    .filter((handle) => person.handles.includes(handle))
    .map((handle) => ({ handle, onBehalfOf: null, roles: rolesOf(gate, ownerOf.get(handle)) }))
  const lent = state.delegations
    .filter((each) => each.to.userId === person.userId && isDelegationActive(each, now))
    .map(({ handle }) => handle)
    .filter((handle, index, all) => named.has(handle) && !person.handles.includes(handle) && all.indexOf(handle) === index)
    .map((handle) => ({ handle, onBehalfOf: handle, roles: rolesOf(gate, ownerOf.get(handle)) }))
  return [...own, ...lent]
}

/**
 * Accounts that may not approve in this round, with every reason: they decided already, somebody signed in their place, or they would judge
 * their own work (the submission, its evidence, a waiver in force that they granted). Whoever stands in for one of them is barred with them.
 */
export const barsOf = (
  state: Pick<ProgramState, 'owners'>,
  gate: GateProgress,
  evidence: readonly Evidence[],
  now: string,
): ReadonlyMap<string, { readonly name: string; readonly why: readonly Bar[] }> => {
  const bars = new Map<string, { name: string; why: Bar[] }>()
  const bar = (userId: string, name: string, why: Bar): void => {
    const known = bars.get(userId) ?? { name, why: [] }
    if (!known.why.includes(why)) known.why.push(why)
    bars.set(userId, known)
  }
  for (const { actor, onBehalfOf } of signOffsOfRound(gate)) {
    bar(actor.userId, actor.name, 'signed_already')
    const holder = onBehalfOf === null ? undefined : state.owners.find((owner) => owner.handle === onBehalfOf)
    if (holder !== undefined && holder.userId !== null) bar(holder.userId, holder.userName ?? holder.handle, 'represented')
  }
  if (gate.submittedBy !== null) bar(gate.submittedBy.userId, gate.submittedBy.name, 'submitted_it')
  for (const piece of evidence)
    if (piece.gateKey === gate.key && piece.withdrawnAt === null) bar(piece.attachedBy.userId, piece.attachedBy.name, 'wrote_its_evidence')
  for (const waiver of gate.waivers)
    if (isWaiverActive(waiver, now)) bar(waiver.approver.userId, waiver.approver.name, 'waived_its_requirement')
  return bars
}

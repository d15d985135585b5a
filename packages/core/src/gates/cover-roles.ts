/**
 * Which sign-off roles the approvals of a round stand for. One person stands for one role, and the roles are given out so that as many
 * seats as possible are taken: who may sign as security and as operations takes whichever seat the others leave open.
 */
import type { GateProgress, OwnerState, SignOff } from '../board/program-state.ts'
import type { Gate } from '../plan/plan.ts'

type SignRoles = Gate['signRoles']

/** An approval as the seats see it. */
export interface RoleCandidate {
  readonly id: string
  /** Roles that it may stand for; those that nobody asks for do not matter. */
  readonly roles: readonly string[]
}
export interface CoveredRole {
  readonly role: string
  readonly count: number
  /** Approvals that take its seats, in the order in which they came. */
  readonly ids: readonly string[]
  /** Seats that nobody takes. */
  readonly open: number
}

/**
 * A maximum matching of approvals to seats, one approval after the other. A seat that is taken stays taken when another approval comes:
 * at most it changes hands.
 */
export const coverRoles = (signRoles: SignRoles, approvals: readonly RoleCandidate[]): readonly CoveredRole[] => {
  const seats = signRoles.flatMap(({ role, count }) => Array.from({ length: count }, () => role))
  const holder: (number | null)[] = seats.map(() => null)
  const seat = (index: number, tried: Set<number>): boolean => {
    for (const [place, role] of seats.entries()) {
      if (tried.has(place) || approvals[index]?.roles.includes(role) !== true) continue
      tried.add(place)
      const other = holder[place] ?? null
      if (other !== null && !seat(other, tried)) continue
      holder[place] = index
      return true
    }
    return false
  }
  for (const index of approvals.keys()) seat(index, new Set())
  return signRoles.map(({ role, count }) => {
    const held = holder.filter((index, place): index is number => index !== null && seats[place] === role).sort((a, b) => a - b)
    return { role, count, ids: held.map((index) => approvals[index]?.id ?? ''), open: count - held.length }
  })
}

export const signOffsOfRound = (gate: Pick<GateProgress, 'signOffs' | 'round'>): readonly SignOff[] =>
  gate.signOffs.filter((signOff) => signOff.round === gate.round)

/** Approvals that count now: of the running round, about this release SHA, one of each person. */
export const approvalsOfRound = (gate: Pick<GateProgress, 'signOffs' | 'round'>, releaseSha: string | null): readonly SignOff[] => {
  const people = new Set<string>()
  return signOffsOfRound(gate).filter((signOff) => {
    if (signOff.decision !== 'approve' || signOff.releaseSha !== releaseSha || people.has(signOff.actor.userId)) return false
    people.add(signOff.actor.userId)
    return true
  })
}

export const countApprovals = (gate: Pick<GateProgress, 'signOffs' | 'round'>, releaseSha: string | null): number =>
  approvalsOfRound(gate, releaseSha).length

/** What a signature may stand for: what its handle may, and what it was recorded for, even when the handle may no longer. */
export const rolesOfSignOff = (
  owners: readonly OwnerState[],
  signOff: Pick<SignOff, 'actor' | 'role' | 'onBehalfOf'>,
): readonly string[] => {
  const { actor, role, onBehalfOf } = signOff
  const handles = owners.filter((owner) => (onBehalfOf === null ? owner.userId === actor.userId : owner.handle === onBehalfOf))
  return [...new Set([...(role === null ? [] : [role]), ...handles.flatMap((owner) => owner.signsAs)])]
}

export interface Signing {
  readonly approvals: readonly SignOff[]
  readonly quorum: number
  readonly roles: readonly CoveredRole[]
  /** Enough people signed, and every role is stood for. */
  readonly isComplete: boolean
}

/** How far the signatures of the running round are. */
export const signingOf = (
  owners: readonly OwnerState[],
  gate: Pick<GateProgress, 'signOffs' | 'round' | 'quorum' | 'signRoles'>,
  releaseSha: string | null,
): Signing => {
  const approvals = approvalsOfRound(gate, releaseSha)
  const quorum = Math.max(1, gate.quorum)
  const roles = coverRoles(
    gate.signRoles,
    approvals.map((signOff) => ({ id: signOff.id, roles: rolesOfSignOff(owners, signOff) })),
  )
  return { approvals, quorum, roles, isComplete: approvals.length >= quorum && roles.every(({ open }) => open === 0) }
}

const sayRole = ({ role, count, open }: CoveredRole): string => (count === 1 ? role : `${role} (${open} of ${count})`)

/** “2 of 3 signed; security is missing”. */
export const saySigning = ({ approvals, quorum, roles }: Signing): string => {
  const open = roles.filter((role) => role.open > 0)
  const tally = `${approvals.length} of ${quorum} signed`
  if (open.length === 0) return tally
  const names = open.map(sayRole)
  const last = names.pop() ?? ''
  return `${tally}; ${names.length === 0 ? last : `${names.join(', ')} and ${last}`} ${open.length === 1 ? 'is' : 'are'} missing`
}

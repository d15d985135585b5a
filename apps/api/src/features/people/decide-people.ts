/** What may be done with members and handles, as pure functions over what was loaded. */
import {
  type AuditNote,
  checkBrought,
  type LapsedGate,
  lapsedByOwner,
  noteChange,
  ok,
  type OwnerState,
  type ProgramState,
  type Result,
  type Role,
  refuse,
} from '@gatehouse/core'
import type { Member } from '@gatehouse/db'

export interface MemberChange {
  readonly member: Member
  readonly roles: readonly Role[]
  readonly note: AuditNote
}

const isActiveLead = (member: Member): boolean => member.roles.includes('lead') && !member.disabled && !member.sample

/** A program always keeps a lead who can sign in. */
const keepsALead = (members: readonly Member[], without: string): boolean =>
  members.some((member) => member.userId !== without && isActiveLead(member))

const lastLead = (member: Member): Result<never> =>
  refuse('last_lead', `${member.name} is the only lead of this program. Make somebody else lead first.`)

export const decideRoles = (members: readonly Member[], userId: string, roles: readonly Role[]): Result<MemberChange | null> => {
  const member = members.find((each) => each.userId === userId)
  if (member === undefined) return ok(null)
  const unique = [...new Set(roles)]
  if (isActiveLead(member) && !unique.includes('lead') && !keepsALead(members, userId)) return lastLead(member)
  const note = noteChange(
    'member.roles_set',
    'member',
    userId,
    { name: member.name, roles: member.roles },
    { name: member.name, roles: unique },
  )
  return ok({ member, roles: unique, note })
}

export const decideRemoval = (members: readonly Member[], userId: string): Result<MemberChange | null> => {
  const member = members.find((each) => each.userId === userId)
  if (member === undefined) return ok(null)
  if (isActiveLead(member) && !keepsALead(members, userId)) return lastLead(member)
  const note = noteChange('member.removed', 'member', userId, { name: member.name, roles: member.roles, handles: member.handles }, null)
  return ok({ member, roles: [], note })
}

/** Where the plan names a handle, as paths. */
export const placesOfHandle = (program: ProgramState, handle: string): readonly string[] => [
  ...program.lanes.filter((lane) => lane.owners.includes(handle)).map((lane) => `lanes.${lane.key}`),
  ...program.tasks.filter((task) => task.owners.includes(handle)).map((task) => `tasks.${task.key}`),
  ...program.gates.filter((gate) => gate.owners.includes(handle)).map((gate) => `gates.${gate.key}.owners`),
  ...program.gates.filter((gate) => gate.reviewers.includes(handle)).map((gate) => `gates.${gate.key}.reviewers`),
]

export const decideOwnerRemoval = (program: ProgramState, handle: string): Result<AuditNote | null> => {
  const owner = program.owners.find((each) => each.handle === handle)
  if (owner === undefined) return ok(null)
  const places = placesOfHandle(program, handle)
  if (places.length > 0) {
    const issues = places.map((path) => ({ code: 'handle_in_use', message: `${path} names ${handle}`, path }))
    return refuse(
      'plan_invalid',
      `The plan still names ${handle} in ${places.length === 1 ? 'one place' : `${places.length} places`}.`,
      issues,
    )
  }
  const checked = checkBrought(program, { ...program, owners: program.owners.filter((each) => each !== owner) })
  if (!checked.ok) return checked
  return ok(noteChange('owner.removed', 'owner', handle, { handle, name: owner.name, userId: owner.userId }, null))
}

export interface OwnerPatch {
  readonly name?: string | undefined
  readonly signsAs?: readonly string[] | undefined
  readonly userId?: string | null | undefined
}
export interface OwnerEdit {
  readonly name: string
  readonly signsAs: readonly string[]
  readonly userId: string | null
  readonly userName: string | null
  /** Its name or its sign-off roles are others. */
  readonly isRenamed: boolean
  readonly isRebound: boolean
  /** Gates whose pending approvals lapse, because other people may sign them now. */
  readonly lapsed: readonly LapsedGate[]
  readonly note: AuditNote
}

/** A handle is bound to members only: what it entitles to is worth nothing without a role. */
export const decideOwnerEdit = (
  program: ProgramState,
  members: readonly Member[],
  handle: string,
  patch: OwnerPatch,
): Result<OwnerEdit | null> => {
  const owner = program.owners.find((each) => each.handle === handle)
  if (owner === undefined) return ok(null)
  const userId = patch.userId === undefined ? owner.userId : patch.userId
  const member = members.find((each) => each.userId === userId)
  if (userId !== null && userId !== owner.userId && member === undefined) {
    return refuse('key_unknown', 'A handle is bound to a member of the program; this account is none.', [
      { code: 'not_a_member', message: 'This account is not a member of the program.', path: 'body.userId' },
    ])
  }
  const after = {
    name: patch.name ?? owner.name,
    signsAs: patch.signsAs ?? owner.signsAs,
    userId,
    userName: userId === null ? null : (member?.name ?? owner.userName),
  }
  const edited: OwnerState = { handle, ...after }
  // The last holder of a role that a gate asks for keeps it until the gate asks no more.
  const checked = checkBrought(program, { ...program, owners: program.owners.map((each) => (each === owner ? edited : each)) })
  if (!checked.ok) return checked
  const lapsed = lapsedByOwner(program, owner, edited)
  const isRenamed = after.name !== owner.name || after.signsAs.join() !== owner.signsAs.join()
  const changes = { isRenamed, isRebound: userId !== owner.userId }
  const { name, signsAs } = owner
  const note = noteChange(
    'owner.edited',
    'owner',
    handle,
    { name, signsAs, userId: owner.userId },
    { name: after.name, signsAs: after.signsAs, userId, ...(lapsed.length === 0 ? {} : { lapsed: lapsed.map(({ gateKey }) => gateKey) }) },
  )
  return ok({ ...after, ...changes, lapsed, note })
}

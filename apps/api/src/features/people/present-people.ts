import type { People } from '@gatehouse/contracts'
import type { OwnerState } from '@gatehouse/core'
import type { InvitationRow, Member, StoredProgram } from '@gatehouse/db'

export const presentMember = (member: Member): People['members'][number] => ({
  userId: member.userId,
  name: member.name,
  email: member.email,
  roles: [...member.roles],
  handles: [...member.handles],
  disabled: member.disabled,
  sample: member.sample,
  revision: member.revision,
})

export const presentOwner = (owner: OwnerState, revision: number): People['owners'][number] => ({
  handle: owner.handle,
  name: owner.name,
  signsAs: [...owner.signsAs],
  userId: owner.userId,
  userName: owner.userName,
  revision,
})

export const presentOwners = (program: StoredProgram): People['owners'] =>
  program.owners.map((owner) => presentOwner(owner, program.revisions.owners.get(owner.handle) ?? 1))

/** `invitedBy`: the name of the account behind the stored id. */
export const presentInvitation = (row: InvitationRow, invitedBy: string | null): People['invitations'][number] => ({
  id: row.id,
  roles: [...row.roles],
  handle: row.handle,
  email: row.email,
  invitedBy,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
})

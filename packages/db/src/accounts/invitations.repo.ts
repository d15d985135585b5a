import type { Role } from '@gatehouse/core'
import { clientOf, type Database, type Store, type Tx } from '../open/database.ts'
import { newId } from '../new-id.ts'
import { isUuid } from '../program/program-ref.ts'
import { within } from '../transact.ts'

export interface InvitationRow {
  readonly id: string
  /** null: the set-up link, or an invitation to the instance alone. */
  readonly programId: string | null
  readonly kind: 'setup' | 'invite'
  readonly email: string | null
  readonly roles: readonly Role[]
  /** Handle of the plan to bind. */
  readonly handle: string | null
  readonly invitedBy: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly acceptedAt: Date | null
  readonly acceptedBy: string | null
  readonly revokedAt: Date | null
}

const FIELDS = {
  id: true,
  programId: true,
  kind: true,
  email: true,
  roles: true,
  handle: true,
  invitedBy: true,
  createdAt: true,
  expiresAt: true,
  acceptedAt: true,
  acceptedBy: true,
  revokedAt: true,
} as const

type Stored = Omit<InvitationRow, 'kind' | 'roles'> & { readonly kind: string; readonly roles: readonly string[] }
// The schema's checks allow no other kinds and roles.
const asRow = (row: Stored): InvitationRow => row as InvitationRow

export interface NewInvitation
  extends Pick<InvitationRow, 'programId' | 'kind' | 'email' | 'roles' | 'handle' | 'invitedBy' | 'expiresAt'> {
  /** SHA-256 of the link's token in lower-case hex. */
  readonly tokenHash: string
  readonly now: Date
}

/** Adds an invitation. A set-up link takes the place of the one before it. */
export const insertInvitation = (store: Database | Tx, invitation: NewInvitation): Promise<InvitationRow> =>
  within(store, async (tx) => {
    const { programId, kind, email, roles, handle, invitedBy, expiresAt, tokenHash, now } = invitation
    const table = clientOf(tx).invitation
    if (kind === 'setup') await table.updateMany({ where: { kind, acceptedAt: null, revokedAt: null }, data: { revokedAt: now } })
    const data = { id: newId(now), programId, kind, email, roles: [...roles], handle, invitedBy, expiresAt, tokenHash, createdAt: now }
    return asRow(await table.create({ data, select: FIELDS }))
  })

/** One that can still be accepted, by its token's hash. */
export const findOpenInvitation = async (store: Store, tokenHash: string, now: Date): Promise<InvitationRow | null> => {
  const where = { tokenHash, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } }
  const row = await clientOf(store).invitation.findFirst({ where, select: FIELDS })
  return row && asRow(row)
}

/** Accepts it for an account: exactly one caller gets it, every other one gets null. */
export const consumeInvitation = async (store: Store, tokenHash: string, userId: string, now: Date): Promise<InvitationRow | null> => {
  const [row] = await clientOf(store).invitation.updateManyAndReturn({
    where: { tokenHash, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now, acceptedBy: userId },
    select: FIELDS,
  })
  return row === undefined ? null : asRow(row)
}

/** Newest first, ended ones included. */
export const listInvitations = async (store: Store, programId: string): Promise<readonly InvitationRow[]> => {
  const rows = await clientOf(store).invitation.findMany({ where: { programId }, orderBy: { createdAt: 'desc' }, select: FIELDS })
  return rows.map(asRow)
}

/** False when there is none that is still open. */
export const revokeInvitation = async (store: Store, programId: string, id: string, now: Date): Promise<boolean> => {
  if (!isUuid(id)) return false
  const where = { id, programId, acceptedAt: null, revokedAt: null }
  const { count } = await clientOf(store).invitation.updateMany({ where, data: { revokedAt: now } })
  return count > 0
}

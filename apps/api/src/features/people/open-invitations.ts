import { type InvitationRow, listInvitations, type Store } from '@gatehouse/db'

/** Those that somebody could still accept. */
export const openInvitations = async (store: Store, programId: string, now: string): Promise<readonly InvitationRow[]> => {
  const rows = await listInvitations(store, programId)
  return rows.filter((row) => row.acceptedAt === null && row.revokedAt === null && row.expiresAt.getTime() > Date.parse(now))
}

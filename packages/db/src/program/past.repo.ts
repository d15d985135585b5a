import type { StatePatch } from '@gatehouse/core'
import { clientOf, type Store } from '../open/database.ts'

/** An event that changed the program's state, with what it did. */
export interface PastChange {
  readonly seq: number
  /** The program's revision after it. */
  readonly revision: number
  readonly patch: StatePatch
}

/** What changed a program's state after event `after`, up to event `upTo`, in order; at most `limit` changes. */
export const listPatches = async (
  store: Store,
  programId: string,
  { after, upTo, limit }: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<readonly PastChange[]> => {
  const rows = await clientOf(store).auditEvent.findMany({
    where: { programId, seq: { gt: after, lte: upTo }, patch: { not: null } },
    select: { seq: true, revision: true, patch: true },
    orderBy: { seq: 'asc' },
    take: limit,
  })
  // What the database answers here has a patch; its hash was checked when it was recorded, and is again when the record is verified.
  return rows.map(({ seq, revision, patch }) => ({ seq, revision, patch: JSON.parse(patch ?? '{}') }))
}

/** An event's place in the record. */
export interface EventPlace {
  readonly seq: number
  /** ISO instant. */
  readonly at: string
  readonly revision: number
}
const placeOf = (row: { seq: number; at: Date; revision: number } | null): EventPlace | null => row && { ...row, at: row.at.toISOString() }
const PLACE = { seq: true, at: true, revision: true } as const

/** The last event, by number, that was recorded before an instant; null: none was. Clocks jump: what stands before it counts as well. */
export const lastEventBefore = async (store: Store, programId: string, instant: string): Promise<EventPlace | null> =>
  placeOf(
    await clientOf(store).auditEvent.findFirst({ where: { programId, at: { lt: instant } }, select: PLACE, orderBy: { seq: 'desc' } }),
  )

/** Event number `seq`; null: there is none. */
export const eventPlace = async (store: Store, programId: string, seq: number): Promise<EventPlace | null> =>
  placeOf(await clientOf(store).auditEvent.findUnique({ where: { programId_seq: { programId, seq } }, select: PLACE }))

import { StaleRevision } from '../errors.ts'

export interface Revised {
  readonly revision: number
}

/**
 * The end of every conditional save: the new revision, or `StaleRevision` with the stored one when the condition matched no row.
 * `updated` is what `UPDATE … WHERE revision = expected` returned, `find` reads the row as it is.
 */
export const newRevision = async (
  subject: { readonly entity: string; readonly key: string; readonly expected: number },
  updated: readonly Revised[],
  find: () => Promise<Revised | null>,
): Promise<number> => {
  const [row] = updated
  if (row !== undefined) return row.revision
  const stored = await find()
  throw new StaleRevision(subject.entity, subject.key, subject.expected, stored?.revision ?? null)
}

/** As `newRevision`, for a conditional delete. */
export const deleted = async (
  subject: { readonly entity: string; readonly key: string; readonly expected: number },
  count: number,
  find: () => Promise<Revised | null>,
): Promise<void> => {
  if (count > 0) return
  const stored = await find()
  throw new StaleRevision(subject.entity, subject.key, subject.expected, stored?.revision ?? null)
}

export const ONE_MORE = { revision: { increment: 1 } } as const
export const REVISION = { revision: true } as const

/** Position after the last one. */
export const nextOrd = (max: { readonly _max: { readonly ord: number | null } }): number => (max._max.ord ?? -1) + 1

export const instantOrNull = (iso: string | null): Date | null => (iso === null ? null : new Date(iso))

import { clientOf, type Store } from '../open/database.ts'

export interface PolledProgram {
  readonly id: string
  readonly slug: string
  readonly repository: string
  /** When CI was last read, by any replica; null: never. */
  readonly readAt: string | null
}

/** Programs that have a release SHA, and so CI to read; those of one repository (`owner/name`, any case), or all. */
export const listPolledPrograms = async (store: Store, repository: string | null = null): Promise<readonly PolledProgram[]> => {
  const rows = await clientOf(store).releaseTarget.findMany({
    where: { sha: { not: null }, ...(repository === null ? {} : { repository: { equals: repository, mode: 'insensitive' } }) },
    select: { repository: true, program: { select: { id: true, slug: true, ciReading: { select: { readAt: true } } } } },
    orderBy: { programId: 'asc' },
  })
  return rows.map(({ repository: name, program }) => ({
    id: program.id,
    slug: program.slug,
    repository: name,
    readAt: program.ciReading?.readAt.toISOString() ?? null,
  }))
}

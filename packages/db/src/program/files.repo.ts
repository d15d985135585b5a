import type { Actor, StoredFile } from '@gatehouse/core'
import { clientOf, type Database, type Store, type Tx } from '../open/database.ts'
import { transact } from '../transact.ts'

const COLUMNS = { sha256: true, size: true, name: true, mediaType: true } as const
interface FileRow extends Omit<StoredFile, 'size'> {
  readonly size: bigint
}
const fileOf = ({ sha256, size, name, mediaType }: FileRow): StoredFile => ({ sha256, size: Number(size), name, mediaType })

/**
 * Until the transaction ends nobody else keeps or removes the bytes of this digest. A row and its bytes are in two places: whoever adds or
 * removes either holds the file meanwhile.
 */
export const holdFile = async (tx: Tx, sha256: string): Promise<void> => {
  await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${sha256}, 0))`
}

/**
 * Notes that a program has a file; answers the file as the program knows it: the first upload's name stays. `at` counts again for every
 * upload, so that a file which nothing names yet is not removed under somebody who uploads it again.
 */
export const saveStoredFile = async (
  tx: Tx,
  programId: string,
  file: StoredFile,
  by: { readonly actor: Actor; readonly at: string },
): Promise<StoredFile> => {
  const uploaded = { uploadedAt: new Date(by.at) }
  const row = await clientOf(tx).storedFile.upsert({
    where: { programId_sha256: { programId, sha256: file.sha256 } },
    create: {
      ...{ programId, sha256: file.sha256, size: BigInt(file.size), name: file.name, mediaType: file.mediaType },
      ...{ ...uploaded, uploadedById: by.actor.userId, uploadedByName: by.actor.name },
    },
    update: uploaded,
    select: COLUMNS,
  })
  return fileOf(row)
}

/** null: the program has no such file, whoever else has. */
export const findStoredFile = async (store: Store, programId: string, sha256: string): Promise<StoredFile | null> => {
  const row = await clientOf(store).storedFile.findUnique({ where: { programId_sha256: { programId, sha256 } }, select: COLUMNS })
  return row === null ? null : fileOf(row)
}

/** Whether any program has the file. */
export const isFileNamed = async (store: Store, sha256: string): Promise<boolean> =>
  (await clientOf(store).storedFile.findFirst({ where: { sha256 }, select: { sha256: true } })) !== null

/** Digests of all files of a program. */
export const listFileDigests = async (store: Store, programId: string): Promise<readonly string[]> => {
  const rows = await clientOf(store).storedFile.findMany({ where: { programId }, select: { sha256: true } })
  return rows.map(({ sha256 }) => sha256)
}

export interface OrphanedFile {
  readonly programId: string
  readonly sha256: string
}
const orphaned = (before: Date) => ({ uploadedAt: { lt: before }, evidence: { none: {} } })

/** Files uploaded before `before` that no evidence names, withdrawn or not; the oldest first. */
export const listOrphanedFiles = async (store: Store, before: Date, limit: number): Promise<readonly OrphanedFile[]> =>
  await clientOf(store).storedFile.findMany({
    where: orphaned(before),
    select: { programId: true, sha256: true },
    orderBy: { uploadedAt: 'asc' },
    take: limit,
  })

/**
 * Forgets a file of a program unless evidence names it or it was uploaded again since; answers whether it did. Evidence that comes at the
 * same moment wins: then this is a `ConstraintViolation` of kind `foreign_key`.
 */
export const deleteOrphanedFile = async (db: Database, { programId, sha256 }: OrphanedFile, before: Date): Promise<boolean> => {
  const { count } = await transact(db, (tx) => clientOf(tx).storedFile.deleteMany({ where: { programId, sha256, ...orphaned(before) } }))
  return count > 0
}

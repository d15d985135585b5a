import { ConstraintViolation, deleteOrphanedFile, holdFile, isFileNamed, listOrphanedFiles, transact } from '@gatehouse/db'
import type { Shell } from '../app/shell.ts'

/** How long a file waits for evidence that names it. */
const UNNAMED_HOURS = 24
/** Files of one round; the next round takes the rest. */
const ROUND = 1_000

type FileShell = Pick<Shell, 'db' | 'files' | 'log' | 'metrics'>

/**
 * Removes the bytes that no program names any more. Never throws: what could not be removed stays, which costs room and nothing else. Call
 * it after the rows are gone for good: a row without bytes would be proof that is lost.
 */
export const releaseFiles = async ({ db, files, metrics, log }: FileShell, digests: readonly string[]): Promise<void> => {
  for (const sha256 of digests) {
    await transact(db, async (tx) => {
      await holdFile(tx, sha256)
      if (!(await isFileNamed(tx, sha256))) await files.remove(sha256)
    }).catch((error: unknown) => {
      metrics.backgroundErrors.inc({ where: 'files' })
      log.error({ err: error, sha256 }, 'background work failed: files')
    })
  }
}

/** Forgets what was uploaded more than a day ago and is named by no evidence, and what died uploads left. For a timer. */
export const sweepFiles = async (shell: FileShell, now: string): Promise<void> => {
  const before = new Date(Date.parse(now) - UNNAMED_HOURS * 3_600_000)
  for (const file of await listOrphanedFiles(shell.db, before, ROUND)) {
    const isForgotten = await deleteOrphanedFile(shell.db, file, before).catch((error: unknown) => {
      // Evidence came at this moment: the file stays.
      if (error instanceof ConstraintViolation && error.kind === 'foreign_key') return false
      throw error
    })
    if (isForgotten) await releaseFiles(shell, [file.sha256])
  }
  await shell.files.tidy()
}

import type { Actor, StoredFile } from '@gatehouse/core'
import { holdFile, saveStoredFile, transact } from '@gatehouse/db'
import { ShellError } from '../app/problems.ts'
import type { Shell } from '../app/shell.ts'
import { cleanName } from './clean-name.ts'
import { releaseFiles } from './release-files.ts'

/** Keeps a text of the server's own making as a file of a program, as an upload is kept: unless evidence names it, it is swept after a day. */
export const keepText = async (
  shell: Pick<Shell, 'db' | 'files' | 'log' | 'metrics'>,
  programId: string,
  given: { readonly name: string; readonly text: string },
  by: { readonly actor: Actor; readonly at: string },
): Promise<StoredFile> => {
  const bytes = Buffer.from(given.text, 'utf8')
  const kept = await shell.files.put(
    (async function* () {
      yield bytes
    })(),
    { maxBytes: bytes.length },
  )
  try {
    return await transact(shell.db, async (tx) => {
      await holdFile(tx, kept.sha256)
      // The same bytes, unnamed for a day, may have been swept away between the two.
      if (!(await shell.files.has(kept.sha256))) throw new ShellError('unavailable', 'The text was just being removed. Try again.')
      return saveStoredFile(tx, programId, { ...kept, name: cleanName(given.name) }, by)
    })
  } catch (error) {
    await releaseFiles(shell, [kept.sha256])
    throw error
  }
}

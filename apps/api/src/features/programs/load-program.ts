import { loadStoredProgram, type StoredProgram } from '@gatehouse/db'
import { noSuchProgram } from '../../app/problems.ts'
import type { ProgramContext } from '../../app/route-context.ts'

/** The program of the path with the revisions of its parts; the usual 404 when it went meanwhile. */
export const loadProgram = async ({ shell, program }: Pick<ProgramContext, 'shell' | 'program'>): Promise<StoredProgram> => {
  const loaded = await loadStoredProgram(shell.db, { id: program.id })
  if (loaded === null) throw noSuchProgram()
  return loaded
}

import { noSuchProgram } from '../app/problems.ts'
import type { Shell } from '../app/shell.ts'
import type { StoredBoard } from './board-store.ts'

/** The boards of a server, for features: a program that is gone is the usual 404. */
export const boardsOf = ({ boards }: Shell): { boardOf(programId: string): Promise<StoredBoard> } => ({
  boardOf: async (programId) => {
    const stored = await boards.read(programId)
    if (stored === null) throw noSuchProgram()
    return stored
  },
})

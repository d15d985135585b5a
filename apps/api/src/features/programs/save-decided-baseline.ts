import { saveBaseline, type Tx } from '@gatehouse/db'
import type { DecidedBaseline } from './decide-baseline.ts'

export const saveDecidedBaseline = async (tx: Tx, programId: string, decided: DecidedBaseline): Promise<void> => {
  const saved = await saveBaseline(tx, programId)
  if (saved.tasks.length !== decided.tasks.length || saved.gates.length !== decided.gates.length) {
    throw new Error(`the baseline was decided for ${decided.tasks.length} tasks and saved for ${saved.tasks.length}`)
  }
}

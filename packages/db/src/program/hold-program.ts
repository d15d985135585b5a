import { clientOf, type Tx } from '../open/database.ts'

/**
 * Keeps everybody from writing to a program until this transaction ends. Answers when it was made, or null when it is gone. For what
 * is no write of the program itself; those go through `writeProgram`, which does the same.
 */
export const holdProgram = async (tx: Tx, programId: string): Promise<{ readonly createdAt: string } | null> => {
  const rows = await clientOf(tx).$queryRaw<{ createdAt: Date }[]>`
    SELECT created_at AS "createdAt" FROM program WHERE id = ${programId}::uuid FOR UPDATE`
  return rows[0] === undefined ? null : { createdAt: rows[0].createdAt.toISOString() }
}

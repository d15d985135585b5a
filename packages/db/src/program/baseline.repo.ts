import { clientOf, type Tx } from '../open/database.ts'

/**
 * Makes the present spans of tasks and points of gates their baseline, in two statements however many there are. Answers the keys
 * whose baseline changed; their revisions go up by one.
 */
export const saveBaseline = async (
  tx: Tx,
  programId: string,
): Promise<{ readonly tasks: readonly string[]; readonly gates: readonly string[] }> => {
  const client = clientOf(tx)
  const tasks = await client.$queryRaw<{ key: string }[]>`
    UPDATE task SET baseline_start = start, baseline_finish = finish, revision = revision + 1
    WHERE program_id = ${programId}::uuid AND (baseline_start <> start OR baseline_finish <> finish) RETURNING key`
  const gates = await client.$queryRaw<{ key: string }[]>`
    UPDATE gate SET baseline_at = at, revision = revision + 1
    WHERE program_id = ${programId}::uuid AND baseline_at <> at RETURNING key`
  return { tasks: tasks.map(({ key }) => key), gates: gates.map(({ key }) => key) }
}

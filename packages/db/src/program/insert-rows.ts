import { clientOf, type Tx } from '../open/database.ts'

type Table =
  | 'program'
  | 'owner'
  | 'lane'
  | 'phase'
  | 'plan_node'
  | 'milestone'
  | 'task'
  | 'gate'
  | 'requirement'
  | 'dependency'
  | 'critical_path'
  | 'plan_section_entry'
  | 'release_target'
  | 'release_sha_change'
  | 'workflow'

const CHUNK = 5_000

/** Inserts many rows, whose keys are column names, as one JSON parameter per 5,000: thousands of bound values are several times slower. */
export const insertRows = async (tx: Tx, table: Table, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
    .map((name) => `"${name}"`)
    .join(', ')
  const sql = `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1::json)`
  for (let start = 0; start < rows.length; start += CHUNK) {
    await clientOf(tx).$executeRawUnsafe(sql, JSON.stringify(rows.slice(start, start + CHUNK)))
  }
}

import { StaleRevision } from '../errors.ts'
import { clientOf, type Tx } from '../open/database.ts'
import type { Row } from './plan-rows.ts'

type RevisedTable = 'owner' | 'lane' | 'phase' | 'milestone' | 'task' | 'gate' | 'dependency'

/** What names a row of the table in its program. */
const KEY_COLUMNS: Readonly<Record<RevisedTable, readonly string[]>> = {
  owner: ['handle'],
  lane: ['key'],
  phase: ['key'],
  milestone: ['key'],
  task: ['key'],
  gate: ['key'],
  dependency: ['from', 'to', 'kind'],
}
const CHUNK = 5_000

const sameRow = (table: RevisedTable): string =>
  ['program_id', ...KEY_COLUMNS[table]].map((column) => `t."${column}" = r."${column}"`).join(' AND ')

/**
 * Saves many rows, whose keys are column names, as one JSON parameter per 5,000. Each carries the revision at which it was judged and
 * goes up by one; when one of them is not at it any more, `StaleRevision`.
 */
export const updateRows = async (tx: Tx, table: RevisedTable, rows: readonly Row[]): Promise<void> => {
  const [first] = rows
  if (first === undefined) return
  const fixed = new Set(['program_id', 'revision', ...KEY_COLUMNS[table]])
  const set = Object.keys(first)
    .filter((column) => !fixed.has(column))
    .map((column) => `"${column}" = r."${column}"`)
  const sql = `UPDATE "${table}" t SET ${[...set, 'revision = t.revision + 1'].join(', ')}
    FROM json_populate_recordset(NULL::"${table}", $1::json) r WHERE ${sameRow(table)} AND t.revision = r.revision`
  let saved = 0
  for (let start = 0; start < rows.length; start += CHUNK)
    saved += await clientOf(tx).$executeRawUnsafe(sql, JSON.stringify(rows.slice(start, start + CHUNK)))
  if (saved !== rows.length) throw new StaleRevision(table, `${rows.length - saved} of ${rows.length}`, Number(first['revision']), null)
}

/** Puts the rows in this order. Their revisions stay: nobody’s decision depends on it. */
export const reorderRows = async (tx: Tx, table: RevisedTable, keys: readonly Row[]): Promise<void> => {
  if (keys.length === 0) return
  const rows = keys.map((key, ord) => ({ ...key, ord }))
  const sql = `UPDATE "${table}" t SET ord = r.ord FROM json_populate_recordset(NULL::"${table}", $1::json) r
    WHERE ${sameRow(table)} AND t.ord <> r.ord`
  for (let start = 0; start < rows.length; start += CHUNK)
    await clientOf(tx).$executeRawUnsafe(sql, JSON.stringify(rows.slice(start, start + CHUNK)))
}

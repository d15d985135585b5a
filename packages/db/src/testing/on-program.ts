import { deepStrictEqual } from 'node:assert/strict'
import { type Database, type Tx } from '../open/database.ts'
import { insertPlan } from '../program/insert-plan.ts'
import { loadAfterWrite, loadBeforeWrite, loadStoredProgram, type StoredProgram } from '../program/load-program-state.ts'
import { transact } from '../transact.ts'
import { samplePlan } from './sample-plan.ts'

export const NOW = '2026-02-25T09:30:00.123Z'

let programs = 0

/** Inserts a fresh sample program, runs `work` on it in one transaction and answers what is stored then. */
export const onProgram = async (
  db: Database,
  work: (tx: Tx, id: string, program: StoredProgram) => Promise<void>,
): Promise<StoredProgram> => {
  const id = await transact(db, (tx) => insertPlan(tx, samplePlan(`parts-${programs++}`), { sample: false, now: new Date(NOW) }))
  const load = async (): Promise<StoredProgram> => {
    const program = await loadStoredProgram(db, { id })
    if (program === null) throw new Error('the program is not there')
    return program
  }
  const shared = await transact(db, async (tx) => {
    const before = await loadBeforeWrite(tx, id)
    if (before === null) throw new Error('the program is not there')
    await work(tx, id, before)
    return (await loadAfterWrite(tx, id, before))?.state
  })
  const read = await load()
  // What shares with the state before must say the same as what is read anew, whatever was written.
  deepStrictEqual(shared, read)
  return read
}

/** The entry of a list with this key. */
export const pick = <T extends { readonly key: string }>(list: readonly T[], key: string): T => {
  const found = list.find((each) => each.key === key)
  if (found === undefined) throw new Error(`${key} is not there`)
  return found
}

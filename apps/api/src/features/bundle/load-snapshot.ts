import { type Board, buildBoard, CHAIN_START, type ChainHead, lastChangeAt } from '@gatehouse/core'
import { auditHead, holdProgram, listChain, loadStoredProgram, type StoredProgram, transact } from '@gatehouse/db'
import { noSuchProgram } from '../../app/problems.ts'
import type { Shell } from '../../app/shell.ts'
import { boardsOf } from '../../board/boards.ts'

/** A program, its board and the end of its record, all of one revision. */
export interface Snapshot {
  readonly state: StoredProgram
  readonly head: ChainHead
  readonly board: Board
}

interface Loaded {
  readonly state: StoredProgram
  readonly head: ChainHead
  /** ISO instant of the last event; null: nothing is recorded. */
  readonly recordedAt: string | null
}

const load = ({ db }: Pick<Shell, 'db'>, programId: string): Promise<Loaded> =>
  transact(db, async (tx) => {
    // State and record are two readings: nobody may write between them.
    if ((await holdProgram(tx, programId)) === null) throw noSuchProgram()
    const state = await loadStoredProgram(tx, { id: programId })
    if (state === null) throw noSuchProgram()
    const head = await auditHead(tx, programId)
    if (head === null) return { state, head: { seq: 0, hash: CHAIN_START }, recordedAt: null }
    const [last] = await listChain(tx, programId, { from: head.seq, limit: 1, patches: false })
    const { at } = JSON.parse(last?.payload ?? '{}') as { readonly at?: string }
    return { state, head: { seq: head.seq, hash: head.hash }, recordedAt: at ?? null }
  })

const latest = (...instants: readonly (string | null)[]): string =>
  new Date(Math.max(...instants.flatMap((instant) => (instant === null ? [] : [Date.parse(instant)])))).toISOString()

/**
 * The program as it is. Its board is the one that the server shows, computed as of the last change, by a person or by time, instead of
 * now: so it is the same whenever, after whichever restart and on whichever replica it is asked for, until something changes.
 */
export const loadSnapshot = async (shell: Shell, programId: string): Promise<Snapshot> => {
  // Raises the revision where time has changed the board, so that a revision stands for one content here too.
  await boardsOf(shell).boardOf(programId)
  const { state, head, recordedAt } = await load(shell, programId)
  const present = buildBoard(state, shell.clock())
  const since = latest(recordedAt, lastChangeAt(state, present), state.createdAt)
  return { state, head, board: buildBoard(state, since) }
}

/** Writes that answer with a part of the new board. */
import type { Board } from '@gatehouse/core'
import { StaleRevision } from '@gatehouse/db'
import { ShellError } from '../app/problems.ts'
import type { ProgramContext } from '../app/route-context.ts'
import { type Command, type Done, runCommand } from '../app/run-command.ts'
import { boardsOf } from './boards.ts'

/** The board at the present revision. */
export const presentBoard = async ({ shell, program }: Pick<ProgramContext, 'shell' | 'program'>): Promise<Board> =>
  (await boardsOf(shell).boardOf(program.id)).board

/**
 * What If-Match demands: the thing is still as it was looked at. A thing that is gone is left to the rule, which says so in its own
 * words; `null` demands nothing.
 */
export const expectRevision = (entity: string, key: string, stored: number | undefined, seen: number | null): void => {
  if (stored !== undefined && seen !== null && stored !== seen) throw new StaleRevision(entity, key, seen, stored)
}

const isStale = (error: unknown): error is StaleRevision | ShellError =>
  error instanceof StaleRevision || (error instanceof ShellError && error.status === 412)

/** Runs a write; a 412 carries the thing as it is now, so that the caller can show it and decide again. */
export const withCurrent = async <T>(current: () => Promise<unknown>, write: () => Promise<T>): Promise<T> => {
  try {
    return await write()
  } catch (error) {
    if (!isStale(error)) throw error
    const now = (await current()) ?? null
    if (error instanceof ShellError) throw new ShellError(error.code, error.message, { issues: error.issues, current: now })
    throw new ShellError('stale_revision', 'Somebody changed this meanwhile. Look at it as it is now, then decide again.', { current: now })
  }
}

/** `runCommand`, then a part of the board as it is after it. `show` also finds the `current` of a 412. */
export const saveAndShow = async <D, T>(
  ctx: ProgramContext,
  command: Command<D>,
  show: (board: Board, decision: D) => T | undefined,
  current: (board: Board) => unknown,
): Promise<{ readonly programRevision: number; readonly item: T; readonly done: Done<D> }> => {
  const done = await withCurrent(
    async () => current(await presentBoard(ctx)),
    () => runCommand(ctx, command),
  )
  const item = show(await presentBoard(ctx), done.decision)
  // Deleted by somebody else in between: rare, and no answer would be true.
  if (item === undefined) throw new ShellError('not_found', 'It was saved, and removed by somebody else right after.')
  return { programRevision: done.programRevision, item, done }
}

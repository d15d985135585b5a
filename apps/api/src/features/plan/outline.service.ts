/** Lanes, phases and milestones: three lists with the same life. */
import type { Approver, PlanEdit, ProgramState, Result } from '@gatehouse/core'
import { loadStoredProgram, type StoredProgram, type Tx } from '@gatehouse/db'
import { type WithEtag, withEtag } from '../../app/answers.ts'
import { noSuchProgram, ShellError } from '../../app/problems.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { runCommand } from '../../app/run-command.ts'
import { expectRevision, withCurrent } from '../../board/save-and-show.ts'

interface Keyed {
  readonly key: string
}
export interface Outline<T extends Keyed> {
  readonly noun: string
  readonly all: (program: StoredProgram) => readonly T[]
  readonly revisions: (program: StoredProgram) => ReadonlyMap<string, number>
  readonly put: (state: ProgramState, actor: Approver, item: T, now: string) => Result<PlanEdit<T>>
  readonly remove: (state: ProgramState, actor: Approver, key: string, now: string) => Result<PlanEdit<T>>
  readonly insert: (tx: Tx, programId: string, item: T) => Promise<void>
  readonly save: (tx: Tx, programId: string, item: T, expected: number) => Promise<number>
  readonly delete: (tx: Tx, programId: string, key: string, expected: number) => Promise<void>
}
type WithRevision<T> = T & { readonly revision: number }
interface Saved<T> {
  readonly programRevision: number
  readonly revision: number
  readonly item: WithRevision<T>
}

const loadProgram = async ({ shell, program }: Pick<ProgramContext, 'shell' | 'program'>): Promise<StoredProgram> => {
  const loaded = await loadStoredProgram(shell.db, { id: program.id })
  if (loaded === null) throw noSuchProgram()
  return loaded
}
const revisionOf = <T extends Keyed>(outline: Outline<T>, program: StoredProgram, key: string): number =>
  outline.revisions(program).get(key) ?? 0

const present = <T extends Keyed>(outline: Outline<T>, program: StoredProgram): readonly WithRevision<T>[] =>
  outline.all(program).map((item) => ({ ...item, revision: revisionOf(outline, program, item.key) }))

const findItem = <T extends Keyed>(outline: Outline<T>, program: StoredProgram, key: string): T => {
  const item = outline.all(program).find((candidate) => candidate.key === key)
  if (item === undefined) throw new ShellError('not_found', `There is no ${outline.noun} ${key} in this program.`)
  return item
}

export const listItems = async <T extends Keyed>(
  ctx: Pick<ProgramContext, 'shell' | 'program'>,
  outline: Outline<T>,
): Promise<WithEtag<readonly WithRevision<T>[]>> => {
  const program = await loadProgram(ctx)
  return withEtag(present(outline, program), program.revision)
}

export const addItem = async <T extends Keyed>(ctx: ProgramContext, outline: Outline<T>, item: T): Promise<WithEtag<Saved<T>>> => {
  const { programRevision } = await runCommand(ctx, {
    decide: (program) => {
      if (outline.all(program).some((other) => other.key === item.key))
        throw new ShellError('key_taken', `There is a ${outline.noun} ${item.key} already.`)
      return outline.put(program, ctx.approver, item, ctx.now)
    },
    save: (tx, _, program) => outline.insert(tx, program.id, item),
    audit: (decision) => decision.audit,
    changed: () => [`${outline.noun}:${item.key}`],
  })
  return withEtag({ programRevision, revision: 1, item: { ...item, revision: 1 } }, 1)
}

const current =
  <T extends Keyed>(ctx: ProgramContext, outline: Outline<T>, key: string) =>
  async (): Promise<unknown> =>
    present(outline, await loadProgram(ctx)).find((item) => item.key === key)

export const editItem = async <T extends Keyed>(
  ctx: ProgramContext & { readonly ifMatch: number },
  outline: Outline<T>,
  key: string,
  patch: Partial<T>,
): Promise<WithEtag<Saved<T>>> => {
  const revision = ctx.ifMatch + 1
  const { programRevision, decision } = await withCurrent(current(ctx, outline, key), () =>
    runCommand(ctx, {
      decide: (program) => {
        const item = { ...findItem(outline, program, key), ...patch }
        expectRevision(outline.noun, key, revisionOf(outline, program, key), ctx.ifMatch)
        const put = outline.put(program, ctx.approver, item, ctx.now)
        return put.ok ? { ok: true as const, value: { item, audit: put.value.audit } } : put
      },
      save: (tx, { item }, program) => outline.save(tx, program.id, item, ctx.ifMatch),
      audit: ({ audit }) => audit,
      changed: () => [`${outline.noun}:${key}`],
    }),
  )
  return withEtag({ programRevision, revision, item: { ...decision.item, revision } }, revision)
}

export const removeItem = async <T extends Keyed>(
  ctx: ProgramContext & { readonly ifMatch: number },
  outline: Outline<T>,
  key: string,
): Promise<void> => {
  await withCurrent(current(ctx, outline, key), () =>
    runCommand(ctx, {
      decide: (program) => {
        findItem(outline, program, key)
        expectRevision(outline.noun, key, revisionOf(outline, program, key), ctx.ifMatch)
        return outline.remove(program, ctx.approver, key, ctx.now)
      },
      save: (tx, _, program) => outline.delete(tx, program.id, key, ctx.ifMatch),
      audit: (decision) => decision.audit,
      changed: () => [`${outline.noun}:${key}`],
    }),
  )
}

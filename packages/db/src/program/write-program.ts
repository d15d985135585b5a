import type { Actor, AuditNote } from '@gatehouse/core'
import { ProgramNotFound } from '../errors.ts'
import { clientOf, type Database, type Tx } from '../open/database.ts'
import { transact } from '../transact.ts'
import { loadBeforeWrite, type StoredProgram } from './load-program-state.ts'
import { nameOf, type ProgramRef, whereProgram } from './program-ref.ts'
import { type ChangeNote, recordChange } from './record-change.ts'

/** Who writes, when and for which request. */
export interface AuditBy {
  /** null: the program itself (a scheduled reading). */
  readonly actor: Actor | null
  /** ISO instant. */
  readonly at: string
  readonly correlationId: string
}
export interface Written<T> {
  readonly result: T
  /** The program's revision after the write; the one before it when the result is a refusal. */
  readonly revision: number
}

/** Leaves the transaction with a refusal in hand: nothing is saved. */
class Refused<T> extends Error {
  readonly written: Written<T>
  constructor(written: Written<T>) {
    super('refused')
    this.written = written
  }
}

const isRefusal = (result: unknown): boolean => typeof result === 'object' && result !== null && 'ok' in result && result.ok === false

const queues = new WeakMap<Database, Map<string, Promise<unknown>>>()

/** Writers of one program wait for each other here, so that a crowd of them does not take up every connection while it waits. */
export const inTurn = <T>(db: Database, name: string, work: () => Promise<T>): Promise<T> => {
  const queue = queues.get(db) ?? new Map<string, Promise<unknown>>()
  queues.set(db, queue)
  const before = queue.get(name) ?? Promise.resolve()
  const mine = before.then(work, work)
  queue.set(name, mine)
  const leave = (): void => {
    if (queue.get(name) === mine) queue.delete(name)
  }
  mine.then(leave, leave)
  return mine
}

/** Locks the program's row until the transaction ends. Answers its id, or null when there is no such program. */
const lockProgram = async (tx: Tx, ref: ProgramRef): Promise<string | null> => {
  const where = whereProgram(ref)
  if (where === null) return null
  const rows =
    'slug' in where
      ? await clientOf(tx).$queryRaw<{ id: string }[]>`SELECT id FROM program WHERE slug = ${where.slug} FOR UPDATE`
      : await clientOf(tx).$queryRaw<{ id: string }[]>`SELECT id FROM program WHERE id = ${where.id}::uuid FOR UPDATE`
  return rows[0]?.id ?? null
}

/**
 * The shape of every write. In one transaction that holds the program: loads the whole state, runs `fn`, adds one to the program's
 * revision, and appends the notes that `fn` recorded to the program's chain of events, with what really changed. Writes of one program come
 * one after the other, across replicas too. `fn` decides through core and saves through this package's functions with `tx`. A change of the
 * program's state without a note throws. When it answers a refusal (`{ok: false, …}`)
 * or throws, nothing is saved and the revision stays. It may run twice (see `transact`).
 * Throws `ProgramNotFound`, `StaleRevision`, `ConstraintViolation`.
 */
export const writeProgram = <T>(
  db: Database,
  ref: ProgramRef,
  by: AuditBy,
  fn: (tx: Tx, program: StoredProgram, record: (note: AuditNote) => void) => Promise<T> | T,
): Promise<Written<T>> =>
  inTurn(db, nameOf(ref), async () => {
    try {
      return await transact(db, async (tx) => {
        const id = await lockProgram(tx, ref)
        const program = id === null ? null : await loadBeforeWrite(tx, id)
        if (program === null) throw new ProgramNotFound(nameOf(ref))
        const revision = program.revision + 1
        const notes: ChangeNote[] = []
        const record = ({ action, subjectKind: kind, subjectKey: key, before, after }: AuditNote): void => {
          notes.push({ ...by, revision, action, subject: { kind, key }, before, after })
        }
        const result = await fn(tx, program, record)
        if (isRefusal(result)) throw new Refused<T>({ result, revision: program.revision })
        await recordChange(tx, program.id, program, notes)
        if (notes.length === 0) await clientOf(tx).program.update({ where: { id: program.id }, data: { revision }, select: { id: true } })
        return { result, revision }
      })
    } catch (error) {
      if (error instanceof Refused) return error.written as Written<T>
      throw error
    }
  })

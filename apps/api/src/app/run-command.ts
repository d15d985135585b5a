import type { AuditNote, Result } from '@gatehouse/core'
import { type StoredProgram, type Tx, writeProgram } from '@gatehouse/db'
import { unwrap } from './problems.ts'
import type { ProgramContext } from './route-context.ts'

/** After these the end of the record is signed. */
const SIGN_OFFS: ReadonlySet<string> = new Set(['gate.approved', 'gate.signed'])

/** One write, as a feature says it: a pure decision between one load and one save. */
export interface Command<D> {
  /**
   * Asks core. A refusal rolls everything back and becomes a problem. May run twice when transactions collide. `tx` is for loading
   * what is not in the state (members, say): await it, then decide in one pure call.
   */
  decide(program: StoredProgram, tx: Tx): Result<D> | Promise<Result<D>>
  /** Writes what was decided, with its revision conditions, through `@gatehouse/db`'s functions; `StaleRevision` becomes a 412. */
  save(tx: Tx, decision: D, program: StoredProgram): Promise<unknown>
  /** What is remembered, in the same transaction: no note, no change. */
  audit(decision: D, program: StoredProgram): AuditNote | readonly AuditNote[]
  /** What listeners are told has changed: `gate:G3`, `task:L4-D1`, `program` … */
  changed(decision: D, program: StoredProgram): readonly string[]
}

/** What a command left behind. */
export interface Done<D> {
  readonly decision: D
  /** The program's revision after it. */
  readonly programRevision: number
}

/**
 * The shape of every write to a program, once: lock and load, decide, save, audit, bump the revision, all in one transaction; after
 * the commit, tell the listeners (of all replicas). Throws what becomes a problem: a refusal, `StaleRevision`, a broken invariant.
 */
export const runCommand = async <D>(ctx: ProgramContext, command: Command<D>): Promise<Done<D>> => {
  const { shell, program, actor, correlationId, now } = ctx
  const by = { actor: { userId: actor.userId, name: actor.name }, at: now, correlationId }
  let notes: readonly AuditNote[] = []
  let changed: readonly string[] = []
  const { result, revision } = await writeProgram(shell.db, { id: program.id }, by, async (tx, state, record) => {
    const decided = await command.decide(state, tx)
    if (!decided.ok) return decided
    await command.save(tx, decided.value, state)
    const audit = command.audit(decided.value, state)
    notes = Array.isArray(audit) ? audit : [audit as AuditNote]
    changed = command.changed(decided.value, state)
    for (const note of notes) record(note)
    return decided
  })
  const decision = unwrap(result)
  for (const note of notes) shell.metrics.auditEvents.inc({ action: note.action })
  if (notes.some(({ action }) => SIGN_OFFS.has(action))) await shell.checkpoints.afterSignOff(program.id)
  await shell.live.publish({ programId: program.id, revision, changed, actor: actor.name })
  return { decision, programRevision: revision }
}

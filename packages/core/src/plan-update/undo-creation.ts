import { demand } from '../access/demand.ts'
import type { Approver } from '../access/roles.ts'
import { type Issue, ok, type Result, refuse } from '../result.ts'

/** How long a program may be taken back after it was made. */
export const UNDO_MINUTES = 10

/** What is known of a program’s making and of what came after. */
export interface ProgramBeginning {
  readonly slug: string
  /** ISO instant. */
  readonly createdAt: string
  /** Account that made it; null: the server. */
  readonly createdBy: string | null
  /** How many changes were recorded after its making. */
  readonly changesSince: number
}

/** Taking a new program back is for its maker, for ten minutes, and only while nobody has worked in it. Every reason at once. */
export const decideUndoCreation = (beginning: ProgramBeginning, actor: Approver, now: string): Result<ProgramBeginning> => {
  const { slug, createdAt, createdBy, changesSince } = beginning
  const may = demand(actor, 'program.delete', 'program')
  if (!may.ok) return may
  const issues: Issue[] = []
  const against = (code: string, message: string): void => void issues.push({ code, message, path: slug })
  if (createdBy !== actor.userId) against('not_the_maker', 'Only who made the program takes it back.')
  if (Date.parse(now) - Date.parse(createdAt) > UNDO_MINUTES * 60_000)
    against('too_late', `It was made more than ${UNDO_MINUTES} minutes ago.`)
  if (changesSince > 0) against('changed_since', `It was changed since, ${changesSince === 1 ? 'once' : `${changesSince} times`}.`)
  const first = issues[0]
  if (first === undefined) return ok(beginning)
  return refuse('undo_refused', `${slug} stays. ${first.message} A lead may delete it in its settings.`, issues)
}

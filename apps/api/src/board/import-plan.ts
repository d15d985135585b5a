/** How a plan becomes a program, whoever brings it: people through the API, the sample loader at the first start. */
import type { Actor, Plan, Role } from '@gatehouse/core'
import { ConstraintViolation, insertMembership, insertPlan, recordChange, programRevision, transact, type Tx } from '@gatehouse/db'
import { ShellError } from '../app/problems.ts'
import type { Shell } from '../app/shell.ts'

export interface Importing {
  /** Checked as a whole; see `parsePlanFile` and `checkPlan`. */
  readonly plan: Plan
  /** null: the server itself. */
  readonly by: Actor | null
  readonly correlationId: string
  /** ISO instant. */
  readonly now: string
  readonly sample: boolean
  readonly members: readonly { readonly userId: string; readonly roles: readonly Role[] }[]
}
export interface Imported {
  readonly id: string
  readonly slug: string
  readonly programRevision: number
  readonly counts: Readonly<Record<string, number>>
}

/** How many of each the plan has, for the answer and the audit. */
const countsOf = (plan: Plan): Readonly<Record<string, number>> => ({
  owners: plan.owners.length,
  lanes: plan.lanes.length,
  phases: plan.phases.length,
  milestones: plan.milestones.length,
  tasks: plan.tasks.length,
  gates: plan.gates.length,
  dependencies: plan.dependencies.length + [...plan.tasks, ...plan.gates].reduce((sum, { after }) => sum + after.length, 0),
  ...Object.fromEntries(
    Object.entries(plan.sections).flatMap(([section, entries]) => (entries.length > 0 ? [[section, entries.length]] : [])),
  ),
})

const taken = (slug: string): ShellError =>
  new ShellError('key_taken', `There is a program with the address ${slug} already. Change \`slug\` in the plan, or open that program.`, {
    issues: [{ code: 'key_taken', message: `${slug} is taken.`, path: 'program.slug' }],
  })

/** Stores it within the caller's transaction: the plan, its first members and the audit event, at revision 1. Throws `key_taken`. */
export const importWithin = async (tx: Tx, importing: Importing): Promise<Imported> => {
  const { plan, by, correlationId, now, sample, members } = importing
  const { slug, name } = plan.program
  if ((await programRevision(tx, { slug })) !== null) throw taken(slug)
  const id = await insertPlan(tx, plan, { sample, now: new Date(now), ...(by === null ? {} : { by }) })
  for (const { userId, roles } of members) await insertMembership(tx, id, userId, roles)
  const counts = countsOf(plan)
  const subject = { kind: 'program', key: slug }
  const after = { slug, name, counts }
  await recordChange(tx, id, null, [
    { actor: by, correlationId, at: now, revision: 1, action: 'program.imported', subject, before: null, after },
  ])
  return { id, slug, programRevision: 1, counts }
}

/** All or nothing. Afterwards its members' access is known everywhere. */
export const importPlan = async (shell: Shell, importing: Importing): Promise<Imported> => {
  const imported = await transact(shell.db, (tx) => importWithin(tx, importing)).catch((error: unknown) => {
    // Two imports of one slug at once: the second one finds out when it stores.
    if (error instanceof ConstraintViolation && error.kind === 'unique' && error.constraint.includes('slug'))
      throw taken(importing.plan.program.slug)
    throw error
  })
  shell.metrics.auditEvents.inc({ action: 'program.imported' })
  for (const { userId } of importing.members) await shell.live.publishAccess({ userId })
  await shell.live.publish({ programId: imported.id, revision: 1, changed: ['*'], actor: importing.by?.name ?? null })
  return imported
}

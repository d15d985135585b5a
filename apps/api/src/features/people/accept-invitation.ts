import { randomUUID } from 'node:crypto'
import { noteChange } from '@gatehouse/core'
import {
  bindOwner,
  consumeInvitation,
  findUserByEmail,
  type InvitationRow,
  insertMembership,
  insertUser,
  listMembers,
  saveMembership,
  savePassword,
  writeProgram,
} from '@gatehouse/db'
import { startSession } from '../../accounts/sign-in.ts'
import { ShellError } from '../../app/problems.ts'
import type { Actor, BaseContext } from '../../app/route-context.ts'

export type ProgramInvitation = InvitationRow & { readonly programId: string }
interface NewAccount {
  readonly name: string
  readonly email: string
  readonly password: string
}
type Person = Pick<Actor, 'userId' | 'name' | 'email' | 'isAdmin'>

const whoAccepts = async (ctx: BaseContext, account: NewAccount | null): Promise<Person> => {
  if (account !== null) {
    if ((await findUserByEmail(ctx.shell.db, account.email)) !== null) {
      throw new ShellError('key_taken', 'There is an account with this e-mail address. Sign in first, then open the link again.')
    }
    return { userId: randomUUID(), name: account.name, email: account.email, isAdmin: false }
  }
  if (ctx.actor === null || ctx.actor.sessionId === null) {
    throw new ShellError('unauthenticated', 'Sign in, or give a name, an e-mail address and a password for a new account.')
  }
  return ctx.actor
}

/**
 * Uses an invitation up: makes the account where needed, adds the roles, binds the handle if nobody has it, all in one transaction
 * of the program. Of two that use it at once, one gets it.
 */
export const acceptInvitation = async (
  ctx: BaseContext,
  invitation: ProgramInvitation,
  tokenHash: string,
  account: NewAccount | null,
): Promise<Person> => {
  const { shell, now, correlationId } = ctx
  const person = await whoAccepts(ctx, account)
  if (invitation.email !== null && invitation.email !== person.email.toLowerCase()) {
    throw new ShellError('forbidden', `This invitation is for ${invitation.email}.`)
  }
  const passwordHash = account === null ? null : await shell.auth.hashPassword(account.password)
  const by = { actor: { userId: person.userId, name: person.name }, at: now, correlationId }
  const { revision } = await writeProgram(shell.db, { id: invitation.programId }, by, async (tx, program, record) => {
    const consumed = await consumeInvitation(tx, tokenHash, person.userId, new Date(now))
    if (consumed === null) throw new ShellError('link_invalid', 'This invitation was used, revoked or has expired. Ask for a new one.')
    if (passwordHash !== null) {
      await insertUser(tx, { id: person.userId, name: person.name, email: person.email })
      await savePassword(tx, person.userId, passwordHash, new Date(now))
    }
    const before = (await listMembers(tx, program.id)).find((member) => member.userId === person.userId)
    const roles = [...new Set([...(before?.roles ?? []), ...invitation.roles])]
    if (before === undefined) await insertMembership(tx, program.id, person.userId, roles)
    else await saveMembership(tx, program.id, person.userId, roles, before.revision)
    const owner = program.owners.find((each) => each.handle === invitation.handle && each.userId === null)
    if (owner !== undefined) await bindOwner(tx, program.id, owner.handle, person.userId, program.revisions.owners.get(owner.handle) ?? 1)
    const after = { name: person.name, roles, handle: owner?.handle ?? null }
    record(noteChange('member.joined', 'member', person.userId, null, after))
  })
  shell.metrics.auditEvents.inc({ action: 'member.joined' })
  await shell.live.publishAccess({ userId: person.userId })
  await shell.live.publish({ programId: invitation.programId, revision, changed: ['people'], actor: person.name })
  if (account !== null) await startSession(ctx, person.userId)
  return person
}

import { routes } from '@gatehouse/contracts'
import {
  deleteSessions,
  findUserById,
  listMembers,
  listPrograms,
  listUsers,
  saveUser,
  transact,
  type Tx,
  type UserAccount,
  writeSetting,
} from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { ShellError } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import { presentAccount } from './present-accounts.ts'

const lastOne = (detail: string): ShellError => new ShellError('last_lead', detail)

/** Names of the programs that would have no lead who can sign in without this account. */
const ledOnlyBy = async (tx: Tx, userId: string): Promise<readonly string[]> => {
  const programs = (await listPrograms(tx, { userId })).filter(({ roles }) => roles.includes('lead'))
  const names: string[] = []
  for (const program of programs) {
    const others = (await listMembers(tx, program.id)).filter((member) => member.userId !== userId && member.roles.includes('lead'))
    if (!others.some((member) => !member.disabled && !member.sample)) names.push(program.name)
  }
  return names
}

const keepAnAdmin = async (tx: Tx, before: UserAccount, after: UserAccount): Promise<void> => {
  if (!before.isAdmin || (after.isAdmin && after.disabledAt === null)) return
  const users = await listUsers(tx)
  const others = users.filter((other) => other.id !== before.id && other.isAdmin && other.disabledAt === null)
  if (others.length === 0) throw lastOne('This is the last administrator. Make somebody else an administrator first.')
}

export const administrationRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.accounts.listAccounts, async ({ shell }) =>
    (await listUsers(shell.db, { withSamples: true })).map(presentAccount),
  )

  registerRoute(app, routes.accounts.editAccount, async ({ shell, actor, params, body, now, log }) => {
    const account = await transact(shell.db, async (tx) => {
      // A row that everybody writes who edits accounts: two admins that disable each other at once must not leave nobody.
      await writeSetting(tx, 'accounts.edited', now)
      const before = await findUserById(tx, params.id)
      if (before === null) throw new ShellError('not_found', 'There is no such account.')
      const disabledAt = body.disabled === undefined ? before.disabledAt : body.disabled ? (before.disabledAt ?? new Date(now)) : null
      const after = { ...before, isAdmin: body.isAdmin ?? before.isAdmin, disabledAt }
      await keepAnAdmin(tx, before, after)
      if (before.disabledAt === null && disabledAt !== null) {
        const led = await ledOnlyBy(tx, before.id)
        if (led.length > 0) throw lastOne(`This account is the only lead of ${led.join(', ')}. Make somebody else lead there first.`)
        await deleteSessions(tx, before.id)
      }
      await saveUser(tx, before.id, { isAdmin: after.isAdmin, disabledAt })
      return after
    })
    log.info({ by: actor.userId, account: account.id, disabled: account.disabledAt !== null, isAdmin: account.isAdmin }, 'account edited')
    await shell.live.publishAccess({ userId: account.id })
    return presentAccount(account)
  })
}

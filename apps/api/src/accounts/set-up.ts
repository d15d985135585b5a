/**
 * How an empty instance gets its first account: through a one-time link that the server prints at its start, or through
 * GATEHOUSE_BOOTSTRAP_TOKEN. Both leave the mark `setup.done`, in the same transaction, so that only one of them ever succeeds.
 */
import { randomUUID } from 'node:crypto'
import {
  claimSetting,
  consumeInvitation,
  type Database,
  findOpenInvitation,
  insertApiToken,
  insertInvitation,
  insertUser,
  readSetting,
  savePassword,
  transact,
} from '@gatehouse/db'
import { ShellError } from '../app/problems.ts'
import { adoptSamples } from '../features/samples/adopt-samples.ts'
import { hashToken } from './access-cache.ts'
import { hintOf, newLinkToken } from './secrets.ts'

const DONE = 'setup.done'
export const SETUP_LINK_HOURS = 24
/** Nobody can sign in with it: the account that GATEHOUSE_BOOTSTRAP_TOKEN makes has no password. */
export const BOOTSTRAP_EMAIL = 'bootstrap@gatehouse.invalid'

const hoursAfter = (now: string, hours: number): Date => new Date(Date.parse(now) + hours * 3_600_000)

export const needsSetUp = async (db: Database): Promise<boolean> => (await readSetting(db, DONE)) === null

/** Makes a new set-up link, which ends the earlier ones; null when the first account is there already. Answers the token. */
export const issueSetUpLink = async (db: Database, now: string): Promise<string | null> => {
  if (!(await needsSetUp(db))) return null
  const token = newLinkToken()
  const link = {
    kind: 'setup',
    programId: null,
    tokenHash: hashToken(token),
    email: null,
    roles: [],
    handle: null,
    invitedBy: null,
  } as const
  await insertInvitation(db, { ...link, now: new Date(now), expiresAt: hoursAfter(now, SETUP_LINK_HOURS) })
  return token
}

export const isSetUpLinkGood = async (db: Database, token: string, now: string): Promise<boolean> => {
  const link = await findOpenInvitation(db, hashToken(token), new Date(now))
  return link?.kind === 'setup'
}

export interface FirstAccount {
  readonly name: string
  readonly email: string
  readonly passwordHash: string
}

/** Uses the link up and makes the first account. Throws `setup_done` or `link_invalid`. Answers its id. */
export const setUpFirstAccount = async (db: Database, token: string, account: FirstAccount, now: string): Promise<string> => {
  if (!(await needsSetUp(db))) throw new ShellError('setup_done', 'The first account was made already. Sign in, or ask for an invitation.')
  const userId = randomUUID()
  await transact(db, async (tx) => {
    const link = await consumeInvitation(tx, hashToken(token), userId, new Date(now))
    if (link?.kind !== 'setup')
      throw new ShellError(
        'link_invalid',
        'This set-up link was used, has expired or was replaced: the server prints a new one at every start.',
      )
    if (!(await claimSetting(tx, DONE, now))) throw new ShellError('setup_done', 'The first account was made already.')
    await insertUser(tx, { id: userId, name: account.name, email: account.email, isAdmin: true })
    await savePassword(tx, userId, account.passwordHash, new Date(now))
    await adoptSamples(tx, { userId, name: account.name }, now)
  })
  return userId
}

/** Makes the first lead and its API token from GATEHOUSE_BOOTSTRAP_TOKEN on an instance without accounts. False when there is one. */
export const bootstrapFirstLead = async (db: Database, token: string, now: string): Promise<boolean> => {
  if (!(await needsSetUp(db))) return false
  return transact(db, async (tx) => {
    if (!(await claimSetting(tx, DONE, now))) return false
    const userId = randomUUID()
    await insertUser(tx, { id: userId, name: 'First lead', email: BOOTSTRAP_EMAIL, isAdmin: true })
    const row = { userId, name: 'Bootstrap', tokenHash: hashToken(token), hint: hintOf(token), programId: null, expiresAt: null }
    await insertApiToken(tx, { ...row, scopes: ['read', 'evidence', 'write'], now: new Date(now) })
    await adoptSamples(tx, { userId, name: 'First lead' }, now)
    return true
  })
}

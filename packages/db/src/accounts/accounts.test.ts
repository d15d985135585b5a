import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, prismaOf } from '../open/database.ts'
import { bindOwner } from '../program/owners.repo.ts'
import { insertPlan } from '../program/insert-plan.ts'
import { listPrograms } from '../program/programs.repo.ts'
import { KINDS, openTestDatabases, type TestDatabases } from '../testing/databases.ts'
import { samplePlan } from '../testing/sample-plan.ts'
import { transact } from '../transact.ts'
import { findApiToken, insertApiToken, listApiTokens, revokeApiToken, touchApiToken } from './api-tokens.repo.ts'
import { deleteExpired } from './delete-expired.ts'
import { findAnswer, keepAnswer } from './idempotency.repo.ts'
import { consumeInvitation, findOpenInvitation, insertInvitation, listInvitations, revokeInvitation } from './invitations.repo.ts'
import { clearLoginAttempts, recordLoginAttempt } from './login-attempts.repo.ts'
import { deleteMembership, findAccess, insertMembership, listMembers, saveMembership } from './memberships.repo.ts'
import { deleteSessions, findSessionByToken, listSessions } from './sessions.repo.ts'
import { claimSetting, readSetting, writeSetting } from './settings.repo.ts'
import { countUsers, deleteSampleUsers, findUserByEmail, findUserById, insertUser, listUsers, saveUser } from './users.repo.ts'

const NOW = new Date('2026-02-25T09:30:00Z')
const after = (ms: number): Date => new Date(NOW.getTime() + ms)
const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

let databases: TestDatabases
const programIds = new Map<string, string>()
beforeAll(async () => {
  databases = await openTestDatabases()
  for (const kind of KINDS) {
    programIds.set(kind, await transact(databases[kind], (tx) => insertPlan(tx, samplePlan('accounts'), { sample: false, now: NOW })))
    await insertUser(databases[kind], { id: 'lead', name: 'Lea', email: 'Lea@Example.org', isAdmin: true })
  }
}, 120_000)
afterAll(() => databases.close())

describe.each(KINDS)('accounts on %s', (kind) => {
  const db = () => databases[kind]
  const programId = (): string => programIds.get(kind) ?? ''

  it('users', async () => {
    expect(await findUserByEmail(db(), 'lea@EXAMPLE.org')).toMatchObject({
      id: 'lead',
      email: 'lea@example.org',
      isAdmin: true,
      disabledAt: null,
    })
    await expect(transact(db(), (tx) => insertUser(tx, { id: 'two', name: '', email: 'LEA@example.org' }))).rejects.toMatchObject({
      kind: 'unique',
    })
    await insertUser(db(), { id: 'sample', name: 'Sam Ple', email: 'sam@example.org', isSample: true })
    expect(await countUsers(db())).toBe(1)
    expect((await listUsers(db())).map(({ id }) => id)).toEqual(['lead'])
    expect(await listUsers(db(), { withSamples: true })).toHaveLength(2)
    expect(await deleteSampleUsers(db())).toBe(1)
    expect(await saveUser(db(), 'lead', { name: 'Lea L.' })).toBe(true)
    expect(await saveUser(db(), 'nobody', { name: 'x' })).toBe(false)
    expect(await findUserById(db(), 'lead')).toMatchObject({ name: 'Lea L.', isAdmin: true })
  })

  it('memberships and what an account may act as', async () => {
    await transact(db(), (tx) => insertMembership(tx, programId(), 'lead', ['lead', 'reviewer']))
    await transact(db(), (tx) => bindOwner(tx, programId(), '@adam', 'lead', 1))
    await transact(db(), (tx) => bindOwner(tx, programId(), '@zoe', 'lead', 1))
    const access = {
      programId: programId(),
      slug: 'accounts',
      revision: 1,
      sample: false,
      roles: ['lead', 'reviewer'],
      handles: ['@zoe', '@adam'],
    }
    expect(await findAccess(db(), { slug: 'accounts' }, 'lead')).toEqual(access)
    expect(await findAccess(db(), { id: programId() }, 'stranger')).toEqual({ ...access, roles: [], handles: [] })
    expect(await findAccess(db(), { slug: 'none' }, 'lead')).toBeNull()
    expect(await findAccess(db(), { id: "x' --" }, 'lead')).toBeNull()
    expect(await listMembers(db(), programId())).toEqual([
      {
        userId: 'lead',
        name: 'Lea L.',
        email: 'lea@example.org',
        roles: ['lead', 'reviewer'],
        handles: ['@zoe', '@adam'],
        disabled: false,
        sample: false,
        revision: 1,
      },
    ])
    expect(await listPrograms(db(), { userId: 'lead' })).toMatchObject([{ slug: 'accounts', roles: ['lead', 'reviewer'] }])
    expect(await transact(db(), (tx) => saveMembership(tx, programId(), 'lead', ['owner'], 1))).toBe(2)
    await expect(transact(db(), (tx) => deleteMembership(tx, programId(), 'lead', 1))).rejects.toMatchObject({
      name: 'StaleRevision',
      current: 2,
    })
    await transact(db(), (tx) => deleteMembership(tx, programId(), 'lead', 2))
    expect(await listPrograms(db(), { userId: 'lead' })).toEqual([])
  })

  it('sessions end on expiry, on revocation and with their account', async () => {
    const insert = (id: string, expiresAt: Date): Promise<unknown> =>
      prismaOf(db()).session.create({ data: { id, token: `token-${id}`, userId: 'lead', expiresAt } })
    await insert('s1', after(1000))
    await insert('s2', after(-1))
    expect(await findSessionByToken(db(), 'token-s1', NOW)).toMatchObject({ id: 's1', user: { id: 'lead' } })
    expect(await findSessionByToken(db(), 'token-s2', NOW)).toBeNull()
    expect((await listSessions(db(), 'lead', NOW)).map(({ id }) => id)).toEqual(['s1'])
    await saveUser(db(), 'lead', { disabledAt: NOW })
    expect(await findSessionByToken(db(), 'token-s1', NOW)).toBeNull()
    await saveUser(db(), 'lead', { disabledAt: null })
    expect(await deleteSessions(db(), 'lead', 's1')).toBe(1)
    expect(await deleteSessions(db(), 'lead')).toBe(1)
  })

  it('API tokens hold until they expire or are revoked', async () => {
    const token = { userId: 'lead', name: 'ci', hint: 'gh_ab', scopes: ['read', 'evidence'] as const, programId: programId(), now: NOW }
    const { id } = await insertApiToken(db(), { ...token, tokenHash: hash('one'), expiresAt: after(1000) })
    expect(await findApiToken(db(), hash('one'), NOW)).toMatchObject({
      id,
      scopes: ['read', 'evidence'],
      programId: programId(),
      user: { id: 'lead' },
    })
    expect(await findApiToken(db(), hash('one'), after(1000))).toBeNull()
    expect(await findApiToken(db(), hash('two'), NOW)).toBeNull()
    await touchApiToken(db(), id, after(5))
    expect(await listApiTokens(db(), 'lead')).toMatchObject([{ lastUsedAt: after(5), revokedAt: null }])
    expect(await revokeApiToken(db(), 'somebody', id, NOW)).toBe(false)
    expect(await revokeApiToken(db(), 'lead', 'not-an-id', NOW)).toBe(false)
    expect(await revokeApiToken(db(), 'lead', id, NOW)).toBe(true)
    expect(await revokeApiToken(db(), 'lead', id, NOW)).toBe(false)
    expect(await findApiToken(db(), hash('one'), NOW)).toBeNull()
    await expect(transact(db(), (tx) => insertApiToken(tx, { ...token, tokenHash: 'plain text', expiresAt: null }))).rejects.toMatchObject({
      kind: 'check',
    })
  })

  it('an invitation is consumed by exactly one of many', async () => {
    const invite = {
      programId: programId(),
      kind: 'invite' as const,
      email: null,
      roles: ['reviewer'] as const,
      handle: '@zoe',
      invitedBy: 'lead',
      now: NOW,
    }
    const made = await insertInvitation(db(), { ...invite, tokenHash: hash('i1'), expiresAt: after(1000) })
    expect(await findOpenInvitation(db(), hash('i1'), NOW)).toEqual(made)
    expect(await findOpenInvitation(db(), hash('i1'), after(1000))).toBeNull()
    expect(await consumeInvitation(db(), hash('i1'), 'lead', after(1000))).toBeNull()
    const tries = await Promise.all(Array.from({ length: 20 }, (_, index) => consumeInvitation(db(), hash('i1'), `user-${index}`, NOW)))
    expect(tries.filter((tried) => tried !== null)).toHaveLength(1)
    expect(await findOpenInvitation(db(), hash('i1'), NOW)).toBeNull()
    expect(await revokeInvitation(db(), programId(), made.id, NOW)).toBe(false)
    const revoked = await insertInvitation(db(), { ...invite, tokenHash: hash('i2'), expiresAt: after(1000), now: after(1) })
    expect(await revokeInvitation(db(), programId(), revoked.id, NOW)).toBe(true)
    expect(await consumeInvitation(db(), hash('i2'), 'lead', NOW)).toBeNull()
    expect((await listInvitations(db(), programId())).map(({ id }) => id)).toEqual([revoked.id, made.id])
  })

  it('a new set-up link takes the place of the last one', async () => {
    const setup = {
      programId: null,
      kind: 'setup' as const,
      email: null,
      roles: [],
      handle: null,
      invitedBy: null,
      expiresAt: after(1000),
      now: NOW,
    }
    await insertInvitation(db(), { ...setup, tokenHash: hash('s1') })
    await insertInvitation(db(), { ...setup, tokenHash: hash('s2') })
    expect(await findOpenInvitation(db(), hash('s1'), NOW)).toBeNull()
    expect(await consumeInvitation(db(), hash('s2'), 'lead', NOW)).toMatchObject({ kind: 'setup', acceptedBy: 'lead' })
  })

  it('of a crowd of login attempts, no more than the limit see a low count', async () => {
    const counts = await Promise.all(Array.from({ length: 30 }, () => recordLoginAttempt(db(), 'lea@example.org', NOW, after(-1000))))
    expect(counts.filter((count) => count <= 5).length).toBeLessThanOrEqual(5)
    expect(Math.max(...counts)).toBe(30)
    expect(await recordLoginAttempt(db(), 'lea@example.org', after(5000), after(4000))).toBe(1)
    await clearLoginAttempts(db(), 'lea@example.org')
    expect(await recordLoginAttempt(db(), 'lea@example.org', NOW, after(-1000))).toBe(1)
  })

  it('settings, of which some are claimed once', async () => {
    expect(await readSetting(db(), 'theme')).toBeNull()
    await writeSetting(db(), 'theme', 'dark')
    await writeSetting(db(), 'theme', 'light')
    expect(await readSetting(db(), 'theme')).toBe('light')
    const claims = await Promise.all(Array.from({ length: 10 }, (_, index) => claimSetting(db(), 'bootstrap', String(index))))
    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  it('answers are kept once a key, and go after a day', async () => {
    const answer = { scope: 'lead POST /x', key: 'k1', programId: null, requestHash: 'h', status: 201, body: '{"b":1}' }
    await transact(db(), (tx) => keepAnswer(tx, answer, NOW))
    await expect(transact(db(), (tx) => keepAnswer(tx, answer, NOW))).rejects.toMatchObject({ kind: 'unique' })
    expect(await findAnswer(db(), answer.scope, 'k1')).toEqual(answer)
    expect(await findAnswer(db(), 'other', 'k1')).toBeNull()
    await deleteExpired(db(), after(3_600_000))
    expect(await findAnswer(db(), answer.scope, 'k1')).toEqual(answer)
    await deleteExpired(db(), after(90_000_000))
    expect(await findAnswer(db(), answer.scope, 'k1')).toBeNull()
    expect(await clientOf(db()).loginAttempt.count()).toBe(0)
  })
})

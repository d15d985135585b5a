import { z } from 'zod'
import * as p from '../primitives.ts'
import { route } from '../route.ts'

const tag = 'Accounts'
const name = z.string().trim().min(1).max(120)
const email = z.email().max(254).trim().toLowerCase()
/** Length beats classes of characters (NIST SP 800-63B); 200 bounds the hashing work. */
const password = z.string().min(12, 'Use at least 12 characters.').max(200)

export const me = z.strictObject({
  user: z.strictObject({ id: z.string(), name: z.string(), email: z.string(), isAdmin: z.boolean() }),
  memberships: z.array(z.strictObject({ slug: z.string(), roles: z.array(p.role), handles: z.array(z.string()) })),
})
export type Me = z.output<typeof me>

export const account = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  isAdmin: z.boolean(),
  isSample: z.boolean(),
  disabledAt: z.string().nullable(),
  createdAt: z.string(),
})
export const apiToken = z.strictObject({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(p.tokenScope),
  programSlug: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
})
const sessionRow = z.strictObject({
  id: z.string(),
  current: z.boolean(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  userAgent: z.string().nullable(),
})

export const accountRoutes = {
  me: route({ method: 'GET', url: '/api/v1/session', access: { kind: 'account' }, summary: 'Who I am and what I hold', tag, response: me }),
  signIn: route({
    method: 'POST',
    url: '/api/v1/session',
    access: { kind: 'public', why: 'Signing in; attempts are limited.' },
    summary: 'Sign in with e-mail and password',
    tag,
    body: z.strictObject({ email, password: z.string().min(1).max(200) }),
    response: me,
  }),
  signOut: route({
    method: 'DELETE',
    url: '/api/v1/session',
    access: { kind: 'account' },
    summary: 'Sign out',
    tag,
    response: p.noContent,
    status: 204,
    scope: 'write',
  }),
  listSessions: route({
    method: 'GET',
    url: '/api/v1/sessions',
    access: { kind: 'account' },
    summary: 'My sessions',
    tag,
    response: z.array(sessionRow),
  }),
  endOtherSessions: route({
    method: 'DELETE',
    url: '/api/v1/sessions',
    access: { kind: 'account' },
    summary: 'End all my other sessions',
    tag,
    response: p.noContent,
    status: 204,
  }),
  changePassword: route({
    method: 'POST',
    url: '/api/v1/account/password',
    access: { kind: 'account' },
    summary: 'Change my password; ends my other sessions',
    tag,
    body: z.strictObject({ current: z.string().min(1).max(200), next: password }),
    response: p.noContent,
    status: 204,
  }),
  setupState: route({
    method: 'GET',
    url: '/api/v1/setup',
    access: { kind: 'public', why: 'Tells only whether the first lead is still missing and whether the given link is good.' },
    summary: 'Is the first lead still missing?',
    tag,
    query: z.strictObject({ token: z.string().max(200).optional() }),
    response: z.strictObject({ needed: z.boolean(), linkGood: z.boolean() }),
  }),
  setUp: route({
    method: 'POST',
    url: '/api/v1/setup',
    access: { kind: 'public', why: 'The one-time set-up link is the proof.' },
    summary: 'Make the first account: instance admin, and lead of the samples',
    tag,
    body: z.strictObject({ token: z.string().max(200), name, email, password }),
    response: me,
    status: 201,
  }),
  invitation: route({
    method: 'GET',
    url: '/api/v1/invitations/:token',
    access: { kind: 'public', why: 'The invitation link is the proof.' },
    summary: 'What an invitation link offers',
    tag,
    params: z.strictObject({ token: z.string().max(200) }),
    response: z.strictObject({
      programName: z.string(),
      programSlug: z.string(),
      roles: z.array(p.role),
      handle: z.string().nullable(),
      email: z.string().nullable(),
      expiresAt: z.string(),
    }),
  }),
  acceptInvitation: route({
    method: 'POST',
    url: '/api/v1/invitations/:token/accept',
    access: { kind: 'public', why: 'The invitation link is the proof; signed in, it adds to the present account.' },
    summary: 'Accept an invitation, with a new account or the one signed in',
    tag,
    params: z.strictObject({ token: z.string().max(200) }),
    body: z.strictObject({ account: z.strictObject({ name, email, password }).nullable() }),
    response: me,
    status: 201,
  }),
  listTokens: route({
    method: 'GET',
    url: '/api/v1/tokens',
    access: { kind: 'account' },
    summary: 'My API tokens',
    tag,
    response: z.array(apiToken),
  }),
  createToken: route({
    method: 'POST',
    url: '/api/v1/tokens',
    access: { kind: 'account' },
    summary: 'Make an API token; the answer shows it once',
    tag,
    body: z.strictObject({
      name: z.string().trim().min(1).max(80),
      scopes: z.array(p.tokenScope).min(1).max(3),
      programSlug: p.slug.nullable().default(null),
      expiresInDays: z.int().min(1).max(366).nullable().default(90),
    }),
    response: z.strictObject({ token: z.string(), row: apiToken }),
    status: 201,
  }),
  revokeToken: route({
    method: 'DELETE',
    url: '/api/v1/tokens/:id',
    access: { kind: 'account' },
    summary: 'Revoke one of my API tokens',
    tag,
    params: z.strictObject({ id: p.uuid }),
    response: p.noContent,
    status: 204,
  }),
  listAccounts: route({
    method: 'GET',
    url: '/api/v1/accounts',
    access: { kind: 'admin' },
    summary: 'All accounts of this instance',
    tag,
    response: z.array(account),
  }),
  editAccount: route({
    method: 'PATCH',
    url: '/api/v1/accounts/:id',
    access: { kind: 'admin' },
    summary: 'Disable or enable an account, make or unmake an admin',
    tag,
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    body: z.strictObject({ disabled: z.boolean().optional(), isAdmin: z.boolean().optional() }),
    response: account,
  }),
}

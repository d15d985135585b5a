import { z } from 'zod'
import * as p from '../primitives.ts'
import { route } from '../route.ts'

const tag = 'People'
const manage = { kind: 'program', capability: 'people.manage' } as const
const member = z.strictObject({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(p.role),
  handles: z.array(z.string()),
  disabled: z.boolean(),
  sample: z.boolean(),
  revision: z.int(),
})
const owner = z.strictObject({
  handle: z.string(),
  name: z.string(),
  signsAs: z.array(z.string()),
  userId: z.string().nullable(),
  userName: z.string().nullable(),
  revision: z.int(),
})
const invitation = z.strictObject({
  id: z.string(),
  roles: z.array(p.role),
  handle: z.string().nullable(),
  email: z.string().nullable(),
  invitedBy: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
})
export const people = z.strictObject({ members: z.array(member), owners: z.array(owner), invitations: z.array(invitation) })
export type People = z.output<typeof people>

const memberParams = z.strictObject({ slug: p.slug, userId: z.string().min(1).max(64) })
const ownerParams = z.strictObject({ slug: p.slug, handle: p.handle })

export const peopleRoutes = {
  list: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/people',
    access: { kind: 'program', capability: 'program.read' },
    summary: 'Members, owner handles and (for leads) open invitations',
    tag,
    params: p.programParams,
    response: people,
  }),
  setMemberRoles: route({
    method: 'PUT',
    url: '/api/v1/programs/:slug/members/:userId',
    access: manage,
    summary: 'Give a member other roles',
    tag,
    params: memberParams,
    body: z.strictObject({ roles: p.roles }),
    response: member,
    ifMatch: 'required',
  }),
  removeMember: route({
    method: 'DELETE',
    url: '/api/v1/programs/:slug/members/:userId',
    access: manage,
    summary: 'Remove a member and unbind their handles',
    tag,
    params: memberParams,
    response: p.noContent,
    status: 204,
  }),
  invite: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/invitations',
    access: manage,
    summary: 'Make an invitation link; the answer shows it once',
    tag,
    params: p.programParams,
    body: z.strictObject({ roles: p.roles, handle: p.handle.nullable().default(null), email: z.email().max(254).nullable().default(null) }),
    response: z.strictObject({ url: z.string(), invitation }),
    status: 201,
  }),
  revokeInvitation: route({
    method: 'DELETE',
    url: '/api/v1/programs/:slug/invitations/:id',
    access: manage,
    summary: 'Revoke an invitation',
    tag,
    params: p.idParams,
    response: p.noContent,
    status: 204,
  }),
  addOwner: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/owners',
    access: manage,
    summary: 'Add an owner handle',
    tag,
    params: p.programParams,
    body: z.strictObject({
      handle: p.handle,
      name: z.string().trim().max(120).default(''),
      signsAs: z.array(p.signRole).max(10).default([]),
    }),
    response: owner,
    status: 201,
  }),
  editOwner: route({
    method: 'PATCH',
    url: '/api/v1/programs/:slug/owners/:handle',
    access: manage,
    summary: 'Rename an owner handle, say which sign-off roles it may stand for, or bind it to an account',
    tag,
    params: ownerParams,
    body: z.strictObject({
      name: z.string().trim().max(120).optional(),
      signsAs: z.array(p.signRole).max(10).optional(),
      userId: z.string().max(64).nullable().optional(),
    }),
    response: owner,
    ifMatch: 'required',
  }),
  removeOwner: route({
    method: 'DELETE',
    url: '/api/v1/programs/:slug/owners/:handle',
    access: manage,
    summary: 'Remove a handle that nothing names',
    tag,
    params: ownerParams,
    response: p.noContent,
    status: 204,
    ifMatch: 'required',
  }),
}

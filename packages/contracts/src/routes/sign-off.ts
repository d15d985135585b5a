import { z } from 'zod'
import * as p from '../primitives.ts'
import { route } from '../route.ts'
import { boardDelegation } from '../sign-off-schema.ts'
import { savedGate } from './proof.ts'
import { stepUpPassword } from './step-up.ts'

const reason = z.string().trim().min(1).max(p.LIMITS.note)
const waive = { kind: 'program', capability: 'gate.waive' } as const

export const waiverRoutes = {
  grant: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/gates/:key/waivers',
    access: waive,
    present: true,
    summary: 'Set a requirement aside until a time, with a reason; pending approvals lapse',
    tag: 'Gates',
    params: p.keyParams,
    body: z.strictObject({ requirementKey: p.key, reason, expiresAt: p.instant, password: stepUpPassword }),
    response: savedGate,
    status: 201,
    ifMatch: 'required',
  }),
  revoke: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/gates/:key/waivers/:id/revoke',
    access: waive,
    present: true,
    summary: 'Take a waiver back: the requirement is unmet again at once',
    tag: 'Gates',
    params: z.strictObject({ slug: p.slug, key: p.key, id: p.uuid }),
    body: z.strictObject({ reason, password: stepUpPassword }),
    response: savedGate,
    ifMatch: 'required',
  }),
}

const review = { kind: 'program', capability: 'gate.review' } as const
const savedDelegation = z.strictObject({ programRevision: z.int(), item: boardDelegation })

export const delegationRoutes = {
  list: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/delegations',
    access: { kind: 'program', capability: 'program.read' },
    summary: 'Who signs in whose place, and when; past ones included',
    tag: 'People',
    params: p.programParams,
    response: z.array(boardDelegation),
  }),
  add: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/delegations',
    access: review,
    present: true,
    summary: 'Let a member sign in place of a handle’s holder who is away; by the holder or a lead, for at most 60 days',
    tag: 'People',
    params: p.programParams,
    body: z.strictObject({ handle: p.handle, to: z.string().min(1).max(64), from: p.instant, until: p.instant, reason }),
    response: savedDelegation,
    status: 201,
  }),
  revoke: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/delegations/:id/revoke',
    access: review,
    present: true,
    summary: 'End a delegation now; by the holder of the handle, by whoever made it, or by a lead',
    tag: 'People',
    params: p.idParams,
    body: z.strictObject({}),
    response: savedDelegation,
  }),
}

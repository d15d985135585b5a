import { z } from 'zod'
import * as p from '../primitives.ts'
import { route } from '../route.ts'
import { boardGoNoGo, verdictWord } from '../sign-off-schema.ts'
import { stepUpPassword } from './step-up.ts'

const tag = 'Go/no-go'
const read = { kind: 'program', capability: 'program.read' } as const
const lead = { kind: 'program', capability: 'go_no_go.lead' } as const
const saved = z.strictObject({ programRevision: z.int(), item: boardGoNoGo })

export const goNoGoRoutes = {
  list: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/go-no-go',
    access: read,
    summary: 'Every go/no-go, oldest first',
    tag,
    params: p.programParams,
    response: z.array(boardGoNoGo),
  }),
  get: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/go-no-go/:id',
    access: read,
    summary: 'One go/no-go with what each lane says, who dissents and who is silent',
    tag,
    params: p.idParams,
    response: boardGoNoGo,
  }),
  open: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/go-no-go',
    access: lead,
    present: true,
    summary: 'Ask every lane whether the release may go; one at a time',
    tag,
    params: p.programParams,
    body: z.strictObject({ question: p.title, deadline: p.instant }),
    response: saved,
    status: 201,
  }),
  vote: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/go-no-go/:id/votes',
    access: { kind: 'program', capability: 'go_no_go.vote' },
    present: true,
    summary: 'Say go, no-go or abstain for a lane that one owns; the last word before the deadline counts',
    tag,
    params: p.idParams,
    body: z.strictObject({ laneKey: p.key, vote: z.enum(['go', 'no_go', 'abstain']), note: p.note.default('') }),
    response: saved,
  }),
  moveDeadline: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/go-no-go/:id/deadline',
    access: lead,
    present: true,
    summary: 'Move the deadline, with a reason; one that has passed is opened again by it',
    tag,
    params: p.idParams,
    body: z.strictObject({ deadline: p.instant, reason: z.string().trim().min(1).max(p.LIMITS.note) }),
    response: saved,
    ifMatch: 'required',
  }),
  decide: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/go-no-go/:id/decision',
    access: lead,
    present: true,
    summary: 'Record the decision for good, with the facts as they are; GO against the verdict needs `override` and a reason',
    tag,
    params: p.idParams,
    body: z.strictObject({
      word: z.enum(['GO', 'NO-GO']),
      reason: p.note.default(''),
      override: z.boolean().default(false),
      verdict: verdictWord.describe('The verdict that was looked at; another one by now is a 412'),
      password: stepUpPassword,
    }),
    response: saved,
    ifMatch: 'required',
  }),
  memo: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/go-no-go/:id/memo',
    access: read,
    summary: 'The memo of a go/no-go, written from the facts, as a file',
    tag,
    params: p.idParams,
    query: z.strictObject({ format: z.enum(['markdown', 'html']).default('markdown') }),
    response: z.string(),
  }),
}

/** Bringing a plan document into a program that exists: what would change, changing it, and taking a new program back. */
import { z } from 'zod'
import * as p from '../primitives.ts'
import { route } from '../route.ts'
import { planText } from './plan-text.ts'
import { issue, planDocument } from './programs.ts'

const rename = z.strictObject({
  kind: z.enum(['task', 'gate']),
  from: p.key.describe('Key in the program'),
  to: p.key.describe('Key in the document'),
})

/** The document as text, or as the plan document itself; and how it meets what was done since. */
const updateInput = planText
  .extend({
    text: planText.shape.text.optional(),
    plan: planDocument.optional(),
    progress: z
      .enum(['keep', 'document'])
      .default('keep')
      .describe('Whose status, ticks and release SHA count where both say something: the program’s or the document’s'),
    renames: z.array(rename).max(2_000).default([]).describe('Tasks and gates that go on under another key, with their progress'),
  })
  .refine((body) => (body.text === undefined) !== (body.plan === undefined), 'Give either text or plan.')

const named = z.strictObject({
  kind: z.string().describe('program, lane, task, gate, requirement, dependency, risks …'),
  key: z.string().describe('Its key; of a requirement `G3/G3.1`, of a dependency `L4-D1->G7`, of an entry without a key its place `#3`'),
  title: z.string(),
})
const fieldChange = z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() })
const renamed = z.strictObject({ kind: z.enum(['task', 'gate']), from: z.string(), to: z.string(), title: z.string() })

export const planUpdateDiff = z.strictObject({
  added: z.array(named),
  changed: z.array(named.extend({ fields: z.array(fieldChange) })),
  gone: z.array(named),
  /** Carried over under a new key, as asked. */
  renamed: z.array(renamed),
  /** One gone, one added, alike in title, lane and span (gates: title and period): offered, never assumed. */
  possibleRenames: z.array(renamed),
  /** Where the document says otherwise about what was done. `taken`: it counts; else the program’s word stays. */
  progress: z.array(named.extend({ field: z.string(), before: z.unknown(), after: z.unknown(), taken: z.boolean() })),
})

export const planUpdateRoutes = {
  preview: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/plan/preview',
    access: { kind: 'program', capability: 'plan.edit' },
    summary: 'What would importing this document into the program change? Nothing is stored',
    tag: 'Programs',
    params: p.programParams,
    body: updateInput,
    response: z.strictObject({
      diff: planUpdateDiff,
      /** Every reason why it would be refused; empty: it can be applied. */
      refusals: z.array(issue),
      warnings: z.array(issue),
      /** The program’s revision that this is about: send it in If-Match to apply. */
      revision: z.int(),
    }),
    scope: 'read',
  }),
  apply: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/plan',
    access: { kind: 'program', capability: 'plan.edit' },
    summary: 'Import this document into the program, all or nothing; If-Match is the program’s revision',
    tag: 'Programs',
    params: p.programParams,
    body: updateInput,
    response: z.strictObject({ programRevision: z.int(), diff: planUpdateDiff, warnings: z.array(issue) }),
    ifMatch: 'required',
  }),
  undoCreation: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/undo-creation',
    access: { kind: 'program', capability: 'program.delete' },
    summary: 'Take a program back that I made in the last ten minutes and that nobody has changed since',
    tag: 'Programs',
    params: p.programParams,
    response: p.noContent,
    status: 204,
  }),
}

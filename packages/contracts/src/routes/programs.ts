import { z } from 'zod'
import { board, lane, milestone, phase, programHead, schedule, schedulePreview } from '../board-schema.ts'
import * as p from '../primitives.ts'
import { route } from '../route.ts'
import { planText } from './plan-text.ts'

const read = { kind: 'program', capability: 'program.read' } as const
const edit = { kind: 'program', capability: 'plan.edit' } as const
export const issue = z.strictObject({
  code: z.string(),
  message: z.string(),
  path: z.string().optional(),
  line: z.int().optional(),
  hint: z.string().optional(),
})

export const programRow = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  goal: z.string(),
  sample: z.boolean(),
  revision: z.int(),
  cadence: p.cadence,
  periodLabel: z.string().nullable(),
  startsOn: z.string(),
  endsOn: z.string(),
  timeZone: z.string(),
  gatesSigned: z.int(),
  gates: z.int(),
  verdict: z.enum(['GO', 'GO WITH WAIVERS', 'NO-GO', 'UNKNOWN']),
  reasons: z.int(),
  roles: z.array(p.role),
})
const headInput = z.strictObject({
  slug: p.slug,
  name: p.title,
  goal: p.text.default(''),
  cadence: p.cadence,
  prefix: z.string().max(8).default('D'),
  first: p.period.default(0),
  last: p.period,
  startsOn: p.isoDate,
  timeZone: z.string().max(60),
  workingDays: z.array(z.int().min(1).max(7)).min(1).max(7),
  holidays: z.array(p.isoDate).max(366).default([]),
  stepUp: z.boolean().default(false),
})
/** The plan as the plan file writes it (its schema is at /api/schema/plan.json); lists without a screen of their own keep their fields. */
export const planDocument = z.looseObject({ gatehouse: z.literal(1), program: z.looseObject({}) })
const planEntity = z.strictObject({ kind: z.string(), key: z.string() })
export const parseReport = z.strictObject({
  plan: planDocument.nullable(),
  report: z.strictObject({
    format: z.enum(['yaml', 'json', 'markdown', 'text']).describe('How the text was read.'),
    lines: z.array(
      z.strictObject({
        line: z.int(),
        text: z.string(),
        status: z.enum(['mapped', 'decoration', 'unmapped']),
        entities: z.array(planEntity),
        reason: z.string(),
      }),
    ),
    warnings: z.array(issue),
    inferred: z
      .array(
        z.strictObject({
          id: z.string(),
          line: z.int(),
          entity: planEntity,
          field: z.string(),
          value: z.string(),
          reason: z.string(),
          clearable: z.boolean().describe('May be taken back without saying what holds instead.'),
        }),
      )
      .describe('What the document does not say in so many words.'),
    unresolved: z
      .array(
        z.strictObject({
          id: z.string(),
          line: z.int(),
          entity: planEntity,
          field: z.string(),
          text: z.string(),
          candidates: z.array(planEntity.extend({ title: z.string() })),
          stands: z.string().nullable().describe('Key that stands there meanwhile.'),
        }),
      )
      .describe('Names in the document that are no key of the plan, offered for linking.'),
  }),
})

/** Writes to a part of the plan answer with the part as it is now and the program's revision. */
const saved = <S extends z.ZodType>(item: S) => z.strictObject({ programRevision: z.int(), revision: z.int(), item })
export const withRevision = <S extends z.ZodRawShape>(item: z.ZodObject<S>) => item.extend({ revision: z.int() })

const crud = <S extends z.ZodType, I extends z.ZodType, P extends z.ZodType>(noun: string, plural: string, item: S, input: I, patch: P) => {
  const url = `/api/v1/programs/:slug/${plural}` as const
  return {
    list: route({
      method: 'GET',
      url,
      access: read,
      summary: `All ${plural}, in order`,
      tag: 'Plan',
      params: p.programParams,
      response: z.array(item),
    }),
    add: route({
      method: 'POST',
      url,
      access: edit,
      summary: `Add a ${noun}`,
      tag: 'Plan',
      params: p.programParams,
      body: input,
      response: saved(item),
      status: 201,
    }),
    edit: route({
      method: 'PATCH',
      url: `${url}/:key`,
      access: edit,
      summary: `Edit a ${noun}`,
      tag: 'Plan',
      params: p.keyParams,
      body: patch,
      response: saved(item),
      ifMatch: 'required',
    }),
    remove: route({
      method: 'DELETE',
      url: `${url}/:key`,
      access: edit,
      summary: `Remove a ${noun}`,
      tag: 'Plan',
      params: p.keyParams,
      response: p.noContent,
      status: 204,
      ifMatch: 'required',
    }),
  }
}

const laneInput = z.strictObject({
  key: p.key,
  name: p.title,
  mission: p.text.default(''),
  deliverables: z.array(p.text).max(100).default([]),
  owners: z.array(p.handle).max(20).default([]),
})
const phaseInput = z.strictObject({
  key: p.key,
  name: p.title,
  from: p.period,
  to: p.period,
  focus: p.text.default(''),
  exitCriteria: z.array(p.text).max(100).default([]),
})
const milestoneInput = z.strictObject({
  key: p.key,
  name: p.title,
  from: p.period,
  to: p.period,
  criteria: z.array(p.text).max(100).default([]),
})
const lanePatch = z
  .strictObject({ name: p.title, mission: p.text, deliverables: z.array(p.text).max(100), owners: z.array(p.handle).max(20) })
  .partial()
const phasePatch = z
  .strictObject({ name: p.title, from: p.period, to: p.period, focus: p.text, exitCriteria: z.array(p.text).max(100) })
  .partial()
const milestonePatch = z.strictObject({ name: p.title, from: p.period, to: p.period, criteria: z.array(p.text).max(100) }).partial()

export const laneRoutes = crud('lane', 'lanes', withRevision(lane), laneInput, lanePatch)
export const phaseRoutes = crud('phase', 'phases', withRevision(phase), phaseInput, phasePatch)
export const milestoneRoutes = crud('milestone', 'milestones', withRevision(milestone), milestoneInput, milestonePatch)

const contingency = z.strictObject({ from: p.period, to: p.period, tolerance: z.int().min(0).max(400), target: p.key.nullable() })
const declaredPath = z.strictObject({ key: p.key, name: p.title, steps: z.array(p.key).min(1).max(200) })
export const settings = z.strictObject({
  head: programHead,
  headRevision: z.int(),
  contingency: contingency.nullable(),
  criticalPaths: z.array(declaredPath),
})
const imported = z.strictObject({
  slug: z.string(),
  programRevision: z.int(),
  counts: z.record(z.string(), z.int()),
  warnings: z.array(issue),
})

export const programRoutes = {
  list: route({
    method: 'GET',
    url: '/api/v1/programs',
    access: { kind: 'account' },
    summary: 'Programs that I may see',
    tag: 'Programs',
    response: z.array(programRow),
  }),
  create: route({
    method: 'POST',
    url: '/api/v1/programs',
    access: { kind: 'account' },
    summary: 'Start an empty program; its maker is its lead',
    tag: 'Programs',
    body: headInput,
    response: imported,
    status: 201,
  }),
  parse: route({
    method: 'POST',
    url: '/api/v1/plans/parse',
    access: { kind: 'account' },
    summary: 'Read a plan without storing it. Also takes the bare text as application/yaml, text/markdown or text/plain',
    tag: 'Programs',
    body: planText,
    response: parseReport,
    scope: 'read',
  }),
  import: route({
    method: 'POST',
    url: '/api/v1/programs/import',
    access: { kind: 'account' },
    summary:
      'Import a plan file or document, all or nothing. Takes {text} with what a person settled about it, the plan document itself as JSON, or the bare text',
    tag: 'Programs',
    body: z.union([planText, planDocument]),
    response: imported,
    status: 201,
  }),
  export: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/export',
    access: read,
    summary: 'The plan as a plan file, a Markdown document or CSV, or the status report of today as Markdown',
    tag: 'Programs',
    params: p.programParams,
    query: z.strictObject({
      format: z.enum(['yaml', 'json', 'markdown', 'csv', 'report']).default('yaml'),
      list: z.enum(['all', 'tasks', 'gates', 'risks']).optional().describe('For csv: which list; all of them in one file if left out.'),
    }),
    response: z.string(),
  }),
  remove: route({
    method: 'DELETE',
    url: '/api/v1/programs/:slug',
    access: { kind: 'program', capability: 'program.delete' },
    summary: 'Delete a program with all its records',
    tag: 'Programs',
    params: p.programParams,
    response: p.noContent,
    status: 204,
  }),
  settings: route({
    method: 'GET',
    url: '/api/v1/programs/:slug',
    access: read,
    summary: 'Head, calendar, contingency and declared paths',
    tag: 'Programs',
    params: p.programParams,
    response: settings,
  }),
  editHead: route({
    method: 'PATCH',
    url: '/api/v1/programs/:slug',
    access: { kind: 'program', capability: 'program.edit' },
    summary: 'Edit name, goal, calendar, contingency or declared paths',
    tag: 'Programs',
    params: p.programParams,
    body: headInput
      .omit({ slug: true, cadence: true })
      .extend({ contingency: contingency.nullable(), criticalPaths: z.array(declaredPath).max(20) })
      .partial(),
    response: settings,
    ifMatch: 'required',
  }),
  setBaseline: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/baseline',
    access: { kind: 'program', capability: 'program.edit' },
    summary: 'Make the present plan the baseline that slip is measured against',
    tag: 'Programs',
    params: p.programParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(p.LIMITS.note) }),
    response: z.strictObject({ programRevision: z.int() }),
  }),
  board: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/board',
    access: read,
    summary: 'The whole board; ETag is the program revision',
    tag: 'Board',
    params: p.programParams,
    response: board,
  }),
  schedule: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/schedule',
    access: read,
    summary: 'A row per task and gate: dates, slack, driver',
    tag: 'Board',
    params: p.programParams,
    response: schedule,
  }),
  preview: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/schedule/preview',
    access: read,
    summary: 'What would moving these do? Nothing is stored',
    tag: 'Board',
    params: p.programParams,
    body: z.strictObject({
      moves: z
        .array(z.strictObject({ key: p.key, start: p.period, finish: p.period }))
        .min(1)
        .max(200),
    }),
    response: schedulePreview,
    scope: 'read',
  }),
  events: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/events',
    access: read,
    summary: 'Server-sent events: each new revision and what changed',
    tag: 'Board',
    params: p.programParams,
    response: z.string(),
  }),
  plan: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/plan',
    access: read,
    summary: 'The plan with the lists that have no screen of their own',
    tag: 'Programs',
    params: p.programParams,
    response: planDocument,
  }),
}
/** One SSE message's data on `/events`. */
export const liveEvent = z.strictObject({ revision: z.int(), changed: z.array(z.string()), actor: z.string().nullable() })

import type { PlanSection } from '@gatehouse/core'
import { z } from 'zod'
import { count, handle, isoDate, key, note as noteText, number, OFFSET_PATTERN, period, sentence, text, title, url } from './fields.ts'

/**
 * The lists that have no rules of their own. Entries are kept as written, so nothing here fills in a default. Risks are pinned and
 * strict; in the other lists a field that is not named here is kept too, and the reader warns about it.
 */
const owners = z.array(handle).describe('Handles of the people who answer for it.')
const texts = z.union([sentence, z.array(sentence)]).describe('One sentence, or a list of them.')
const figure = z.union([number, z.string().min(1).max(300)]).describe('A number, or a figure with its sign or unit, such as ">= 85 %".')
const level = z.enum(['low', 'medium', 'high', 'critical'])
const weekday = z.int().min(1).max(7).describe('ISO weekday, 1 is Monday.')
const span = { from: period.describe('First period.').optional(), to: period.describe('Last period, included.').optional() }
const note = noteText.describe('Anything else.').optional()
const named = { key: key.describe('Unique in its list.').optional(), title: title.optional() }

const risk = z
  .strictObject({
    key,
    title,
    trigger: text.describe('What shows that it has come true.').optional(),
    impact: text.describe('What happens then.').optional(),
    impactLevel: level.optional(),
    probability: level.optional(),
    mitigation: text.optional(),
    owners: owners.optional(),
    ...span,
    status: z.enum(['open', 'mitigating', 'occurred', 'closed']).optional(),
    note,
  })
  .meta({ title: 'Risk', description: 'Something that may go wrong, with its trigger and what is done about it.' })

const checkpoint = z
  .looseObject({
    ...named,
    at: period.describe('Period at whose end it is checked.'),
    mustBeTrue: texts.optional(),
    verification: text.describe('How it is checked.').optional(),
    owners: owners.optional(),
    status: z.enum(['pending', 'met', 'missed']).optional(),
    note,
  })
  .meta({ title: 'Checkpoint', description: 'What must be true at the end of a period, and how that is verified.' })

const metric = z
  .looseObject({
    key,
    title,
    unit: title.optional(),
    baseline: figure.optional(),
    target: figure.optional(),
    threshold: figure.describe('Beyond it the escalation starts.').optional(),
    direction: z.enum(['up', 'down']).describe('Which way is better.').optional(),
    tracking: text.describe('Where the figure is read.').optional(),
    lane: key.optional(),
    owners: owners.optional(),
    cadence: text.describe('How often it is reported.').optional(),
    escalation: text.describe('What happens beyond the threshold.').optional(),
    withinHours: number.min(0).optional(),
    values: z
      .array(z.looseObject({ at: period, value: figure }))
      .describe('Figures per period so far.')
      .optional(),
    note,
  })
  .meta({ title: 'Metric', description: 'A figure with a target: a key result or a line of a scorecard.' })

const allocation = z
  .looseObject({
    ...named,
    from: period,
    to: period,
    phase: key.optional(),
    lane: key.optional(),
    roles: z.array(z.looseObject({ role: title, count: number.min(0) })).optional(),
    total: number.min(0).describe('Full-time equivalents as the plan states them.').optional(),
    note,
  })
  .meta({ title: 'Allocation', description: 'Who is needed in a range of periods.' })

const checklist = z
  .looseObject({
    key,
    title,
    lane: key.optional(),
    gate: key.optional(),
    at: period.optional(),
    owners: owners.optional(),
    items: z.array(z.looseObject({ text: sentence, done: z.boolean().optional(), owners: owners.optional() })),
    note,
  })
  .meta({ title: 'Checklist', description: 'A list of things to tick off that belongs to no single task.' })

const runbookStep = z
  .looseObject({
    ...named,
    offset: z
      .string()
      .max(20)
      .regex(OFFSET_PATTERN, 'must be T0 or a distance from it, such as T-48h or T+30min')
      .describe('Distance from T0, such as `T-48h`, `T0` or `T+30min`.'),
    text: sentence,
    lane: key.optional(),
    owners: owners.optional(),
    done: z.boolean().optional(),
    note,
  })
  .meta({ title: 'Runbook step', description: 'One step of the countdown.' })

const playbook = z
  .looseObject({
    key,
    title,
    trigger: text.optional(),
    steps: z.array(sentence),
    withinHours: number.min(0).optional(),
    owners: owners.optional(),
    note,
  })
  .meta({ title: 'Playbook', description: 'What to do when something foreseen goes wrong.' })

const decision = z
  .looseObject({
    key,
    title,
    question: text.optional(),
    options: z.array(sentence).optional(),
    decision: text.optional(),
    reason: text.optional(),
    status: z.enum(['open', 'decided', 'superseded']).optional(),
    decidedOn: isoDate.optional(),
    at: period.describe('Period by which it is due, or in which it fell.').optional(),
    owners: owners.optional(),
    note,
  })
  .meta({ title: 'Decision', description: 'An entry of the decision log.' })

const ritual = z
  .looseObject({
    ...named,
    title,
    cadence: text.describe('Such as `daily`, `weekly`, `twice a week`.').optional(),
    weekdays: z.array(weekday).optional(),
    periods: z.array(period).describe('Only in these periods.').optional(),
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM')
      .describe('Time of day in the program’s zone, `HH:MM`.')
      .optional(),
    minutes: count.optional(),
    owners: owners.optional(),
    agenda: z.array(sentence).optional(),
    note,
  })
  .meta({ title: 'Ritual', description: 'A meeting or report that returns.' })

const escalationStep = z
  .looseObject({
    ...named,
    level: z.int().min(0).max(100).optional(),
    from: title.describe('Who hands over.'),
    to: title.describe('Who takes over.'),
    withinHours: number.min(0).nullable().describe('Hours to solve it before the next level; null: no limit.').optional(),
    trigger: text.optional(),
    note,
  })
  .meta({ title: 'Escalation step', description: 'One rung of the escalation path.' })

const planNote = z
  .looseObject({
    ...named,
    kind: z.string().min(1).max(60).describe('Such as `assumption`, `tool`, `daily`, `next_action`.').optional(),
    text: sentence,
    category: title.optional(),
    at: period.optional(),
    ...span,
    lane: key.optional(),
    owners: owners.optional(),
    url: url.optional(),
  })
  .meta({ title: 'Note', description: 'Something worth keeping that fits nowhere else.' })

export const SECTION_ENTRY_SCHEMAS = {
  risks: risk,
  checkpoints: checkpoint,
  metrics: metric,
  allocations: allocation,
  checklists: checklist,
  runbook: runbookStep,
  playbooks: playbook,
  decisions: decision,
  rituals: ritual,
  escalation: escalationStep,
  notes: planNote,
} as const satisfies Record<PlanSection, z.ZodObject>

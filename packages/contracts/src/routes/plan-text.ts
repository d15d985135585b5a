/** A plan as text, with what a person settled about it. Sent to look at it, to create a program from it and to bring it into one. */
import { z } from 'zod'
import * as p from '../primitives.ts'

const line = z.int().min(1).describe('Line of the text, from 1')
const ownKey = p.key.optional().describe('Left out: made from the line’s number')

const lineDecision = z.discriminatedUnion('as', [
  z.strictObject({
    line,
    as: z.literal('task'),
    title: p.title,
    lane: p.key,
    start: p.period,
    finish: p.period,
    priority: p.priority,
    key: ownKey,
  }),
  z.strictObject({ line, as: z.literal('gate'), title: p.title, at: p.period, key: ownKey }),
  z.strictObject({ line, as: z.literal('requirement'), gate: p.key, text: p.text.min(1) }),
  z.strictObject({ line, as: z.literal('milestone'), title: p.title, from: p.period, to: p.period, key: ownKey }),
  z.strictObject({ line, as: z.literal('lane'), title: p.title, key: ownKey }),
  z.strictObject({ line, as: z.literal('risk'), title: p.title, key: ownKey }),
  z.strictObject({ line, as: z.literal('checklist_item'), task: p.key, text: p.text.min(1) }),
  z.strictObject({ line, as: z.literal('program_goal'), text: p.text.min(1) }),
  z.strictObject({ line, as: z.literal('repository'), repository: z.string().max(200).describe('owner/name') }),
  z.strictObject({ line, as: z.literal('note') }).describe('Kept as a note in its own words'),
  z
    .strictObject({ line, as: z.literal('set_aside'), reason: z.string().trim().min(1).max(500) })
    .describe('Kept as a note with the reason'),
])
/** What one line is, what one open reference means, whether one inferred fact stands. */
export const planDecision = z.union([
  lineDecision,
  z.strictObject({ reference: z.string().max(400), to: p.key.nullable() }).describe('null: it refers to nothing'),
  z.strictObject({ inferred: z.string().max(400), keep: z.boolean() }).describe('`kind:key:field`; not kept: the field is emptied'),
])
/** Wins over what the text says about the program. */
export const planHead = z
  .strictObject({
    slug: p.slug,
    name: p.title,
    goal: p.text,
    cadence: p.cadence,
    prefix: z.string().max(8),
    first: p.period,
    last: p.period,
    startsOn: p.isoDate,
    timeZone: z.string().max(60),
    workingDays: z.array(z.int().min(1).max(7)).min(1).max(7),
    holidays: z.array(p.isoDate).max(366),
  })
  .partial()

export const planText = z.strictObject({
  text: z.string().max(p.LIMITS.planText),
  fileName: z.string().max(300).optional(),
  format: z.enum(['auto', 'yaml', 'json', 'markdown', 'text']).default('auto'),
  head: planHead.default({}).describe('Wins over what the text says about the program'),
  decisions: z.array(planDecision).max(20_000).default([]).describe('What a person settled about lines, references and inferred facts'),
})
export type PlanDecision = z.output<typeof planDecision>
export type PlanHeadChange = z.output<typeof planHead>

import { SIGN_ROLE } from '@gatehouse/core'
import { z } from 'zod'
import {
  count,
  dependencyKind,
  evidenceType,
  handle,
  isoDate,
  key,
  listOf,
  note,
  period,
  priority,
  REPOSITORY_PATTERN,
  SHA_PATTERN,
  SLUG_PATTERN,
  sentence,
  taskStatus,
  text,
  title,
  workflowPath,
} from './fields.ts'
import { SECTION_ENTRY_SCHEMAS as entry } from './section-schemas.ts'

const signRole = z.string().regex(SIGN_ROLE, 'must be a word of a-z, 0-9 and -, such as security')
const ref = key.describe('Key of a task, gate or milestone.')
const owners = z.array(handle).max(20).default([]).describe('Handles from `owners`.')

const after = z
  .strictObject({
    ref,
    kind: dependencyKind.default('hard').describe('`hard` blocks, `soft` warns.'),
    lag: period.default(0).describe('Periods between its end and the start of this.'),
  })
  .meta({ title: 'Predecessor', description: 'Something that must end before this begins.' })

const program = z
  .strictObject({
    slug: z
      .string()
      .min(2)
      .max(60)
      .regex(SLUG_PATTERN, 'must be 2 to 60 of a-z, 0-9 and -, not beginning or ending with -')
      .describe('Name in URLs: a-z, 0-9 and `-`.'),
    name: title,
    goal: text.default(''),
    cadence: z.enum(['day', 'week']),
    prefix: z
      .string()
      .min(1)
      .max(8)
      .regex(/^\p{L}+$/u, 'must be one letter or a few')
      .describe('Letter before a period’s number; left out: D for days, W for weeks.')
      .optional(),
    first: period.describe('Number of the first period.'),
    last: period.describe('Number of the last period, included.'),
    startsOn: isoDate.describe('Date on which the first period starts, YYYY-MM-DD.'),
    timeZone: z.string().min(1).max(60).default('UTC').describe('IANA name, such as Asia/Kolkata.'),
    workingDays: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5]).describe('ISO weekdays, 1 is Monday.'),
    holidays: listOf(isoDate).describe('Dates on which nobody works.'),
    stepUp: z.boolean().default(false).describe('Signing a gate asks for the password again.'),
  })
  .meta({ title: 'Program', description: 'The release effort: its name and its calendar.' })

const releaseTarget = z
  .strictObject({
    repository: z.string().max(200).regex(REPOSITORY_PATTERN, 'must be owner/name').describe('`owner/name` on the code host.'),
    sha: z
      .string()
      .regex(SHA_PATTERN, 'must be a full commit: 40 digits of 0-9 and a-f')
      .nullable()
      .default(null)
      .describe('Full commit, 40 lower-case hex digits; null: not chosen yet.'),
    workflows: listOf(
      z.strictObject({
        path: workflowPath,
        required: z.boolean().default(true),
        events: listOf(z.string().min(1).max(60)).describe('Events whose runs count; empty: push and workflow_dispatch.'),
      }),
    ),
  })
  .meta({ title: 'Release target', description: 'What is released, and the workflows that must be green on it.' })

const contingency = z
  .strictObject({
    from: period,
    to: period,
    tolerance: count.default(0).describe('Slip of the target, in periods, that consumes nothing.'),
    target: ref.nullable().default(null).describe('Gate, task or milestone whose slip counts.'),
  })
  .meta({ title: 'Contingency', description: 'The buffer.' })

const task = z
  .strictObject({
    key,
    lane: key,
    title,
    start: period,
    finish: period.describe('Last period of work, included.'),
    priority: priority.default('P1').describe('P0 and P1 hold their gate. Left out: P1.'),
    status: taskStatus.default('todo'),
    parent: key.nullable().default(null).describe('Key of the summary task that it is part of.'),
    gate: key.nullable().default(null).describe('Gate that it belongs to; null: by its finish.'),
    owners,
    checklist: listOf(z.strictObject({ text: sentence, done: z.boolean().default(false) })),
    after: listOf(after),
    movedTo: text.nullable().default(null).describe('Where a moved task went.'),
    note: note.default(''),
  })
  .meta({ title: 'Task', description: 'Work in a lane over a span of periods.' })

const requirement = z
  .strictObject({
    key,
    text: sentence,
    accepts: z.array(evidenceType).describe('Left out: ci_run with a workflow, nothing with a rule, else every type.').optional(),
    min: z.int().min(1).max(50).default(1).describe('How many pieces of evidence are needed.'),
    oneOf: listOf(z.array(evidenceType).min(1).max(7)).describe('Groups of types: of each group at least one fresh piece.'),
    freshness: z
      .enum(['release_sha', 'max_age', 'none'])
      .describe('Left out: release_sha with a workflow, max_age with maxAgeHours, else none.')
      .optional(),
    maxAgeHours: z.int().min(1).max(8_784).nullable().default(null).describe('For `max_age`.'),
    warnHours: z
      .int()
      .min(0)
      .max(8_784)
      .nullable()
      .default(null)
      .describe('Hours before the largest age at which proof is called expiring; null: a quarter of it, at most a day.'),
    workflow: workflowPath.nullable().default(null).describe('CI workflow whose run on the release SHA proves it.'),
    rule: z
      .enum(['p0_done', 'no_open_blockers', 'earlier_gates_signed', 'no_unresolved_high_findings', 'workflows_green'])
      .nullable()
      .default(null)
      .describe('Computed from the board instead of attached.'),
  })
  .meta({ title: 'Requirement', description: 'One thing that a gate asks for.' })

const gate = z
  .strictObject({
    key,
    title,
    at: period.describe('The gate is at the end of this period.'),
    owners: owners.describe('Who submits it.'),
    reviewers: z.array(handle).max(20).default([]).describe('Who may sign it.'),
    quorum: z.int().min(1).max(20).default(1).describe('How many signatures it needs.'),
    signRoles: listOf(z.strictObject({ role: signRole, count: z.int().min(1).max(20).default(1) })).describe(
      'Sign-off roles that must be among the signatures; who may give one is said in `signsAs` of the owners.',
    ),
    requirements: listOf(requirement),
    after: listOf(after),
  })
  .meta({ title: 'Gate', description: 'A decision point at the end of a period.' })

/** A plan file, version 1, as people write it. Unknown keys are refused; what may be left out has its default here. */
export const planFileSchema = z
  .strictObject({
    gatehouse: z.literal(1).describe('Version of this format.'),
    program,
    releaseTarget: releaseTarget.nullable().default(null),
    contingency: contingency.nullable().default(null),
    criticalPaths: listOf(
      z
        .strictObject({ key, name: z.string().max(300).default(''), steps: z.array(ref).min(1) })
        .meta({ title: 'Declared critical path', description: 'A chain that the plan declares critical.' }),
    ),
    owners: listOf(
      z
        .strictObject({
          handle,
          name: z.string().max(300).default(''),
          signsAs: listOf(signRole).describe('Sign-off roles: security, operations, architecture …'),
        })
        .meta({ title: 'Owner', description: 'A handle that lanes, tasks and gates use.' }),
    ),
    lanes: listOf(
      z
        .strictObject({ key, name: title, mission: text.default(''), deliverables: listOf(sentence), owners })
        .meta({ title: 'Lane', description: 'A parallel workstream.' }),
    ),
    phases: listOf(
      z
        .strictObject({ key, name: title, from: period, to: period, focus: text.default(''), exitCriteria: listOf(sentence) })
        .meta({ title: 'Phase', description: 'A named range of periods; phases may overlap.' }),
    ),
    milestones: listOf(
      z
        .strictObject({ key, name: title, from: period, to: period, criteria: listOf(sentence) })
        .meta({ title: 'Milestone', description: 'A named range, or a point with from = to.' }),
    ),
    tasks: listOf(task),
    gates: listOf(gate),
    dependencies: listOf(
      z
        .strictObject({ from: ref, to: ref, kind: dependencyKind.default('hard'), lag: period.default(0), note: note.default('') })
        .meta({ title: 'Dependency', description: 'Predecessor and successor.' }),
    ),
    risks: listOf(entry.risks),
    checkpoints: listOf(entry.checkpoints),
    metrics: listOf(entry.metrics),
    allocations: listOf(entry.allocations),
    checklists: listOf(entry.checklists),
    runbook: listOf(entry.runbook),
    playbooks: listOf(entry.playbooks),
    decisions: listOf(entry.decisions),
    rituals: listOf(entry.rituals),
    escalation: listOf(entry.escalation),
    notes: listOf(entry.notes),
  })
  .meta({ title: 'Gatehouse plan file', description: 'A release plan, version 1, in YAML or JSON.' })

/** A plan file with every static default filled in. */
export type PlanFile = z.output<typeof planFileSchema>
/** A plan file as it may be written. */
export type PlanFileInput = z.input<typeof planFileSchema>

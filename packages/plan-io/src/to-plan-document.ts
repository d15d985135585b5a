import { PLAN_SECTIONS, type Plan, type Requirement } from '@gatehouse/core'
import { orderFields } from './order-fields.ts'
import { SECTION_ENTRY_SCHEMAS } from './schema/section-schemas.ts'
import { defaultAccepts, defaultFreshness, defaultPrefix } from './complete-plan.ts'

type Fields = Readonly<Record<string, unknown>>

const AFTER = { kind: 'hard', lag: 0 }
const NAMED = { name: '' }
const LANE = { mission: '', deliverables: [], owners: [] }
const TASK = { priority: 'P1', status: 'todo', parent: null, gate: null, owners: [], checklist: [], after: [], movedTo: null, note: '' }
const REQUIREMENT = { min: 1, oneOf: [], maxAgeHours: null, warnHours: null, workflow: null, rule: null }
const GATE = { owners: [], reviewers: [], quorum: 1, signRoles: [], requirements: [], after: [] }
const PROGRAM = { goal: '', timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5], holidays: [], stepUp: false }

/** A plan as a plan file says it. */
export type PlanDocument = Fields & { readonly gatehouse: 1; readonly program: Fields }

/**
 * A plan to the smallest file object that reads back as the same plan: what equals its default is left out. Fields come in the
 * order in which the format documents them, so that equal plans give equal files.
 */
export function toPlanDocument(plan: Plan): PlanDocument {
  const { program, releaseTarget, contingency } = plan
  const lists: Fields = {
    criticalPaths: plan.criticalPaths.map((path) => trim(pick(path, ['key', 'name', 'steps']), NAMED)),
    owners: plan.owners.map((owner) => trim(pick(owner, ['handle', 'name', 'signsAs']), { ...NAMED, signsAs: [] })),
    lanes: plan.lanes.map((lane) => trim(pick(lane, ['key', 'name', 'mission', 'deliverables', 'owners']), LANE)),
    phases: plan.phases.map((phase) =>
      trim(pick(phase, ['key', 'name', 'from', 'to', 'focus', 'exitCriteria']), { focus: '', exitCriteria: [] }),
    ),
    milestones: plan.milestones.map((milestone) => trim(pick(milestone, ['key', 'name', 'from', 'to', 'criteria']), { criteria: [] })),
    tasks: plan.tasks.map((task) =>
      trim(
        {
          ...pick(task, ['key', 'lane', 'title', 'start', 'finish', 'priority', 'status', 'parent', 'gate', 'owners']),
          checklist: task.checklist.map((item) => trim(pick(item, ['text', 'done']), { done: false })),
          after: task.after.map(trimAfter),
          ...pick(task, ['movedTo', 'note']),
        },
        TASK,
      ),
    ),
    gates: plan.gates.map((gate) =>
      trim(
        {
          ...pick(gate, ['key', 'title', 'at', 'owners', 'reviewers', 'quorum']),
          signRoles: gate.signRoles.map((asked) => trim(pick(asked, ['role', 'count']), { count: 1 })),
          requirements: gate.requirements.map(trimRequirement),
          after: gate.after.map(trimAfter),
        },
        GATE,
      ),
    ),
    dependencies: plan.dependencies.map((link) => trim(pick(link, ['from', 'to', 'kind', 'lag', 'note']), { ...AFTER, note: '' })),
    ...Object.fromEntries(
      PLAN_SECTIONS.map((section) => [section, plan.sections[section].map((entry) => orderFields(entry, SECTION_ENTRY_SCHEMAS[section]))]),
    ),
  }
  return {
    gatehouse: 1,
    program: trim(
      pick(program, [
        'slug',
        'name',
        'goal',
        'cadence',
        'prefix',
        'first',
        'last',
        'startsOn',
        'timeZone',
        'workingDays',
        'holidays',
        'stepUp',
      ]),
      { ...PROGRAM, prefix: defaultPrefix(program.cadence) },
    ),
    ...(releaseTarget === null
      ? {}
      : {
          releaseTarget: {
            ...pick(releaseTarget, ['repository', 'sha']),
            workflows: releaseTarget.workflows.map((workflow) =>
              trim(pick(workflow, ['path', 'required', 'events']), { required: true, events: [] }),
            ),
          },
        }),
    ...(contingency === null ? {} : { contingency: pick(contingency, ['from', 'to', 'tolerance', 'target']) }),
    ...Object.fromEntries(Object.entries(lists).filter(([, entries]) => (entries as unknown[]).length > 0)),
  }
}

const trimAfter = (after: object): Fields => trim(pick(after, ['ref', 'kind', 'lag']), AFTER)

const trimRequirement = (requirement: Requirement): Fields =>
  trim(pick(requirement, ['key', 'text', 'accepts', 'min', 'oneOf', 'freshness', 'maxAgeHours', 'warnHours', 'workflow', 'rule']), {
    ...REQUIREMENT,
    accepts: defaultAccepts(requirement),
    freshness: defaultFreshness(requirement),
  })

function pick(source: object, fields: readonly string[]): Fields {
  const from = source as Fields
  return Object.fromEntries(fields.map((field) => [field, from[field]]))
}

function trim(source: Fields, defaults: Fields): Fields {
  return Object.fromEntries(Object.entries(source).filter(([field, value]) => !isSame(value, defaults[field])))
}

/** Defaults are scalars and short flat lists. */
function isSame(value: unknown, fallback: unknown): boolean {
  if (Array.isArray(value) && Array.isArray(fallback))
    return value.length === fallback.length && value.every((item, index) => item === fallback[index])
  return value === fallback
}

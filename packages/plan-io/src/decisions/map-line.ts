import { type Gate, type Plan, PLAN_LIMITS, type PlanRecord, type PlanSection, type Task } from '@gatehouse/core'
import { defaultAccepts, defaultFreshness } from '../complete-plan.ts'
import type { PlanEntity } from '../report/map-lines.ts'
import type { ReportLine } from '../report/parsed-plan-text.ts'
import type { LineDecision } from './plan-decision.ts'

/** A plan with what a line became; or a sentence why it cannot become that. */
export type MappedLine = { readonly plan: Plan; readonly entity: PlanEntity } | string

/** Adds what a person makes of a line to the plan. Only names are checked here; the plan as a whole is checked afterwards. */
export function mapLine(plan: Plan, decision: LineDecision, { text }: ReportLine): MappedLine {
  const { line } = decision
  switch (decision.as) {
    case 'task': {
      const key = decision.key ?? freeKey(nodeKeys(plan), `task-${line}`)
      const { title, lane, start, finish, priority } = decision
      return {
        plan: { ...plan, tasks: [...plan.tasks, { ...EMPTY_TASK, key, title, lane, start, finish, priority }] },
        entity: { kind: 'task', key },
      }
    }
    case 'gate': {
      const key = decision.key ?? freeKey(nodeKeys(plan), `gate-${line}`)
      const gate: Gate = {
        key,
        title: decision.title,
        at: decision.at,
        owners: [],
        reviewers: [],
        quorum: 1,
        signRoles: [],
        requirements: [],
        after: [],
      }
      return { plan: { ...plan, gates: [...plan.gates, gate] }, entity: { kind: 'gate', key } }
    }
    case 'milestone': {
      const key = decision.key ?? freeKey(nodeKeys(plan), `milestone-${line}`)
      const milestone = { key, name: decision.title, from: decision.from, to: decision.to, criteria: [] }
      return { plan: { ...plan, milestones: [...plan.milestones, milestone] }, entity: { kind: 'milestone', key } }
    }
    case 'lane': {
      const key = decision.key ?? freeKey(keysOf(plan.lanes), `lane-${line}`)
      const lane = { key, name: decision.title, mission: '', deliverables: [], owners: [] }
      return { plan: { ...plan, lanes: [...plan.lanes, lane] }, entity: { kind: 'lane', key } }
    }
    case 'requirement':
      return addRequirement(plan, decision.gate, decision.text, line)
    case 'checklist_item': {
      const task = plan.tasks.find((each) => each.key === decision.task)
      if (task === undefined) return `There is no task ${decision.task}.`
      const grown = { ...task, checklist: [...task.checklist, { text: decision.text, done: false }] }
      return { plan: { ...plan, tasks: plan.tasks.map((each) => (each === task ? grown : each)) }, entity: { kind: 'task', key: task.key } }
    }
    case 'risk': {
      const key = decision.key ?? freeKey(recordKeys(plan, 'risks'), `risk-${line}`)
      return { plan: addRecord(plan, 'risks', { key, title: decision.title }), entity: { kind: 'risk', key } }
    }
    case 'program_goal':
      return { plan: { ...plan, program: { ...plan.program, goal: decision.text } }, entity: { kind: 'program', key: plan.program.slug } }
    case 'repository': {
      const target = plan.releaseTarget ?? { sha: null, workflows: [] }
      return {
        plan: { ...plan, releaseTarget: { ...target, repository: decision.repository } },
        entity: { kind: 'release_target', key: decision.repository },
      }
    }
    case 'note':
      return keepText(plan, text, `note-${line}`, { kind: 'note' })
    case 'set_aside':
      return keepText(plan, text, `set-aside-${line}`, { kind: 'set_aside', reason: decision.reason })
  }
}

const EMPTY_TASK = {
  status: 'todo',
  parent: null,
  gate: null,
  owners: [],
  checklist: [],
  after: [],
  movedTo: null,
  note: '',
} as const satisfies Partial<Task>

function addRequirement(plan: Plan, gateKey: string, text: string, line: number): MappedLine {
  const gate = plan.gates.find((each) => each.key === gateKey)
  if (gate === undefined) return `There is no gate ${gateKey}.`
  const all = new Set(plan.gates.flatMap((each) => each.requirements.map((requirement) => requirement.key)))
  const bare = {
    key: freeKey(all, `${gateKey}.L${line}`),
    text,
    min: 1,
    oneOf: [],
    maxAgeHours: null,
    warnHours: null,
    workflow: null,
    rule: null,
  }
  const requirement = { ...bare, accepts: defaultAccepts(bare), freshness: defaultFreshness(bare) }
  const grown = { ...gate, requirements: [...gate.requirements, requirement] }
  return {
    plan: { ...plan, gates: plan.gates.map((each) => (each === gate ? grown : each)) },
    entity: { kind: 'requirement', key: requirement.key },
  }
}

/** A note's text has a length; a longer line goes over several notes, so that all of it is kept. */
function keepText(plan: Plan, text: string, wish: string, fields: PlanRecord): MappedLine {
  const whole = text.trim()
  const key = freeKey(recordKeys(plan, 'notes'), wish)
  let grown = plan
  for (let from = 0, part = 1; from < Math.max(whole.length, 1); from += PLAN_LIMITS.text, part += 1) {
    const partKey = part === 1 ? key : freeKey(recordKeys(grown, 'notes'), `${key}-${part}`)
    grown = addRecord(grown, 'notes', { key: partKey, text: whole.slice(from, from + PLAN_LIMITS.text), ...fields })
  }
  return { plan: grown, entity: { kind: 'note', key } }
}

function addRecord(plan: Plan, section: PlanSection, record: PlanRecord): Plan {
  return { ...plan, sections: { ...plan.sections, [section]: [...plan.sections[section], record] } }
}

const keysOf = (entries: readonly { readonly key: string }[]): ReadonlySet<string> => new Set(entries.map(({ key }) => key))

/** Tasks, gates and milestones share one name space. */
const nodeKeys = (plan: Plan): ReadonlySet<string> => new Set([...keysOf(plan.tasks), ...keysOf(plan.gates), ...keysOf(plan.milestones)])

const recordKeys = (plan: Plan, section: PlanSection): ReadonlySet<string> =>
  new Set(plan.sections[section].flatMap(({ key }) => (typeof key === 'string' ? [key] : [])))

function freeKey(taken: ReadonlySet<string>, wish: string): string {
  let key = wish
  for (let n = 2; taken.has(key); n += 1) key = `${wish}-${n}`
  return key
}

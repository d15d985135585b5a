import { PLAN_SECTIONS, type Plan } from './plan.ts'
import type { PlanIssue } from './plan-issue.ts'
import { PLAN_LIMITS } from './plan-limits.ts'

/** Lists that are too long and texts that are too long, by `PLAN_LIMITS`. */
export const checkSizes = (plan: Plan): PlanIssue[] => [...checkCounts(plan), ...checkTexts(plan)]

const checkCounts = (plan: Plan): PlanIssue[] => {
  const links = [...plan.tasks, ...plan.gates].reduce((sum, each) => sum + each.after.length, plan.dependencies.length)
  const counts: readonly (readonly [path: string, count: number, limit: number, noun: string])[] = [
    ['tasks', plan.tasks.length, PLAN_LIMITS.tasks, 'tasks'],
    ['dependencies', links, PLAN_LIMITS.dependencies, 'dependencies'],
    ['program.last', plan.program.last - plan.program.first + 1, PLAN_LIMITS.periods, 'periods'],
    ['program.holidays', plan.program.holidays.length, PLAN_LIMITS.holidays, 'holidays'],
    ['lanes', plan.lanes.length, PLAN_LIMITS.lanes, 'lanes'],
    ['gates', plan.gates.length, PLAN_LIMITS.gates, 'gates'],
    ['milestones', plan.milestones.length, PLAN_LIMITS.milestones, 'milestones'],
    ['phases', plan.phases.length, PLAN_LIMITS.phases, 'phases'],
    ['owners', plan.owners.length, PLAN_LIMITS.owners, 'owners'],
    ['criticalPaths', plan.criticalPaths.length, PLAN_LIMITS.criticalPaths, 'declared paths'],
    ...plan.gates.map(
      (gate) => [`gates.${gate.key}.requirements`, gate.requirements.length, PLAN_LIMITS.requirementsPerGate, 'requirements'] as const,
    ),
    ...PLAN_SECTIONS.map((section) => [section, plan.sections[section].length, PLAN_LIMITS.recordsPerSection, 'entries'] as const),
  ]
  return counts
    .filter(([, count, limit]) => count > limit)
    .map(([path, count, limit, noun]) => ({
      code: 'too_many',
      message: `${count} ${noun} are more than a plan may hold.`,
      path,
      hint: `At most ${limit}.`,
    }))
}

type Text = readonly [path: string, text: string, limit: number]

const checkTexts = (plan: Plan): PlanIssue[] =>
  textsOf(plan)
    .filter(([, text, limit]) => text.length > limit)
    .map(([path, text, limit]) => ({
      code: 'text_too_long',
      message: `This text has ${text.length} characters.`,
      path,
      hint: `At most ${limit}.`,
    }))

const textsOf = (plan: Plan): readonly Text[] => {
  const title = (path: string, text: string): Text => [path, text, PLAN_LIMITS.title]
  const long = (path: string, text: string): Text => [path, text, PLAN_LIMITS.text]
  const note = (path: string, text: string): Text => [path, text, PLAN_LIMITS.note]
  const { program } = plan
  return [
    title('program.name', program.name),
    long('program.goal', program.goal),
    ...plan.owners.map((owner) => title(`owners.${owner.handle}.name`, owner.name)),
    ...plan.criticalPaths.map((path) => title(`criticalPaths.${path.key}.name`, path.name)),
    ...plan.lanes.flatMap((lane) => [
      title(`lanes.${lane.key}.name`, lane.name),
      long(`lanes.${lane.key}.mission`, lane.mission),
      ...lane.deliverables.map((text) => long(`lanes.${lane.key}.deliverables`, text)),
    ]),
    ...plan.phases.flatMap((phase) => [
      title(`phases.${phase.key}.name`, phase.name),
      long(`phases.${phase.key}.focus`, phase.focus),
      ...phase.exitCriteria.map((text) => long(`phases.${phase.key}.exitCriteria`, text)),
    ]),
    ...plan.milestones.flatMap((milestone) => [
      title(`milestones.${milestone.key}.name`, milestone.name),
      ...milestone.criteria.map((text) => long(`milestones.${milestone.key}.criteria`, text)),
    ]),
    ...plan.tasks.flatMap((task) => [
      title(`tasks.${task.key}.title`, task.title),
      note(`tasks.${task.key}.note`, task.note),
      long(`tasks.${task.key}.movedTo`, task.movedTo ?? ''),
      ...task.checklist.map((item) => long(`tasks.${task.key}.checklist`, item.text)),
    ]),
    ...plan.gates.flatMap((gate) => [
      title(`gates.${gate.key}.title`, gate.title),
      ...gate.requirements.map((each) => long(`gates.${gate.key}.requirements.${each.key}.text`, each.text)),
    ]),
    ...plan.dependencies.map((each) => note(`dependencies.${each.from}->${each.to}.note`, each.note)),
  ]
}

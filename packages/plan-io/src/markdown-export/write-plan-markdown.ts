import { PLAN_SECTIONS, type Plan, type PlanSection } from '@gatehouse/core'
import type { Fields } from './columns.ts'
import { CHECKLISTS_SUBHEADING, DERIVED_NOTE, HEADINGS, MARKER, type SectionName } from './headings.ts'
import { writeText } from './inline-text.ts'
import * as p from './plan-columns.ts'
import { SECTION_COLUMNS } from './section-columns.ts'
import { areCheckable, writeChecklist, writeFacts, writeOpenTable, writeTable } from './write-blocks.ts'
import { type DiagramLine, drawGantt, drawGraph } from './write-diagrams.ts'
import { drawTimeline, writeTimeline } from './write-timeline.ts'

/**
 * A plan as a Markdown document for people, which `readExportedMarkdown` reads back to the same plan. Its first line marks it as
 * ours. Takes a plan that `checkPlan` finds nothing wrong with. Equal plans give equal texts.
 */
export function writePlanMarkdown(plan: Plan): string {
  const { program } = plan
  const { prefix } = program
  const [goal, ...facts] = writeFacts(asFields(program), p.PROGRAM_FACTS, prefix)
  const hasGoal = program.goal !== ''
  const table = (entries: readonly object[], columns: Parameters<typeof writeTable>[1]): string[] =>
    writeTable(entries.map(asFields), columns, prefix)
  const blocks: string[][] = [
    [MARKER],
    [`# ${writeText(program.name)}`],
    ...(hasGoal ? [[goal?.slice('- '.length) ?? '']] : []),
    hasGoal ? facts : [goal ?? '', ...facts],
    ...writeReleaseTarget(plan),
    ...section('contingency', plan.contingency === null ? [] : writeFacts(asFields(plan.contingency), p.CONTINGENCY_FACTS, prefix)),
    ...section('criticalPaths', table(plan.criticalPaths, p.PATH_COLUMNS)),
    ...section('milestones', table(plan.milestones, p.MILESTONE_COLUMNS)),
    ...section('phases', table(plan.phases, p.PHASE_COLUMNS)),
    ...section('lanes', table(plan.lanes, p.LANE_COLUMNS)),
    ...section('owners', table(plan.owners, p.OWNER_COLUMNS)),
    ...derived('timeline', writeTimeline(drawTimeline(plan))),
    ...section('gates', table(plan.gates, p.GATE_COLUMNS)),
    ...writeRequirements(plan),
    ...writeTasks(plan),
    ...section(
      'taskChecklists',
      plan.tasks.flatMap(({ key, title, checklist }) =>
        checklist.length === 0
          ? []
          : writeChecklist(
              key,
              title,
              checklist.map(({ text, done }) => (done ? { text, done } : { text })),
            ),
      ),
    ),
    ...section('dependencies', table(plan.dependencies, p.DEPENDENCY_COLUMNS)),
    ...PLAN_SECTIONS.flatMap((name) => writeSection(name, plan.sections[name], prefix)),
    ...derived('gantt', writeMermaid(drawGantt(plan))),
    ...derived('graph', writeMermaid(drawGraph(plan))),
  ]
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`
}

const asFields = (value: object): Fields => value as Fields

const section = (name: SectionName, body: readonly string[]): string[][] => (body.length === 0 ? [] : [[`## ${HEADINGS[name]}`], [...body]])
const derived = (name: SectionName, body: readonly string[]): string[][] =>
  body.length === 0 ? [] : [[`## ${HEADINGS[name]}`], [`_${DERIVED_NOTE}_`], [...body]]

function writeReleaseTarget({ releaseTarget, program }: Plan): string[][] {
  if (releaseTarget === null) return []
  const workflows = writeTable(releaseTarget.workflows.map(asFields), p.WORKFLOW_COLUMNS, program.prefix)
  const facts = section('releaseTarget', writeFacts(asFields(releaseTarget), p.RELEASE_FACTS, program.prefix))
  return workflows.length === 0 ? facts : [...facts, workflows]
}

/** A table per gate, so that each has only the columns that it needs. */
function writeRequirements({ gates, program }: Plan): string[][] {
  const columns = p.REQUIREMENT_COLUMNS.filter((column) => column.header !== 'Gate')
  const tables = gates
    .filter((gate) => gate.requirements.length > 0)
    .flatMap((gate) => [
      [`### ${writeText(gate.key)} ${writeText(gate.title)}`],
      writeTable(gate.requirements.map(asFields), columns, program.prefix),
    ])
  return tables.length === 0 ? [] : [[`## ${HEADINGS.requirements}`], ...tables]
}

/** A table per lane where the tasks stand lane by lane; else one with a column for the lane, so that their order is kept. */
function writeTasks({ tasks, lanes, program }: Plan): string[][] {
  if (tasks.length === 0) return []
  const groups: { readonly lane: string; readonly tasks: Fields[] }[] = []
  for (const task of tasks) {
    if (groups.at(-1)?.lane !== task.lane) groups.push({ lane: task.lane, tasks: [] })
    groups.at(-1)?.tasks.push(asFields(task))
  }
  const isByLane = new Set(groups.map((group) => group.lane)).size === groups.length
  if (!isByLane) return section('tasks', writeTable(tasks.map(asFields), p.TASK_COLUMNS, program.prefix))
  const columns = p.TASK_COLUMNS.filter((column) => column.header !== 'Lane')
  const nameByKey = new Map(lanes.map((lane) => [lane.key, lane.name]))
  return [
    [`## ${HEADINGS.tasks}`],
    ...groups.flatMap((group) => [
      [`### ${writeText(group.lane)} ${writeText(nameByKey.get(group.lane) ?? '')}`.trimEnd()],
      writeTable(group.tasks, columns, program.prefix),
    ]),
  ]
}

function writeSection(name: PlanSection, entries: readonly Fields[], prefix: string): string[][] {
  if (entries.length === 0) return []
  const canCheck =
    name === 'checklists' && entries.every(({ key, items }) => typeof key === 'string' && (items === undefined || areCheckable(items)))
  const table = writeOpenTable(entries, SECTION_COLUMNS[name], prefix, (field) => canCheck && field === 'items')
  if (!canCheck) return section(name, table)
  const items = entries.flatMap(({ key, title, items: own }) =>
    areCheckable(own) ? writeChecklist(String(key), typeof title === 'string' ? title : '', own) : [],
  )
  return [...section(name, table), ...(items.length === 0 ? [] : [[`### ${CHECKLISTS_SUBHEADING}`], items])]
}

const writeMermaid = (lines: readonly DiagramLine[] | null): string[] =>
  lines === null ? [] : ['```mermaid', ...lines.map((line) => line.text), '```']

import { type Milestone, type Phase, PLAN_LIMITS, type Plan, type ProgramHead, type Task } from '@gatehouse/core'
import type { ReadTextOptions } from '../../report/parsed-plan-text.ts'
import { cut } from '../recognise/prose/text.ts'
import type { Reading } from '../recognise/recogniser.ts'
import { keepNotes } from './keep-notes.ts'
import { mendPlan } from './mend-plan.ts'
import { indexNodes, type NodeIndex } from './node-index.ts'
import { settleDependencies } from './settle-dependencies.ts'
import { settleGates } from './settle-gates.ts'
import { settleHead } from './settle-head.ts'
import { settleLanes } from './settle-lanes.ts'
import { settleOwners } from './settle-owners.ts'
import { settleContingency, settlePaths } from './settle-paths.ts'
import { settleRecords } from './settle-records.ts'
import { clamp, settleTasks } from './settle-tasks.ts'

/**
 * The second pass: what was gathered becomes a whole plan. References are resolved, what the document leaves open is concluded and marked,
 * and lines that nobody took are kept as notes. null: nothing of a plan was recognised. Never throws.
 */
export function finishPlan(reading: Reading, options: ReadTextOptions): Plan | null {
  const { draft } = reading
  if (!hasSubstance(reading)) return null
  const program = settleHead(reading, options)
  const lanes = settleLanes(reading)
  const index = indexNodes(draft)
  const dependencies = settleDependencies(reading, index)
  const criticalPaths = settlePaths(reading, index, program)
  const contingency = settleContingency(reading, index, criticalPaths, program)
  const lineOf = new Map(draft.tasks.map(({ key, line }) => [key, line]))
  const tasks = settleTasks(reading, program, lanes).map((task) => withKnownPredecessors(task, lineOf.get(task.key) ?? 1, reading, index))
  const gates = settleGates(reading, program)
  keepNotes(reading)
  const sections = settleRecords(reading)
  return mendPlan(
    {
      program,
      releaseTarget: draft.releaseTarget,
      contingency,
      criticalPaths,
      owners: settleOwners(reading, lanes, tasks, gates, sections),
      lanes,
      phases: phasesOf(reading, program),
      milestones: milestonesOf(reading, program),
      tasks,
      gates,
      dependencies,
      sections,
    },
    reading,
  )
}

/** Something that a program is made of, beside its name and notes. */
function hasSubstance({ draft }: Reading): boolean {
  const { lanes, phases, milestones, tasks, gates, dependencies, sections } = draft
  if ([lanes, phases, milestones, tasks, gates, dependencies].some((list) => list.length > 0)) return true
  return [...sections].some(([section, records]) => section !== 'notes' && records.length > 0)
}

function withKnownPredecessors(task: Task, line: number, { account }: Reading, index: NodeIndex): Task {
  if (task.after.length === 0) return task
  const after = task.after.flatMap((each) => {
    const node = index.byKey.get(each.ref) ?? index.named(each.ref)
    if (node !== null && node.key !== task.key) return [{ ...each, ref: node.key }]
    const candidates = index.alike(each.ref).slice(0, 5)
    account.leaveOpen({
      line,
      entity: { kind: 'task', key: task.key },
      field: 'after',
      text: each.ref,
      candidates: candidates.map(({ node: { kind, key, title } }) => ({ kind, key, title })),
      stands: null,
    })
    return []
  })
  const seen = new Set<string>()
  return { ...task, after: after.filter(({ ref }) => !seen.has(ref) && seen.add(ref)) }
}

function phasesOf({ draft }: Reading, head: ProgramHead): readonly Phase[] {
  return draft.phases.slice(0, PLAN_LIMITS.phases).map(({ key, name, from, to, focus, exitCriteria }) => ({
    key,
    name: cut(name.trim() || key, PLAN_LIMITS.title),
    ...spanWithin(from, to, head, head.first),
    focus: cut(focus, PLAN_LIMITS.text),
    exitCriteria: exitCriteria.filter((each) => each.trim() !== '').map((each) => cut(each, PLAN_LIMITS.text)),
  }))
}

function milestonesOf({ draft }: Reading, head: ProgramHead): readonly Milestone[] {
  return draft.milestones.slice(0, PLAN_LIMITS.milestones).map(({ key, name, from, to, criteria }) => ({
    key,
    name: cut(name.trim() || key, PLAN_LIMITS.title),
    ...spanWithin(from, to, head, head.last),
    criteria: criteria.filter((each) => each.trim() !== '').map((each) => cut(each, PLAN_LIMITS.text)),
  }))
}

/** In order and inside the program's periods; where neither end is given, from the program's end that fits. */
function spanWithin(
  from: number | null,
  to: number | null,
  head: ProgramHead,
  otherwise: number,
): { readonly from: number; readonly to: number } {
  const [a, b] = [clamp(from ?? to ?? otherwise, head), clamp(to ?? from ?? head.last, head)]
  return { from: Math.min(a, b), to: Math.max(a, b) }
}

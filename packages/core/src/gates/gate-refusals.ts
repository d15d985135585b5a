/** Every reason why a gate cannot be submitted or signed now, at once. Source: DESIGN.md section 2. */
import type { RequirementEvaluation } from '../board/board.ts'
import type { GateProgress, TaskState } from '../board/program-state.ts'
import { sayTaskStatus } from '../board/say.ts'
import { whyNotReread } from '../freshness/judge-workflow.ts'
import type { Issue } from '../result.ts'
import { holdsGate, isSettled } from './child-tasks.ts'
import { evaluateRequirement } from './evaluate-requirement.ts'
import { sayGateState } from './gate-transitions.ts'
import type { ProgramFacts } from './program-facts.ts'

export const evaluateRequirements = (facts: ProgramFacts, gate: GateProgress): readonly RequirementEvaluation[] =>
  gate.requirements.map((requirement) => evaluateRequirement(facts, gate, requirement))

const requirementPath = (gate: GateProgress, requirement: RequirementEvaluation): string =>
  `gates.${gate.key}.requirements.${requirement.key}`

const requirementIssue = (gate: GateProgress, requirement: RequirementEvaluation): Issue | null => {
  if (requirement.supplied) return null
  const path = requirementPath(gate, requirement)
  const message = `${requirement.key}: ${requirement.reason}`
  if (requirement.rule !== null)
    return { code: 'requirement_rule_fails', message, path, hint: 'It is computed from the program: mend what it names.' }
  if (requirement.workflow !== null)
    return { code: 'requirement_ci_not_fresh', message, path, hint: 'Run the workflow on the release SHA, then read CI again.' }
  return { code: 'requirement_missing', message, path, hint: `Attach ${requirement.accepts.join(', ') || 'evidence'} or have it waived.` }
}

const childIssue = (task: TaskState): Issue => {
  const nowhere = task.status === 'moved'
  return {
    code: 'child_task_open',
    message: nowhere
      ? `${task.key} ${task.title} is moved, but not to anywhere.`
      : `${task.key} ${task.title}, ${task.priority}, is ${sayTaskStatus(task.status)}.`,
    path: `tasks.${task.key}`,
    hint: nowhere ? 'Name where it went.' : 'Finish it, or move it and name where.',
  }
}

/** A summary is finished when all leaves under it are. */
const isTaskFinished = (facts: ProgramFacts, task: TaskState, seen: Set<string> = new Set()): boolean => {
  if (isSettled(task) || task.status === 'dropped') return true
  if (!facts.summaries.has(task.key) || seen.has(task.key)) return false
  seen.add(task.key)
  return facts.state.tasks.filter((child) => child.parent === task.key).every((child) => isTaskFinished(facts, child, seen))
}

const predecessorIssue = (facts: ProgramFacts, key: string): Issue | null => {
  const gate = facts.gateByKey.get(key)
  if (gate !== undefined)
    return gate.state === 'SignedOff'
      ? null
      : {
          code: 'predecessor_not_signed',
          message: `${key} ${gate.title} comes first and is ${sayGateState(gate.state)}.`,
          path: `gates.${key}`,
        }
  const task = facts.taskByKey.get(key)
  // Milestones are points in time: they move the schedule, and nobody signs them.
  if (task === undefined || isTaskFinished(facts, task)) return null
  return {
    code: 'predecessor_not_done',
    message: `${key} ${task.title} comes first and is ${sayTaskStatus(task.status)}.`,
    path: `tasks.${key}`,
  }
}

const gapIssues = (gate: GateProgress): readonly Issue[] =>
  gate.gaps
    .filter((gap) => gap.closedAt === null)
    .map((gap) => ({
      code: 'gap_open',
      message: `Gap open: ${gap.text}`,
      path: `gates.${gate.key}.gaps.${gap.id}`,
      hint: 'Mend it and close it with a note.',
    }))

/** What stands against submission, whatever the gate's state. */
export const readinessIssues = (
  facts: ProgramFacts,
  gate: GateProgress,
  requirements: readonly RequirementEvaluation[],
): readonly Issue[] => {
  const children = (facts.children.byGate.get(gate.key) ?? []).filter(holdsGate)
  const held = new Set(children.map((task) => task.key))
  return [
    ...(requirements.length === 0
      ? [
          {
            code: 'no_requirements',
            message: `${gate.key} asks for nothing, so nothing can be proved.`,
            path: `gates.${gate.key}`,
            hint: 'Add a requirement.',
          },
        ]
      : []),
    ...requirements.map((requirement) => requirementIssue(gate, requirement)).filter((issue) => issue !== null),
    ...gapIssues(gate),
    ...children.map(childIssue),
    ...(facts.hardBefore.get(gate.key) ?? [])
      .filter((key) => !held.has(key))
      .map((key) => predecessorIssue(facts, key))
      .filter((issue) => issue !== null),
  ]
}

const SUBMIT_STATE: Readonly<Partial<Record<GateProgress['state'], { code: string; says: string }>>> = {
  NotStarted: { code: 'not_started', says: 'is not started: start it first' },
  ReadyForSignoff: { code: 'already_submitted', says: 'is submitted already' },
  SignedOff: { code: 'gate_locked', says: 'is signed and locked' },
}

/** Every reason why it cannot be submitted now; empty: it can. */
export const submitRefusals = (
  facts: ProgramFacts,
  gate: GateProgress,
  requirements: readonly RequirementEvaluation[],
): readonly Issue[] => {
  const state = SUBMIT_STATE[gate.state]
  const stateIssue = state === undefined ? [] : [{ code: state.code, message: `${gate.key} ${state.says}.`, path: `gates.${gate.key}` }]
  return gate.state === 'SignedOff' || gate.state === 'ReadyForSignoff'
    ? stateIssue
    : [...stateIssue, ...readinessIssues(facts, gate, requirements)]
}

/** A reading of CI decides this gate, and nobody has set it aside. */
export const needsCiReread = (requirements: readonly RequirementEvaluation[]): boolean =>
  requirements.some(
    (requirement) => requirement.state !== 'waived' && (requirement.workflow !== null || requirement.rule === 'workflows_green'),
  )

export const rereadIssue = (facts: ProgramFacts, gate: GateProgress, requirements: readonly RequirementEvaluation[]): Issue | null => {
  if (!needsCiReread(requirements)) return null
  const why = whyNotReread(facts.state.releaseTarget, facts.state.ci, facts.now)
  return why === null ? null : { code: 'ci_not_reread', message: why, path: `gates.${gate.key}`, hint: 'Read CI again, then sign.' }
}

/** Requirements without proof at this moment: no green without proof. */
export const unprovedIssues = (gate: GateProgress, requirements: readonly RequirementEvaluation[]): readonly Issue[] =>
  requirements
    .filter((requirement) => !requirement.proved && requirement.state !== 'waived')
    .map((requirement) => ({
      code: 'requirement_unproved',
      message: `${requirement.key} is ${requirement.state}: ${requirement.reason}`,
      path: requirementPath(gate, requirement),
    }))

/** Reasons of the program, not of the person, why nobody can approve it now. */
export const approveRefusals = (
  facts: ProgramFacts,
  gate: GateProgress,
  requirements: readonly RequirementEvaluation[],
): readonly Issue[] => {
  if (gate.state !== 'ReadyForSignoff')
    return [
      {
        code: gate.state === 'SignedOff' ? 'gate_locked' : 'not_submitted',
        message: `${gate.key} is ${sayGateState(gate.state)}${gate.state === 'SignedOff' ? '' : ': its owner submits it first'}.`,
        path: `gates.${gate.key}`,
      },
    ]
  const unproved = unprovedIssues(gate, requirements)
  const named = new Set(unproved.map((issue) => issue.path))
  const reread = rereadIssue(facts, gate, requirements)
  return [
    ...(reread === null ? [] : [reread]),
    ...unproved,
    ...readinessIssues(facts, gate, requirements).filter((issue) => !named.has(issue.path)),
  ]
}

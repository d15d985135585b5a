/** Everything that judging gates needs, looked up once per state and instant: all gates together cost O(tasks + gates + evidence). */
import type { Blocker, Evidence, GateProgress, ProgramState, TaskState } from '../board/program-state.ts'
import type { WorkflowVerdict } from '../freshness/ci-run.ts'
import { judgeWorkflow } from '../freshness/judge-workflow.ts'
import { type ChildTasks, childTasksByGate, gatesInOrder, summaryKeys } from './child-tasks.ts'

export interface ProgramFacts {
  readonly state: ProgramState
  readonly now: string
  readonly taskByKey: ReadonlyMap<string, TaskState>
  readonly gateByKey: ReadonlyMap<string, GateProgress>
  readonly gatesInOrder: readonly GateProgress[]
  readonly children: ChildTasks
  readonly summaries: ReadonlySet<string>
  /** Verdicts by workflow path, in the target's order. */
  readonly ciByPath: ReadonlyMap<string, WorkflowVerdict>
  /** Evidence that is not withdrawn, by gate key and requirement key. */
  readonly evidenceOf: (gateKey: string, requirementKey: string) => readonly Evidence[]
  readonly evidenceByGate: ReadonlyMap<string, readonly Evidence[]>
  readonly openBlockersByTask: ReadonlyMap<string, readonly Blocker[]>
  /** Hard predecessors of each gate. */
  readonly hardBefore: ReadonlyMap<string, readonly string[]>
}

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

export const gatherFacts = (state: ProgramState, now: string): ProgramFacts => {
  const gateByKey = new Map(state.gates.map((gate) => [gate.key, gate]))
  const active = state.evidence.filter((evidence) => evidence.withdrawnAt === null)
  // A key may hold any printable character but never a line feed.
  const byRequirement = groupBy(active, (evidence) => `${evidence.gateKey}\n${evidence.requirementKey}`)
  const { releaseTarget, ci } = state
  const hardBefore = new Map<string, string[]>()
  for (const dependency of state.dependencies) {
    if (dependency.kind !== 'hard' || !gateByKey.has(dependency.to)) continue
    const list = hardBefore.get(dependency.to)
    if (list === undefined) hardBefore.set(dependency.to, [dependency.from])
    else if (!list.includes(dependency.from)) list.push(dependency.from)
  }
  return {
    state,
    now,
    taskByKey: new Map(state.tasks.map((task) => [task.key, task])),
    gateByKey,
    gatesInOrder: gatesInOrder(state.gates),
    children: childTasksByGate(state),
    summaries: summaryKeys(state.tasks),
    ciByPath: new Map(
      (releaseTarget?.workflows ?? []).map((workflow) => [
        workflow.path,
        judgeWorkflow(releaseTarget as NonNullable<typeof releaseTarget>, workflow, ci, now),
      ]),
    ),
    evidenceOf: (gateKey, requirementKey) => byRequirement.get(`${gateKey}\n${requirementKey}`) ?? [],
    evidenceByGate: groupBy(active, (evidence) => evidence.gateKey),
    openBlockersByTask: groupBy(
      state.blockers.filter((blocker) => blocker.resolvedAt === null),
      (blocker) => blocker.taskKey,
    ),
    hardBefore,
  }
}

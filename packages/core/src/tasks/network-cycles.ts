import type { ProgramState } from '../board/program-state.ts'
import type { PlanDependency } from '../plan/plan.ts'
import { compileNetwork } from '../schedule/compile-network.ts'
import type { NodeKind, ScheduleNode } from '../schedule/schedule.ts'

type Network = Pick<ProgramState, 'gates' | 'milestones'> & {
  readonly tasks: readonly { readonly key: string; readonly parent: string | null }[]
  readonly dependencies: readonly PlanDependency[]
}

/**
 * Cycles of hard dependencies and parents, each as its full path. Only the shape matters here, so every node is a point at 0.
 * Links and parents that name nothing are left out: they are refused elsewhere.
 */
export const cyclesOf = (network: Network): readonly (readonly string[])[] => {
  const point = (key: string, kind: NodeKind, parent: string | null): ScheduleNode => ({
    key,
    kind,
    start: 0,
    duration: 0,
    baselineFinish: 0,
    progress: 'idle',
    actualStart: null,
    actualFinish: null,
    parent,
  })
  const taskKeys = new Set(network.tasks.map((task) => task.key))
  const nodes = [
    ...network.tasks.map((task) => point(task.key, 'task', task.parent !== null && taskKeys.has(task.parent) ? task.parent : null)),
    ...network.gates.map((gate) => point(gate.key, 'gate', null)),
    ...network.milestones.map((milestone) => point(milestone.key, 'milestone', null)),
  ]
  const known = new Set(nodes.map((node) => node.key))
  const links = network.dependencies.filter((link) => link.kind === 'hard' && known.has(link.from) && known.has(link.to))
  const outcome = compileNetwork(nodes, links)
  return outcome.ok ? [] : outcome.cycles
}

/** `A → B → A`. */
export const sayCycle = (cycle: readonly string[]): string => cycle.join(' → ')

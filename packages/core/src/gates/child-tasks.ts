/**
 * Which tasks a gate answers for. Source: DESIGN.md section 2.
 *
 * - A leaf task (one without children) that names a gate, or whose nearest naming ancestor does, belongs to that gate.
 * - Any other leaf belongs to the first gate, by period, at or after its finish: it ends after the previous gate and not after
 *   this one. Several gates at one period: the first in the plan's order has them all, so that a task is counted once.
 * - Tasks that end after the last gate belong to none. Summary tasks are never counted: their leaves are.
 *
 * P0 and P1 children hold the gate until they are done, or moved to a named place; P2 and P3 are shown and hold nothing.
 */
import type { GateProgress, ProgramState, TaskState } from '../board/program-state.ts'

export interface ChildTasks {
  readonly byGate: ReadonlyMap<string, readonly TaskState[]>
  /** Gate of each leaf task that has one; `inferred`: by its finish rather than by name. */
  readonly gateOf: ReadonlyMap<string, { readonly gateKey: string; readonly inferred: boolean }>
}

/** Gates by period, then by the plan's order. */
export const gatesInOrder = (gates: readonly GateProgress[]): readonly GateProgress[] =>
  gates
    .map((gate, index) => ({ gate, index }))
    .sort((a, b) => a.gate.at - b.gate.at || a.index - b.index)
    .map(({ gate }) => gate)

const firstGateAt = (ordered: readonly GateProgress[], finish: number): GateProgress | null => {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ordered[middle]?.at ?? 0) < finish) low = middle + 1
    else high = middle
  }
  return ordered[low] ?? null
}

/** Keys of tasks that have children. */
export const summaryKeys = (tasks: readonly Pick<TaskState, 'parent'>[]): ReadonlySet<string> =>
  new Set(tasks.map((task) => task.parent).filter((parent) => parent !== null))

type ChildState = Pick<ProgramState, 'tasks' | 'gates'>

/** Children of all gates at once, in O(tasks × log gates). */
export const childTasksByGate = (state: ChildState): ChildTasks => {
  const ordered = gatesInOrder(state.gates)
  const known = new Set(state.gates.map((gate) => gate.key))
  const taskByKey = new Map(state.tasks.map((task) => [task.key, task]))
  const summaries = summaryKeys(state.tasks)
  const byGate = new Map<string, TaskState[]>(ordered.map((gate) => [gate.key, []]))
  const gateOf = new Map<string, { gateKey: string; inferred: boolean }>()

  const namedGate = (task: TaskState): string | null => {
    const seen = new Set<string>()
    for (
      let at: TaskState | undefined = task;
      at !== undefined && !seen.has(at.key);
      at = at.parent === null ? undefined : taskByKey.get(at.parent)
    ) {
      if (at.gate !== null) return at.gate
      seen.add(at.key)
    }
    return null
  }
  for (const task of state.tasks) {
    if (summaries.has(task.key)) continue
    const named = task.parent === null ? task.gate : namedGate(task)
    const gateKey = named ?? firstGateAt(ordered, task.finish)?.key ?? null
    if (gateKey === null || !known.has(gateKey)) continue
    byGate.get(gateKey)?.push(task)
    gateOf.set(task.key, { gateKey, inferred: named === null })
  }
  return { byGate, gateOf }
}

export const childTasksOf = (state: ChildState, gateKey: string): readonly TaskState[] => childTasksByGate(state).byGate.get(gateKey) ?? []

/** Done, or moved to a named place. A dropped task is neither: say where its work went, or do it. */
export const isSettled = (task: Pick<TaskState, 'status' | 'movedTo'>): boolean =>
  task.status === 'done' || (task.status === 'moved' && task.movedTo !== null && task.movedTo.trim() !== '')

/** It keeps its gate from being submitted. */
export const holdsGate = (task: Pick<TaskState, 'status' | 'movedTo' | 'priority'>): boolean =>
  (task.priority === 'P0' || task.priority === 'P1') && !isSettled(task)

/** Gate that would own a leaf with this placement, for edits that could move it under another gate. */
export const gateForPlacement = (
  state: ChildState,
  placement: { readonly gate: string | null; readonly finish: number; readonly parent: string | null },
): GateProgress | null => {
  let named = placement.gate
  const taskByKey = new Map(state.tasks.map((task) => [task.key, task]))
  const seen = new Set<string>()
  for (
    let parent = placement.parent;
    named === null && parent !== null && !seen.has(parent);
    parent = taskByKey.get(parent)?.parent ?? null
  ) {
    seen.add(parent)
    named = taskByKey.get(parent)?.gate ?? null
  }
  if (named !== null) return state.gates.find((gate) => gate.key === named) ?? null
  return firstGateAt(gatesInOrder(state.gates), placement.finish)
}

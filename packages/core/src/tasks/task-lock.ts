/** A signed gate locks its child tasks: they refuse every change until it is reopened, and no other task may become its child. */
import { refuseOne } from '../access/demand.ts'
import type { ProgramState, TaskState } from '../board/program-state.ts'
import { childTasksByGate, gateForPlacement } from '../gates/child-tasks.ts'
import { ok, type Result } from '../result.ts'

const refuseLocked = (taskKey: string, gateKey: string): Result<never> =>
  refuseOne(
    'task_locked',
    `${taskKey} belongs to ${gateKey}, which is signed and locked.`,
    `tasks.${taskKey}`,
    `A lead may reopen ${gateKey} with a reason.`,
  )

export const taskByKey = (state: Pick<ProgramState, 'tasks'>, key: string): Result<TaskState> => {
  const task = state.tasks.find((candidate) => candidate.key === key)
  return task === undefined ? refuseOne('task_not_found', `There is no task ${key}.`, `tasks.${key}`) : ok(task)
}

/** Key of the signed gate that locks the task as it is placed now, or null. A summary is locked by the gate that it names. */
export const lockingGate = (state: ProgramState, task: TaskState): string | null => {
  const gateKey = childTasksByGate(state).gateOf.get(task.key)?.gateKey ?? task.gate
  return state.gates.find((gate) => gate.key === gateKey)?.state === 'SignedOff' ? gateKey : null
}

/** The task, unless a signed gate locks it. */
export const unlockedTask = (state: ProgramState, key: string): Result<TaskState> => {
  const found = taskByKey(state, key)
  if (!found.ok) return found
  const gateKey = lockingGate(state, found.value)
  return gateKey === null ? found : refuseLocked(key, gateKey)
}

/** Refuses a placement under a signed gate. */
export const assertPlaceOpen = (state: ProgramState, task: Pick<TaskState, 'key' | 'gate' | 'finish' | 'parent'>): Result<true> => {
  const gate = gateForPlacement(state, task)
  return gate?.state === 'SignedOff' ? refuseLocked(task.key, gate.key) : ok(true)
}

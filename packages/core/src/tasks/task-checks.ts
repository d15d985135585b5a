import type { ProgramState, TaskState } from '../board/program-state.ts'
import type { Issue } from '../result.ts'

type Placed = Pick<TaskState, 'key' | 'start' | 'finish' | 'lane' | 'parent' | 'gate' | 'owners' | 'title'>

/** `task_bad_span` unless it is whole periods of the program, in order. */
export const spanIssues = (state: Pick<ProgramState, 'head'>, task: Pick<TaskState, 'key' | 'start' | 'finish'>): readonly Issue[] => {
  const { first, last } = state.head
  const path = `tasks.${task.key}`
  const issue = (message: string): Issue => ({ code: 'task_bad_span', message, path })
  if (!Number.isInteger(task.start) || !Number.isInteger(task.finish)) return [issue('A task begins and ends in whole periods.')]
  if (task.finish < task.start) return [issue(`${task.key} cannot end in ${task.finish}, before it begins in ${task.start}.`)]
  if (task.start < first || task.finish > last)
    return [issue(`${task.key} must lie within the program, ${first} to ${last}; extend the program first.`)]
  return []
}

/** Everything that a task names exists; it is its own ancestor nowhere. */
export const referenceIssues = (state: ProgramState, task: Placed): readonly Issue[] => {
  const path = `tasks.${task.key}`
  const issues: Issue[] = []
  const unknown = (message: string, field: string): void => {
    issues.push({ code: 'key_unknown', message, path: `${path}.${field}` })
  }
  if (task.title.trim() === '') issues.push({ code: 'plan_invalid', message: 'A task needs a title.', path: `${path}.title` })
  if (!state.lanes.some((lane) => lane.key === task.lane)) unknown(`There is no lane ${task.lane}.`, 'lane')
  if (task.gate !== null && !state.gates.some((gate) => gate.key === task.gate)) unknown(`There is no gate ${task.gate}.`, 'gate')
  if (task.parent !== null && !state.tasks.some((other) => other.key === task.parent)) unknown(`There is no task ${task.parent}.`, 'parent')
  const handles = new Set(state.owners.map((owner) => owner.handle))
  for (const handle of task.owners) if (!handles.has(handle)) unknown(`${handle} is not an owner of this program.`, 'owners')
  return issues
}

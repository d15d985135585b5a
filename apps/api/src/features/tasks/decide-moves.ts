import {
  type Approver,
  type AuditNote,
  type Issue,
  moveTask,
  ok,
  type ProgramState,
  type Result,
  refuse,
  type TaskState,
} from '@gatehouse/core'

export interface Moves {
  /** Each with the revision that was judged. */
  readonly tasks: readonly TaskState[]
  readonly notes: readonly AuditNote[]
}

/** A what-if as one decision: all moves, or none and what stands against each. Pure. */
export const decideMoves = (
  state: ProgramState,
  person: Approver,
  moves: readonly { readonly key: string; readonly start: number; readonly finish: number }[],
  now: string,
): Result<Moves> => {
  const twice = moves.find(({ key }, index) => moves.findIndex((other) => other.key === key) !== index)
  if (twice !== undefined)
    return refuse('task_bad_span', `${twice.key} is moved twice.`, [
      { code: 'task_bad_span', message: `${twice.key} is named twice.`, path: 'moves' },
    ])
  let present = state
  const tasks: TaskState[] = []
  const notes: AuditNote[] = []
  const issues: Issue[] = []
  let first: Result<never> | null = null
  for (const { key, start, finish } of moves) {
    const decided = moveTask(present, key, person, { start, finish }, now)
    if (!decided.ok) {
      first ??= decided
      issues.push(...decided.refusal.issues)
      continue
    }
    const { set, audit } = decided.value
    present = { ...present, tasks: present.tasks.map((task) => (task.key === key ? { ...task, ...set } : task)) }
    tasks.push(...present.tasks.filter((task) => task.key === key))
    notes.push(audit)
  }
  if (first !== null && !first.ok) return refuse(first.refusal.code, first.refusal.detail, issues)
  return ok({ tasks, notes })
}

import type { GateProgress } from '../board/program-state.ts'
import type { Gate, Plan, Task } from '../plan/plan.ts'
import type { RenamedEntry } from './plan-update.ts'

const looksOf = {
  task: ({ title, lane, start, finish }: Task): string => JSON.stringify([title.trim().toLowerCase(), lane, start, finish]),
  gate: ({ title, at }: Gate | GateProgress): string => JSON.stringify([title.trim().toLowerCase(), at]),
}

const pair = <T extends { readonly key: string; readonly title: string }>(
  kind: RenamedEntry['kind'],
  before: readonly T[],
  after: readonly T[],
  looks: (entry: T) => string,
): readonly RenamedEntry[] => {
  const [held, written] = [new Set(before.map(({ key }) => key)), new Set(after.map(({ key }) => key))]
  const group = (entries: readonly T[]): ReadonlyMap<string, readonly T[]> => {
    const groups = new Map<string, T[]>()
    for (const entry of entries) groups.set(looks(entry), [...(groups.get(looks(entry)) ?? []), entry])
    return groups
  }
  const gone = group(before.filter(({ key }) => !written.has(key)))
  const added = group(after.filter(({ key }) => !held.has(key)))
  return [...gone].flatMap(([look, [old, ...others]]) => {
    const [now, ...more] = added.get(look) ?? []
    // Twins: nobody can tell which became which.
    if (old === undefined || now === undefined || others.length + more.length > 0) return []
    return [{ kind, from: old.key, to: now.key, title: now.title }]
  })
}

/** A task that is gone and one that is added with the same title, lane and span; gates with the same title and period. */
export const findPossibleRenames = (before: Plan, after: Plan): readonly RenamedEntry[] => [
  ...pair('task', before.tasks, after.tasks, looksOf.task),
  ...pair('gate', before.gates, after.gates, looksOf.gate),
]

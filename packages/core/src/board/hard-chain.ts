import type { ProgramState } from './program-state.ts'

type Network = Pick<ProgramState, 'tasks' | 'dependencies'>

/**
 * Keys that lead to `target` by hard dependencies, itself included. A summary waits for its parts, and a part waits for what its
 * summary waits for. Moved and dropped tasks hold nobody. Without a target: empty.
 */
export const hardChainTo = (network: Network, target: string | null): ReadonlySet<string> => {
  const chain = new Set<string>()
  if (target === null) return chain
  const before = new Map<string, string[]>()
  const add = (key: string, predecessor: string): void => {
    const list = before.get(key)
    if (list === undefined) before.set(key, [predecessor])
    else list.push(predecessor)
  }
  for (const link of network.dependencies) if (link.kind === 'hard') add(link.to, link.from)
  const parentOf = new Map<string, string>()
  const voids = new Set<string>()
  for (const task of network.tasks) {
    if (task.parent !== null) {
      add(task.parent, task.key)
      parentOf.set(task.key, task.parent)
    }
    if (task.status === 'moved' || task.status === 'dropped') voids.add(task.key)
  }
  const waiting = [target]
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (chain.has(key) || (voids.has(key) && key !== target)) continue
    chain.add(key)
    waiting.push(...(before.get(key) ?? []))
    // Parts of other parts of the same summary do not hold this one: only the links that come into the summary do.
    const seen = new Set<string>()
    for (let parent = parentOf.get(key); parent !== undefined && !seen.has(parent); parent = parentOf.get(parent)) {
      seen.add(parent)
      for (const link of before.get(parent) ?? []) if (parentOf.get(link) !== parent) waiting.push(link)
    }
  }
  return chain
}

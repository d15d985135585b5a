/** Small networks for tests: short ways to write them, arbitrary ones, and a slow forecast written down from the rules to compare with. */
import fc from 'fast-check'
import { computeSchedule } from '../compute-schedule.ts'
import type { Schedule, ScheduleLink, ScheduleNode, ScheduleRow } from '../schedule.ts'

/** A task over inclusive periods `from`..`to`, as planned at the baseline. */
export const task = (key: string, from: number, to: number, over: Partial<ScheduleNode> = {}): ScheduleNode => ({
  key,
  kind: 'task',
  start: from,
  duration: to + 1 - from,
  baselineFinish: to + 1,
  progress: 'idle',
  actualStart: null,
  actualFinish: null,
  parent: null,
  ...over,
})
/** A gate at the end of a period. */
export const gate = (key: string, at: number, over: Partial<ScheduleNode> = {}): ScheduleNode => ({
  ...task(key, at + 1, at),
  kind: 'gate',
  baselineFinish: at + 1,
  ...over,
})
export const milestone = (key: string, at: number, over: Partial<ScheduleNode> = {}): ScheduleNode => ({
  ...gate(key, at, over),
  kind: 'milestone',
})
/** `A>B` hard, `A~B` soft, `A>B+2` with a lag. */
export const links = (...texts: readonly string[]): ScheduleLink[] =>
  texts.map((text) => {
    const match = /^([^>~]+)([>~])([^+]+?)(?:\+(-?\d+))?$/.exec(text)
    if (!match) throw new Error(`No link: ${text}`)
    return { from: match[1] ?? '', to: match[3] ?? '', kind: match[2] === '>' ? 'hard' : 'soft', lag: Number(match[4] ?? 0) }
  })

/** The schedule of a network that has no cycle. */
export const schedule = (
  nodes: readonly ScheduleNode[],
  all: readonly ScheduleLink[],
  options: { now?: number | null; target?: string | null } = {},
): Schedule => {
  const outcome = computeSchedule({ nodes, links: all, now: options.now ?? null, target: options.target ?? null })
  if (!outcome.ok) throw new Error(`Cycles: ${JSON.stringify(outcome.cycles)}`)
  return outcome.schedule
}
export const row = (of: Schedule, key: string): ScheduleRow => {
  const found = of.rows.find((each) => each.key === key)
  if (!found) throw new Error(`No row ${key}`)
  return found
}
export interface SmallNetwork {
  readonly nodes: readonly ScheduleNode[]
  readonly links: readonly ScheduleLink[]
}

const anyKind = fc.constantFrom('task' as const, 'task' as const, 'task' as const, 'gate' as const, 'milestone' as const)
const anyNode = fc.record({
  kind: anyKind,
  start: fc.integer({ min: -3, max: 12 }),
  duration: fc.integer({ min: 1, max: 4 }),
  baselineShift: fc.integer({ min: -2, max: 2 }),
  progress: fc.constantFrom('idle' as const, 'idle' as const, 'active' as const, 'done' as const, 'void' as const),
  actualStart: fc.option(fc.integer({ min: -3, max: 12 })),
  actualLength: fc.option(fc.integer({ min: 1, max: 5 })),
})

/** Acyclic: every link goes from a lower to a higher rank, while the input's order is shuffled. */
export const anyNetwork = (options: { readonly progress: boolean; readonly most?: number }): fc.Arbitrary<SmallNetwork> =>
  fc.array(anyNode, { minLength: 1, maxLength: options.most ?? 14 }).chain((raw) => {
    const nodes = raw.map((node, rank): ScheduleNode => {
      const isTask = node.kind === 'task'
      const duration = isTask ? node.duration : 0
      const progress = options.progress ? node.progress : 'idle'
      const begun = isTask && (progress === 'active' || progress === 'done') ? node.actualStart : null
      const ended = progress === 'done' && node.actualLength !== null ? (begun ?? node.start) + node.actualLength : null
      return {
        key: `N${rank}`,
        kind: node.kind,
        start: node.start,
        duration,
        baselineFinish: node.start + duration + node.baselineShift,
        progress,
        actualStart: begun,
        actualFinish: ended,
        parent: null,
      }
    })
    const anyLink = fc
      .record({
        a: fc.nat(nodes.length - 1),
        b: fc.nat(nodes.length - 1),
        lag: fc.integer({ min: -2, max: 3 }),
        kind: fc.constantFrom('hard' as const, 'hard' as const, 'hard' as const, 'soft' as const),
      })
      .filter(({ a, b }) => a !== b)
      .map(({ a, b, ...rest }): ScheduleLink => ({ from: `N${Math.min(a, b)}`, to: `N${Math.max(a, b)}`, ...rest }))
    return fc.record({
      nodes: fc.shuffledSubarray(nodes, { minLength: nodes.length, maxLength: nodes.length }),
      links: nodes.length < 2 ? fc.constant([]) : fc.array(anyLink, { maxLength: nodes.length * 2 }),
    })
  })

/** Forecast start and finish of every node, by recursion and straight from the rules. Without summaries. */
export const forecastSlowly = (
  network: SmallNetwork,
  now: number | null,
): ReadonlyMap<string, { readonly start: number; readonly finish: number }> => {
  const known = new Map<string, { start: number; finish: number }>()
  const nodeByKey = new Map(network.nodes.map((node) => [node.key, node]))
  const visit = (key: string): { start: number; finish: number } => {
    const seen = known.get(key)
    if (seen) return seen
    const node = nodeByKey.get(key) as ScheduleNode
    const planned = { start: node.start, finish: node.start + node.duration }
    const ready = network.links
      .filter((link) => link.kind === 'hard' && link.to === key && nodeByKey.get(link.from)?.progress !== 'void')
      .map((link) => visit(link.from).finish + link.lag)
    const result = ((): { start: number; finish: number } => {
      if (node.progress === 'void') return planned
      if (node.progress === 'done' && node.duration === 0) {
        const at = node.actualFinish ?? node.start
        return { start: at, finish: at }
      }
      if (node.progress === 'done') {
        const start = node.actualStart ?? Math.min(node.start, (node.actualFinish ?? Number.POSITIVE_INFINITY) - 1)
        return { start, finish: Math.max(start, node.actualFinish ?? planned.finish) }
      }
      if (node.kind === 'task' && node.progress === 'active') {
        const start = node.actualStart ?? node.start
        return { start, finish: Math.max(start + node.duration, now === null ? start : now + 1) }
      }
      let start = Math.max(node.start, ...ready)
      if (now !== null && node.kind === 'task') start = Math.max(start, now)
      if (now !== null && node.kind === 'gate') start = Math.max(start, now + 1)
      return { start, finish: start + node.duration }
    })()
    known.set(key, result)
    return result
  }
  for (const node of network.nodes) visit(node.key)
  return known
}

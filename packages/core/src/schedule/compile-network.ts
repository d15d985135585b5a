/**
 * Keys become numbers once: a compiled network is a set of typed arrays in topological order, so that a pass over it is two plain
 * loops and a what-if needs no second compilation. A summary task is two vertices, a start that holds its children's starts and an
 * end that waits for theirs; links into it meet the start, links from it leave the end.
 */
import { type EdgeList, findLevels, rowsOfIncoming, rowsOfOutgoing } from './edge-rows.ts'
import { findCycles } from './find-cycles.ts'
import type { CyclesFound, ScheduleLink, ScheduleNode } from './schedule.ts'

/** What moves a vertex: nothing (moved or dropped work), its own past, or its plan, today and its predecessors. */
export const VOID = 0
/** Finished, of any kind. */
export const DONE = 1
/** Begun work. */
export const ACTIVE = 2
/** Work not begun, a gate not signed, a milestone. */
export const TASK = 3
export const GATE = 4
export const MILESTONE = 5
export const SUMMARY_START = 6
export const SUMMARY_END = 7

/** Stands for "not known" in a column of actual dates. */
export const NONE = -(2 ** 29)

/**
 * Columns are by vertex, in topological order and in levels: no vertex of a level waits for another of it, so a pass may take a level's
 * edges and then its vertices in two flat loops, which takes a quarter less time than going vertex by vertex. The edges into vertex v are
 * `inFrom`, `inTo`, `inLag` from `inStart[v]` up to `inStart[v + 1]`.
 */
export interface CompiledNetwork {
  readonly nodes: readonly ScheduleNode[]
  readonly links: readonly ScheduleLink[]
  /** Node indices of each link's ends. */
  readonly linkFrom: Int32Array
  readonly linkTo: Int32Array
  readonly indexByKey: ReadonlyMap<string, number>
  readonly vertexCount: number
  readonly summaryCount: number
  readonly voidCount: number
  /** Vertex of a node by its input index; of a summary its end. */
  readonly vertexOf: Int32Array
  /** The same, but of a summary its start. */
  readonly startVertexOf: Int32Array
  readonly nodeOf: Int32Array
  /** `VOID` .. `SUMMARY_END`. */
  readonly mode: Uint8Array
  readonly planStart: Int32Array
  readonly duration: Int32Array
  readonly baselineFinish: Int32Array
  readonly actualStart: Int32Array
  readonly actualFinish: Int32Array
  /** End vertex of the summary that a vertex is part of, or -1. */
  readonly parentEnd: Int32Array
  /** Room that each run overwrites, so that it need not ask for its own. */
  readonly scratch: Int32Array
  readonly inStart: Int32Array
  readonly inFrom: Int32Array
  readonly inTo: Int32Array
  readonly inLag: Int16Array
  /** First vertex of each level, and the vertex count at the end. */
  readonly levelStart: Int32Array
}
export type CompileOutcome = { readonly ok: true; readonly network: CompiledNetwork } | ({ readonly ok: false } & CyclesFound)

/** Throws on what a checked plan cannot hold: a key twice, an unknown end or parent, a number that is not whole. Cycles are returned. */
export const compileNetwork = (nodes: readonly ScheduleNode[], links: readonly ScheduleLink[]): CompileOutcome => {
  const indexByKey = indexKeys(nodes)
  const parentOf = Int32Array.from(nodes, (node) => (node.parent === null ? -1 : indexOfKey(indexByKey, node.parent)))
  const linkFrom = new Int32Array(links.length)
  const linkTo = new Int32Array(links.length)
  for (let position = 0; position < links.length; position++) {
    const link = links[position]!
    if (!isCoordinate(link.lag) || Math.abs(link.lag) > MOST_LAG)
      throw new Error(`The link from ${link.from} to ${link.to} has the lag ${link.lag}`)
    linkFrom[position] = indexOfKey(indexByKey, link.from)
    linkTo[position] = indexOfKey(indexByKey, link.to)
  }

  // Before the order is known: vertex i is node i (a summary's start), the ends of summaries follow.
  const count = nodes.length
  const endOf = new Int32Array(count)
  for (let index = 0; index < count; index++) endOf[index] = index
  let vertexCount = count
  for (const parent of parentOf) if (parent >= 0 && endOf[parent] === parent) endOf[parent] = vertexCount++
  const summaryCount = vertexCount - count
  const nodeOfRaw = new Int32Array(vertexCount)
  for (let index = 0; index < count; index++) {
    nodeOfRaw[index] = index
    nodeOfRaw[endOf[index]!] = index
  }

  const edges = listEdges(links, linkFrom, linkTo, parentOf, endOf)
  const order = orderTopologically(vertexCount, edges)
  if (order.length < vertexCount) {
    return { ok: false, cycles: findCycles(vertexCount, edges, nodeOfRaw, (node) => nodes[node]!.key) }
  }

  const rank = new Int32Array(vertexCount)
  for (let position = 0; position < vertexCount; position++) rank[order[position]!] = position
  const parentEnd = new Int32Array(vertexCount).fill(-1)
  const vertexOf = new Int32Array(count)
  for (let index = 0; index < count; index++) {
    const end = rank[endOf[index]!]!
    vertexOf[index] = end
    if (parentOf[index]! >= 0) parentEnd[end] = rank[endOf[parentOf[index]!]!]!
  }
  const columns = fillColumns(nodes, order, nodeOfRaw, endOf)
  const incoming = rowsOfIncoming(vertexCount, edges, rank)
  return {
    ok: true,
    network: {
      nodes,
      links,
      linkFrom,
      linkTo,
      indexByKey,
      vertexCount,
      summaryCount,
      vertexOf,
      startVertexOf: rank.slice(0, count),
      parentEnd,
      scratch: new Int32Array(vertexCount),
      voidCount: columns.mode.reduce((sum, mode) => sum + (mode === VOID ? 1 : 0), 0),
      ...columns,
      ...incoming,
      levelStart: findLevels(vertexCount, incoming),
    },
  }
}

const indexOfKey = (indexByKey: ReadonlyMap<string, number>, key: string): number => {
  const index = indexByKey.get(key)
  if (index === undefined) throw new Error(`A link or parent names the unknown key ${key}`)
  return index
}

const indexKeys = (nodes: readonly ScheduleNode[]): ReadonlyMap<string, number> => {
  const indexByKey = new Map<string, number>()
  for (let index = 0; index < nodes.length; index++) {
    const { key, start, duration, baselineFinish, actualStart, actualFinish } = nodes[index]!
    const isSound =
      isCoordinate(start) &&
      isCoordinate(duration) &&
      isCoordinate(baselineFinish) &&
      (actualStart === null || isCoordinate(actualStart)) &&
      (actualFinish === null || isCoordinate(actualFinish))
    if (!isSound) throw new Error(`${key} has a coordinate that is no whole number within bounds`)
    indexByKey.set(key, index)
    if (indexByKey.size === index) throw new Error(`The key ${key} is on the network twice`)
  }
  return indexByKey
}

// Sums along a chain have to stay clear of NONE.
const MOST_LAG = 10_000
const isCoordinate = (value: number): boolean => (value | 0) === value && value < 1e7 && value > -1e7

const listEdges = (
  links: readonly ScheduleLink[],
  linkFrom: Int32Array,
  linkTo: Int32Array,
  parentOf: Int32Array,
  endOf: Int32Array,
): EdgeList => {
  const most = links.length + 2 * parentOf.length
  const from = new Int32Array(most)
  const to = new Int32Array(most)
  const lag = new Int32Array(most)
  let size = 0
  for (let position = 0; position < links.length; position++) {
    const link = links[position]!
    if (link.kind !== 'hard') continue
    from[size] = endOf[linkFrom[position]!]!
    to[size] = linkTo[position]!
    lag[size++] = link.lag
  }
  for (let index = 0; index < parentOf.length; index++) {
    const parent = parentOf[index]!
    if (parent < 0) continue
    from[size] = parent
    to[size++] = index
    from[size] = endOf[index]!
    to[size++] = endOf[parent]!
  }
  return { from: from.subarray(0, size), to: to.subarray(0, size), lag: lag.subarray(0, size) }
}

/** Kahn's order; shorter than the vertex count where there are cycles. */
const orderTopologically = (vertexCount: number, edges: EdgeList): Int32Array => {
  const { outStart, outEdge } = rowsOfOutgoing(vertexCount, edges.from)
  const waiting = new Int32Array(vertexCount)
  for (let edge = 0; edge < edges.to.length; edge++) waiting[edges.to[edge]!]!++
  const order = new Int32Array(vertexCount)
  let tail = 0
  for (let vertex = 0; vertex < vertexCount; vertex++) if (waiting[vertex] === 0) order[tail++] = vertex
  for (let head = 0; head < tail; head++) {
    const vertex = order[head]!
    for (let slot = outStart[vertex]!; slot < outStart[vertex + 1]!; slot++) {
      const next = edges.to[outEdge[slot]!]!
      if (--waiting[next]! === 0) order[tail++] = next
    }
  }
  return order.subarray(0, tail)
}

const fillColumns = (nodes: readonly ScheduleNode[], order: Int32Array, nodeOfRaw: Int32Array, endOf: Int32Array) => {
  const size = order.length
  const nodeOf = new Int32Array(size)
  const mode = new Uint8Array(size)
  const planStart = new Int32Array(size)
  const duration = new Int32Array(size)
  const baselineFinish = new Int32Array(size)
  const actualStart = new Int32Array(size)
  const actualFinish = new Int32Array(size)
  for (let vertex = 0; vertex < size; vertex++) {
    const raw = order[vertex]!
    const index = nodeOfRaw[raw]!
    const node = nodes[index]!
    nodeOf[vertex] = index
    mode[vertex] = endOf[index] === index || node.progress === 'void' ? modeOf(node) : raw === index ? SUMMARY_START : SUMMARY_END
    planStart[vertex] = node.start
    duration[vertex] = node.duration
    baselineFinish[vertex] = node.baselineFinish
    actualStart[vertex] = node.actualStart ?? NONE
    actualFinish[vertex] = node.actualFinish ?? NONE
  }
  return { nodeOf, mode, planStart, duration, baselineFinish, actualStart, actualFinish }
}

const modeOf = ({ kind, progress }: ScheduleNode): number => {
  if (progress === 'void') return VOID
  if (progress === 'done') return DONE
  if (kind === 'task') return progress === 'active' ? ACTIVE : TASK
  return kind === 'gate' ? GATE : MILESTONE
}

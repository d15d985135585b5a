/** Cycles by Tarjan's strongly connected components, with its own stack: a chain of 100,000 links must not overflow the machine's. */
import { type EdgeList, rowsOfOutgoing } from './edge-rows.ts'

/**
 * One shortest concrete path per component, from the member that comes first in the input, that member repeated at the end. Vertices
 * of one node (a summary's start and end) count as that node. Ordered by first member, so equal input gives equal output.
 */
export const findCycles = (
  vertexCount: number,
  edges: EdgeList,
  nodeOf: Int32Array,
  keyOf: (node: number) => string,
): readonly (readonly string[])[] => {
  const { outStart, outEdge } = rowsOfOutgoing(vertexCount, edges.from)
  const component = markComponents(vertexCount, outStart, outEdge, edges.to)
  const firstOf = new Map<number, number>()
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const known = firstOf.get(component[vertex]!)
    if (known === undefined || nodeOf[vertex]! < nodeOf[known]!) firstOf.set(component[vertex]!, vertex)
  }
  const cycles: { readonly node: number; readonly path: readonly string[] }[] = []
  const seen = new Set<string>()
  for (const vertex of firstOf.values()) {
    const path = shortestWayBack(vertex, component, outStart, outEdge, edges.to)
    if (!path) continue
    const nodes = path.map((step) => nodeOf[step]!)
    const distinct = nodes.filter((node, position) => node !== nodes[(position + 1) % nodes.length])
    const turn = distinct.length === 0 ? [nodes[0]!] : distinct
    // A loop of parents shows up twice, among the starts and among the ends.
    const members = [...turn].sort((a, b) => a - b).join()
    if (seen.has(members)) continue
    seen.add(members)
    const smallest = turn.indexOf(Math.min(...turn))
    const rotated = [...turn.slice(smallest), ...turn.slice(0, smallest), turn[smallest]!]
    cycles.push({ node: turn[smallest]!, path: rotated.map(keyOf) })
  }
  return cycles.sort((a, b) => a.node - b.node).map((cycle) => cycle.path)
}

const markComponents = (vertexCount: number, outStart: Int32Array, outEdge: Int32Array, to: Int32Array): Int32Array => {
  const number = new Int32Array(vertexCount).fill(-1)
  const low = new Int32Array(vertexCount)
  const component = new Int32Array(vertexCount).fill(-1)
  const next = outStart.slice(0, vertexCount)
  const path = new Int32Array(vertexCount)
  const open = new Int32Array(vertexCount)
  let pathSize = 0
  let openSize = 0
  let numbers = 0
  let components = 0
  const enter = (vertex: number): void => {
    number[vertex] = low[vertex] = numbers++
    path[pathSize++] = vertex
    open[openSize++] = vertex
  }
  for (let root = 0; root < vertexCount; root++) {
    if (number[root] !== -1) continue
    enter(root)
    while (pathSize > 0) {
      const vertex = path[pathSize - 1]!
      if (next[vertex]! < outStart[vertex + 1]!) {
        const neighbour = to[outEdge[next[vertex]!++]!]!
        if (number[neighbour] === -1) enter(neighbour)
        else if (component[neighbour] === -1) low[vertex] = Math.min(low[vertex]!, number[neighbour]!)
        continue
      }
      pathSize--
      if (pathSize > 0) low[path[pathSize - 1]!] = Math.min(low[path[pathSize - 1]!]!, low[vertex]!)
      if (low[vertex] !== number[vertex]) continue
      for (let member = -1; member !== vertex; ) {
        member = open[--openSize]!
        component[member] = components
      }
      components++
    }
  }
  return component
}

/** Breadth first from a vertex to itself within its component; null where it lies on no cycle. Each vertex once, the start not repeated. */
const shortestWayBack = (
  start: number,
  component: Int32Array,
  outStart: Int32Array,
  outEdge: Int32Array,
  to: Int32Array,
): readonly number[] | null => {
  const cameFrom = new Map<number, number>()
  const queue = [start]
  for (let head = 0; head < queue.length; head++) {
    const vertex = queue[head]!
    for (let slot = outStart[vertex]!; slot < outStart[vertex + 1]!; slot++) {
      const neighbour = to[outEdge[slot]!]!
      if (component[neighbour] !== component[start]) continue
      if (neighbour === start) {
        const path = [vertex]
        while (path.at(-1) !== start) path.push(cameFrom.get(path.at(-1)!)!)
        return path.reverse()
      }
      if (cameFrom.has(neighbour)) continue
      cameFrom.set(neighbour, vertex)
      queue.push(neighbour)
    }
  }
  return null
}

/** Edges as three columns, in the order of the links, structure last. */
export interface EdgeList {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly lag: Int32Array
}

/** Compressed rows of outgoing edges; `outEdge` holds positions in the edge list. */
export const rowsOfOutgoing = (vertexCount: number, from: Int32Array): { outStart: Int32Array; outEdge: Int32Array } => {
  const outStart = new Int32Array(vertexCount + 1)
  for (let edge = 0; edge < from.length; edge++) outStart[from[edge]! + 1]!++
  for (let vertex = 0; vertex < vertexCount; vertex++) outStart[vertex + 1]! += outStart[vertex]!
  const cursor = outStart.slice()
  const outEdge = new Int32Array(from.length)
  for (let edge = 0; edge < from.length; edge++) outEdge[cursor[from[edge]!]!++] = edge
  return { outStart, outEdge }
}

export interface IncomingRows {
  readonly inStart: Int32Array
  readonly inFrom: Int32Array
  readonly inTo: Int32Array
  readonly inLag: Int16Array
}

/** Compressed rows of incoming edges after renumbering by `rank`; within a row the edge list's order stays. */
export const rowsOfIncoming = (vertexCount: number, edges: EdgeList, rank: Int32Array): IncomingRows => {
  const inStart = new Int32Array(vertexCount + 1)
  for (let edge = 0; edge < edges.to.length; edge++) inStart[rank[edges.to[edge]!]! + 1]!++
  for (let vertex = 0; vertex < vertexCount; vertex++) inStart[vertex + 1]! += inStart[vertex]!
  const cursor = inStart.slice()
  const inFrom = new Int32Array(edges.to.length)
  const inTo = new Int32Array(edges.to.length)
  const inLag = new Int16Array(edges.to.length)
  for (let edge = 0; edge < edges.to.length; edge++) {
    const sink = rank[edges.to[edge]!]!
    const slot = cursor[sink]!++
    inTo[slot] = sink
    inFrom[slot] = rank[edges.from[edge]!]!
    inLag[slot] = edges.lag[edge]!
  }
  return { inStart, inFrom, inTo, inLag }
}

/**
 * Where each level begins. Kahn's queue is first in, first out, so vertices come in the order of their longest way from a source, and a
 * level begins with the first vertex that waits for one of the level before.
 */
export const findLevels = (vertexCount: number, { inStart, inFrom }: IncomingRows): Int32Array => {
  const starts = [0]
  let begin = 0
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    for (let slot = inStart[vertex]!; slot < inStart[vertex + 1]!; slot++) {
      if (inFrom[slot]! < begin) continue
      begin = vertex
      starts.push(vertex)
      break
    }
  }
  starts.push(vertexCount)
  return Int32Array.from(starts)
}

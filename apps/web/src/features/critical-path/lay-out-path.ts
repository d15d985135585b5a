import dagre from '@dagrejs/dagre'

export const NODE_WIDTH = 152
export const NODE_HEIGHT = 48
const GAP_X = 28
/** Where the row has room to spare, the steps stand no further apart than this. */
const WIDEST_GAP_X = 56
const GAP_Y = 12
export const ROW_GAP = 32
const MARGIN_Y = 12
/** Links between rows run down the sides. */
const MARGIN_X = 32

export interface Placed {
  readonly x: number
  readonly y: number
}
export interface Layout {
  readonly at: ReadonlyMap<string, Placed>
  readonly height: number
}

/**
 * A long chain read like text: dagre ranks the steps from left to right, and the ranks are broken into rows that fit the width. The `chain`
 * keeps to one straight line a row, other steps stand above it. Every step is readable at its own size; nothing has to be zoomed or dragged.
 */
export const layOutPath = (
  keys: readonly string[],
  links: readonly (readonly [string, string])[],
  chain: ReadonlySet<string>,
  width: number,
): Layout => {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'LR' })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const key of keys) graph.setNode(key, { width: NODE_WIDTH, height: NODE_HEIGHT })
  for (const [from, to] of links) graph.setEdge(from, to)
  dagre.layout(graph)
  const xOf = (key: string): number => Math.round((graph.node(key) as { x: number }).x)
  const columns = [...new Set(keys.map(xOf))].sort((a, b) => a - b)
  const perRow = Math.max(1, Math.floor((width - 2 * MARGIN_X + GAP_X) / (NODE_WIDTH + GAP_X)))
  const spare = perRow > 1 ? (width - 2 * MARGIN_X - perRow * NODE_WIDTH) / (perRow - 1) : GAP_X
  const gap = columns.length > perRow ? Math.min(WIDEST_GAP_X, Math.floor(spare)) : GAP_X
  const at = new Map<string, Placed>()
  let top = MARGIN_Y
  for (let first = 0; first < columns.length; first += perRow) {
    const inRow = columns.slice(first, first + perRow).map((x) => {
      const members = keys.filter((key) => xOf(key) === x)
      // off the chain first, so that the chain lies lowest
      return [...members.filter((key) => !chain.has(key)), ...members.filter((key) => chain.has(key))]
    })
    const deepest = Math.max(...inRow.map((members) => members.length + (members.some((key) => chain.has(key)) ? 0 : 1)))
    inRow.forEach((members, column) => {
      const lift = members.some((key) => chain.has(key)) ? 0 : 1
      members.forEach((key, index) => {
        const level = deepest - lift - members.length + index
        at.set(key, { x: MARGIN_X + column * (NODE_WIDTH + gap), y: top + level * (NODE_HEIGHT + GAP_Y) })
      })
    })
    top += deepest * (NODE_HEIGHT + GAP_Y) - GAP_Y + ROW_GAP
  }
  return { at, height: top - ROW_GAP + MARGIN_Y }
}

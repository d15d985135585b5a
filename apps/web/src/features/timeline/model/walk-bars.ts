import type { PlacedBar, TimelineLayout } from './lay-out-timeline.ts'

export type WalkKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End'
export const isWalkKey = (key: string): key is WalkKey => /^(?:Arrow(?:Left|Right|Up|Down)|Home|End)$/.test(key)

const middle = (bar: PlacedBar): number => (bar.start + bar.end) / 2

const nearest = (walk: readonly PlacedBar[], to: PlacedBar): PlacedBar | undefined => {
  let best: PlacedBar | undefined
  let distance = Number.POSITIVE_INFINITY
  for (const bar of walk) {
    const apart =
      bar.start <= to.start && bar.end > to.start ? Math.abs(bar.start - to.start) / 1000 : Math.abs(middle(bar) - middle(to)) + 1
    if (apart < distance) {
      best = bar
      distance = apart
    }
  }
  return best
}

/**
 * Where an arrow leads from a bar: left and right along its lane, up and down to the neighbouring lane's bar at the same time, Home and End to
 * the ends of its lane. The bar itself where there is no further one.
 */
export const walkFrom = (layout: TimelineLayout, bar: PlacedBar, key: WalkKey): PlacedBar => {
  const walk = layout.lanes[bar.lane]?.walk ?? []
  const at = walk.indexOf(bar)
  if (key === 'ArrowLeft') return walk[at - 1] ?? bar
  if (key === 'ArrowRight') return walk[at + 1] ?? bar
  if (key === 'Home') return walk[0] ?? bar
  if (key === 'End') return walk.at(-1) ?? bar
  const step = key === 'ArrowUp' ? -1 : 1
  for (let lane = bar.lane + step; lane >= 0 && lane < layout.lanes.length; lane += step) {
    const found = nearest(layout.lanes[lane]?.walk ?? [], bar)
    if (found) return found
  }
  return bar
}

/** The gate that is nearest to a period. */
export const walkGates = <G extends { readonly at: number }>(gates: readonly G[], period: number): G | null =>
  gates.reduce<G | null>((best, gate) => (best === null || Math.abs(gate.at - period) < Math.abs(best.at - period) ? gate : best), null)

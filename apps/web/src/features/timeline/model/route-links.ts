import type { BoardDependency } from '@gatehouse/core'
import type { TimelineLayout } from './lay-out-timeline.ts'
import { boxOfBar } from './starting-offset.ts'
import type { PixelWindow } from './visible-window.ts'

/** One end of a link in pixels, from the left of the periods and the top of the grid. */
interface LinkEnd {
  /** Where it leaves, where it arrives: for a point the same. */
  readonly right: number
  readonly left: number
  /** Gridline that it leaves along, that it arrives along. */
  readonly out: number
  readonly into: number
  readonly y: number
  /** Gutters above and below its row. */
  readonly above: number
  readonly below: number
  readonly point: boolean
}
type Corner = readonly [x: number, y: number]
export interface RoutedLink {
  /** Corners of the line, in turn across and down; and SVG path data of its arrow head. */
  readonly corners: readonly Corner[]
  readonly head: string
  /** A place on the line where a mark may stand. */
  readonly mark: { readonly x: number; readonly y: number }
  readonly box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
}

const BESIDE = 3
const HEAD = 6

export const linkEnd = (layout: TimelineLayout, key: string): LinkEnd | null => {
  const { scale, first } = layout
  const bar = layout.barByKey.get(key)
  if (bar) {
    const box = boxOfBar(layout, bar)
    return {
      left: box.left,
      right: box.right,
      into: (bar.start - first) * scale.col,
      out: (bar.end - first) * scale.col,
      y: box.top + (scale.form === 'tall' ? 12 : Math.floor(scale.bar / 2)),
      above: box.top - 3,
      below: box.bottom + 3,
      point: false,
    }
  }
  const point = layout.pointByKey.get(key)
  if (!point) return null
  return { left: point.x, right: point.x, into: point.x, out: point.x, y: point.y, above: point.y - 12, below: point.y + 12, point: true }
}

/** Verticals ride the gridlines, a little beside the critical line; horizontals run in the gutters between rows; the arrow is at the successor. */
export const routeLink = (from: LinkEnd, to: LinkEnd): RoutedLink => {
  const adjacent = from.out === to.into && !to.point
  const leave = adjacent ? from.out : from.out + BESIDE
  const arrive = to.point ? to.into + HEAD + 2 : adjacent ? to.into : to.into - BESIDE
  const gutter = to.y >= from.y ? from.below : from.above
  const direct = adjacent || (to.point && leave <= arrive && from.out === to.into)
  const tip = to.point ? to.left + 1 : to.left
  const back = to.point ? HEAD : -HEAD
  const corners: readonly Corner[] = direct
    ? [
        [from.right, from.y],
        [arrive, from.y],
        [arrive, to.y],
        [tip + back, to.y],
      ]
    : [
        [from.right, from.y],
        [leave, from.y],
        [leave, gutter],
        [arrive, gutter],
        [arrive, to.y],
        [tip + back, to.y],
      ]
  return {
    corners,
    head: `M${tip} ${to.y}l${back} -4v8z`,
    mark: direct ? { x: arrive, y: (from.y + to.y) / 2 } : { x: (leave + arrive) / 2, y: gutter },
    box: {
      left: Math.min(from.right, leave, arrive, tip) - HEAD,
      right: Math.max(from.right, leave, arrive, tip) + HEAD,
      top: Math.min(from.y, to.y, gutter) - HEAD,
      bottom: Math.max(from.y, to.y, gutter) + HEAD,
    },
  }
}

/** The links of some dependencies; those with an end that is not shown are left out. */
export const routeAll = <D extends Pick<BoardDependency, 'from' | 'to'>>(
  layout: TimelineLayout,
  dependencies: readonly D[],
): readonly (RoutedLink & { readonly dependency: D })[] =>
  dependencies.flatMap((dependency) => {
    const from = linkEnd(layout, dependency.from)
    const to = linkEnd(layout, dependency.to)
    return from && to ? [{ ...routeLink(from, to), dependency }] : []
  })

/** The parts of a line that lie in a window, each with its ends in the order of the line. */
export const segmentsWithin = (corners: readonly Corner[], view: PixelWindow): readonly (readonly [Corner, Corner])[] => {
  const segments: [Corner, Corner][] = []
  for (let at = 1; at < corners.length; at++) {
    const [x0, y0] = corners[at - 1] as Corner
    const [x1, y1] = corners[at] as Corner
    const left = Math.max(Math.min(x0, x1), view.left)
    const right = Math.min(Math.max(x0, x1), view.right)
    const top = Math.max(Math.min(y0, y1), view.top)
    const bottom = Math.min(Math.max(y0, y1), view.bottom)
    if (left > right || top > bottom || (left === right && top === bottom)) continue
    const ends: [Corner, Corner] = [
      [left, top],
      [right, bottom],
    ]
    segments.push(x0 <= x1 && y0 <= y1 ? ends : [ends[1], ends[0]])
  }
  return segments
}
/** The same as path data. */
export const pathWithin = (corners: readonly Corner[], view: PixelWindow): string =>
  segmentsWithin(corners, view)
    .map(([from, to]) => `M${from[0]} ${from[1]}L${to[0]} ${to[1]}`)
    .join('')

import type { PlacedBar, TimelineLayout } from './lay-out-timeline.ts'
import { boxOfBar } from './starting-offset.ts'

/** Path data of filled boxes: the part that is walked, and the part ahead. */
export interface CriticalLine {
  readonly walked: string
  readonly ahead: string
}

const box = (x: number, y: number, width: number, height: number): string => `M${x} ${y}h${width}v${height}h${-width}z`

interface Stop {
  readonly from: number
  readonly to: number
  readonly y: number
  readonly done: boolean
}
const UNDERLINE = 3

const stopOfBar = (layout: TimelineLayout, bar: PlacedBar): Stop => ({
  from: (bar.start - layout.first) * layout.scale.col,
  to: (bar.end - layout.first) * layout.scale.col,
  y: boxOfBar(layout, bar).bottom - UNDERLINE,
  done: bar.task.status === 'done',
})

/**
 * The critical path as one unbroken line: it underlines its bars (3 px) and rides gridlines between them (2 px). Gates and milestones on the way are
 * passed through; only where it begins or ends at one does it reach up to it. A gap in time runs in the gutter below the earlier bar.
 */
export const routeCriticalPath = (layout: TimelineLayout, keys: readonly string[], isSigned: (key: string) => boolean): CriticalLine => {
  const stops: Stop[] = []
  for (const [at, key] of keys.entries()) {
    const bar = layout.barByKey.get(key)
    if (bar) stops.push(stopOfBar(layout, bar))
    else if (at === 0 || at === keys.length - 1) {
      const point = layout.pointByKey.get(key)
      if (point) stops.push({ from: point.x, to: point.x, y: point.y, done: isSigned(key) })
    }
  }
  const parts = { walked: '', ahead: '' }
  const draw = (walked: boolean, data: string) => {
    parts[walked ? 'walked' : 'ahead'] += data
  }
  let before: Stop | null = null
  for (const stop of stops) {
    let { from, to } = stop
    if (before) {
      const walked = before.done && stop.done
      const gutter = before.y + UNDERLINE + 2
      if (stop.from > before.to && before.from !== before.to) {
        // waits: along the gutter, so that nothing between is underlined
        draw(walked, box(before.to - 1, before.y, 2, gutter - before.y + 2) + box(before.to - 1, gutter, stop.from - before.to + 2, 2))
        draw(walked, vertical(stop.from, gutter, stop.y))
      } else if (stop.from > before.to) {
        draw(walked, vertical(before.to, before.y, stop.y))
        from = before.to
      } else {
        draw(walked, vertical(before.to, before.y, stop.y))
        if (stop.from !== stop.to) to = Math.max(to, before.to)
        else if (stop.from < before.to) draw(walked, box(stop.from - 1, stop.y, before.to - stop.from + 2, 2))
      }
    }
    if (from !== to) draw(stop.done, box(from - 1, stop.y, to - from + 2, UNDERLINE))
    before = stop
  }
  return parts
}

const vertical = (x: number, fromY: number, toY: number): string => {
  const top = Math.min(fromY, toY)
  return box(x - 1, top, 2, Math.abs(toY - fromY) + UNDERLINE)
}

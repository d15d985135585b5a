import { boxInLane, type PlacedBar, type TimelineLayout } from './lay-out-timeline.ts'

export interface Offset {
  readonly left: number
  readonly top: number
}
/** Size of the scrolling box, with the lane column and the period header in it. */
export interface BoxSize {
  readonly width: number
  readonly height: number
}

/** How far to scroll so that today stands a third of the way in. */
export const offsetOfToday = (layout: TimelineLayout, now: number, size: BoxSize): number =>
  clamp((now - layout.first) * layout.scale.col - (size.width - layout.scale.lane) / 3, layout.scale.lane + layout.width - size.width)

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, Math.max(0, most)))

/** Least scroll from an offset that shows a box wholly, clear of the lane column and the period header. */
export const offsetShowing = (
  layout: TimelineLayout,
  box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
  from: Offset,
  size: BoxSize,
): Offset => {
  const { lane, head, col } = layout.scale
  const width = size.width - lane
  const height = size.height - head
  let { left, top } = from
  if (box.left < left || box.right > left + width)
    left = box.left < left || box.right - box.left > width ? box.left - col : box.right + col - width
  const boxTop = box.top - head
  const boxBottom = box.bottom - head
  if (boxTop < top || boxBottom > top + height) top = boxTop < top ? boxTop - 8 : boxBottom + 8 - height
  return { left: clamp(left, lane + layout.width - size.width), top: clamp(top, layout.height - size.height) }
}

export const boxOfBar = (layout: TimelineLayout, bar: PlacedBar) => {
  const { left, width, top: inLane } = boxInLane(bar, layout.scale, layout.first)
  const top = (layout.lanes[bar.lane]?.top ?? 0) + inLane
  return { left, right: left + width, top, bottom: top + layout.scale.bar }
}
export const boxOfPoint = (layout: TimelineLayout, key: string) => {
  const point = layout.pointByKey.get(key)
  return point ? { left: point.x - layout.scale.col, right: point.x, top: point.y - 14, bottom: point.y + 30 } : null
}

/** Where the screen opens: at what the address names, else around today where not everything fits. */
export const startingOffset = (
  layout: TimelineLayout,
  named: { readonly task: string | null; readonly gate: string | null },
  now: number | null,
  size: BoxSize,
): Offset => {
  const start = { left: layout.scale.lane + layout.width > size.width && now !== null ? offsetOfToday(layout, now, size) : 0, top: 0 }
  const bar = named.task === null ? undefined : layout.barByKey.get(named.task)
  if (bar) return offsetShowing(layout, boxOfBar(layout, bar), start, size)
  const box = named.gate === null ? null : boxOfPoint(layout, named.gate)
  return box ? offsetShowing(layout, box, start, size) : start
}

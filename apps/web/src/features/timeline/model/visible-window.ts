/** A part of a row of things, first and last included; empty when `last < first`. */
export interface Range {
  readonly first: number
  readonly last: number
}
/** Pixels of the scrolled content. */
export interface PixelWindow {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/**
 * What to draw for a viewport: the viewport and a margin around it, snapped outwards to a step. Small scrolls then give the same window,
 * so nothing is drawn anew for them.
 */
export const windowAround = (
  viewport: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  margin: number,
  step: number,
): PixelWindow => {
  const down = (value: number) => Math.max(0, Math.floor((value - margin) / step) * step)
  const up = (value: number) => Math.ceil((value + margin) / step) * step
  return {
    left: down(viewport.left),
    right: up(viewport.left + viewport.width),
    top: down(viewport.top),
    bottom: up(viewport.top + viewport.height),
  }
}

export const sameWindow = (a: PixelWindow, b: PixelWindow): boolean =>
  a.left === b.left && a.right === b.right && a.top === b.top && a.bottom === b.bottom

/** Indices of equal cells of `size` that touch `from`..`to`, within `count` of them. */
export const cellsBetween = (from: number, to: number, size: number, count: number): Range => ({
  first: Math.max(0, Math.floor(from / size)),
  last: Math.min(count - 1, Math.ceil(to / size) - 1),
})

/** Indices of stacked boxes that touch `from`..`to`; `tops` rises, the last one is the end of all. */
export const boxesBetween = (tops: readonly number[], from: number, to: number): Range => {
  const count = tops.length - 1
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tops[middle + 1] as number) <= from) low = middle + 1
    else high = middle
  }
  let last = low
  while (last < count && (tops[last] as number) < to) last++
  return { first: low, last: last - 1 }
}

/** The items of a row that touch `from`..`to`: `row` is sorted by `from` and its items do not overlap. */
export const itemsBetween = <T extends { readonly from: number; readonly to: number }>(
  row: readonly T[],
  from: number,
  to: number,
): readonly T[] => {
  let low = 0
  let high = row.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((row[middle] as T).to <= from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < row.length && (row[end] as T).from < to) end++
  return low === 0 && end === row.length ? row : row.slice(low, end)
}

import { type RefObject, useLayoutEffect, useState } from 'react'

const SPARE = 8
/** Where nothing is measured yet, or nothing can be: a tall screen. */
const UNMEASURED = 720

export interface VirtualRows {
  /** First row that is drawn, and the one after the last. */
  readonly from: number
  readonly to: number
  /** Height of all rows, in pixels. */
  readonly height: number
  readonly onScroll: () => void
  /** Scrolls as little as needed; `center` puts the row into the middle when it is out of sight. */
  readonly showRow: (row: number) => void
}

/** Draws only what is in sight of a list of rows of one height. */
export const useVirtualRows = (box: RefObject<HTMLElement | null>, count: number, rowHeight: number): VirtualRows => {
  const [view, setView] = useState({ top: 0, height: UNMEASURED })
  const measure = () => {
    const element = box.current
    if (element) setView({ top: element.scrollTop, height: element.clientHeight || UNMEASURED })
  }
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setView({ top: element.scrollTop, height: element.clientHeight || UNMEASURED }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  const from = Math.max(0, Math.min(Math.floor(view.top / rowHeight), count) - SPARE)
  return {
    from,
    to: Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + SPARE),
    height: count * rowHeight,
    onScroll: measure,
    showRow: (row) => {
      const element = box.current
      if (!element) return
      const height = element.clientHeight || UNMEASURED
      const top = row * rowHeight
      if (top >= element.scrollTop && top + rowHeight <= element.scrollTop + height) return
      element.scrollTop = Math.max(0, top - height / 2)
      measure()
    },
  }
}

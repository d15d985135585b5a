import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { BoxSize, Offset } from '../model/starting-offset.ts'
import { type PixelWindow, sameWindow, windowAround } from '../model/visible-window.ts'

/** Least height of what stands above the grid and below it. */
const TOOLS = 150
const EDGE = 32
/** Sizes for an environment that lays nothing out. */
const UNMEASURED: BoxSize = { width: 1246, height: 860 }

export const sizeOf = (element: HTMLElement | null): BoxSize => ({
  width: element?.clientWidth || UNMEASURED.width,
  height: element?.clientHeight || UNMEASURED.height,
})

/** Padding of the page and borders of the grid. */
const AROUND = 34

/**
 * Width of the grid without its scroll bar. Begins with what it will most likely be, so that the first drawing is not thrown away; corrected before the
 * first paint where that was wrong.
 */
export const useInnerWidth = (ref: RefObject<HTMLElement | null>, beside: () => number): number => {
  const [width, setWidth] = useState(() => window.innerWidth - AROUND - beside())
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => setWidth(sizeOf(element).width)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return width
}

/**
 * The part of the content to draw, in pixels from the left of the periods and the top of the grid. Begins at a place that is not 0,0 without
 * drawing that first, and changes in steps while one scrolls.
 */
export const useViewport = (
  ref: RefObject<HTMLElement | null>,
  /** What is scrolled, directly in the box. */
  inner: RefObject<HTMLElement | null>,
  width: number,
  lane: number,
  margin: number,
  start: (size: BoxSize) => Offset,
  /** The grid became larger or smaller, as when the dock opens. */
  onResize: () => void,
): { readonly view: PixelWindow; readonly refresh: () => void } => {
  const around = useCallback(
    ({ left, top }: Offset, size: BoxSize) => windowAround({ left, top, width: size.width - lane, height: size.height }, margin, margin),
    [lane, margin],
  )
  // before the content is there, the box is as high as the screen lets it be
  const [begin] = useState(() => start({ width, height: window.innerHeight - TOOLS }))
  // what is seen is painted first; the margin around it is drawn right after
  const [view, setView] = useState(() => windowAround({ ...begin, width: width - lane, height: window.innerHeight - TOOLS }, 0, EDGE))
  const current = useRef(view)
  const refresh = useCallback(() => {
    const element = ref.current
    if (!element) return
    const next = around({ left: element.scrollLeft, top: element.scrollTop }, sizeOf(element))
    if (sameWindow(next, current.current)) return
    current.current = next
    setView(next)
  }, [ref, around])
  useLayoutEffect(() => {
    // the box itself is known to its parent only after this, so it is asked of what is in it
    if (begin.left > 0 || begin.top > 0) inner.current?.parentElement?.scrollTo?.(begin.left, begin.top)
  }, [inner, begin])
  const begun = useRef(false)
  useLayoutEffect(() => {
    if (begun.current) {
      refresh()
      return
    }
    begun.current = true
    let second = 0
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(refresh)
    })
    return () => {
      cancelAnimationFrame(first)
      cancelAnimationFrame(second)
    }
  }, [refresh])
  const resized = useRef(onResize)
  resized.current = onResize
  useEffect(() => {
    const element = ref.current
    if (!element) return
    element.addEventListener('scroll', refresh, { passive: true })
    const observer = new ResizeObserver(() => {
      refresh()
      resized.current()
    })
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', refresh)
      observer.disconnect()
    }
  }, [ref, refresh])
  return { view, refresh }
}

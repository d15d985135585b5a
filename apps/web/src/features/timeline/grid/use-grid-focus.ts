import type { Board } from '@gatehouse/core'
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { startingBar, type TimelineLayout } from '../model/lay-out-timeline.ts'
import { boxOfBar, boxOfPoint, offsetShowing } from '../model/starting-offset.ts'
import { sizeOf } from './use-viewport.ts'

/** What has the keyboard in the grid: a task's bar or a gate. */
export interface GridItem {
  readonly kind: 'task' | 'gate'
  readonly key: string
}

const elementOf = (scroller: HTMLElement | null, item: GridItem): HTMLElement | null =>
  scroller?.querySelector<HTMLElement>(`[data-${item.kind}="${CSS.escape(item.key)}"]`) ?? null

/**
 * Roving focus: one item of the grid can be tabbed to, and arrows move it. What is moved to may not be drawn yet, so it is scrolled to, drawn and
 * then focused.
 */
export const useGridFocus = (
  scroller: RefObject<HTMLElement | null>,
  board: Board,
  layout: TimelineLayout,
  selected: string | null,
  refresh: () => void,
) => {
  const [chosen, setChosen] = useState<GridItem | null>(null)
  const wanted = useRef<GridItem | null>(null)
  const isThere = (item: GridItem | null): item is GridItem =>
    item !== null && (item.kind === 'task' ? layout.barByKey.has(item.key) : layout.pointByKey.has(item.key))
  const start = startingBar(layout, selected ?? undefined, board.today.period)
  const active: GridItem | null = isThere(chosen) ? chosen : start ? { kind: 'task', key: start.task.key } : null

  useLayoutEffect(() => {
    const item = wanted.current
    if (!item) return
    const element = elementOf(scroller.current, item)
    if (!element) return
    wanted.current = null
    element.focus({ preventScroll: true })
  })

  const show = useCallback(
    (item: GridItem) => {
      const element = scroller.current
      const bar = item.kind === 'task' ? layout.barByKey.get(item.key) : undefined
      const box = bar ? boxOfBar(layout, bar) : item.kind === 'gate' ? boxOfPoint(layout, item.key) : null
      if (!element || !box) return
      const from = { left: element.scrollLeft, top: element.scrollTop }
      const to = offsetShowing(layout, box, from, sizeOf(element))
      if (to.left === from.left && to.top === from.top) return
      element.scrollTo?.(to.left, to.top)
      refresh()
    },
    [scroller, layout, refresh],
  )
  const moveTo = useCallback(
    (item: GridItem) => {
      wanted.current = item
      show(item)
      setChosen({ ...item })
    },
    [show],
  )
  return { active, setActive: setChosen, moveTo, show }
}

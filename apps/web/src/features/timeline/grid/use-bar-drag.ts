import { type RefObject, useEffect, useRef } from 'react'

/** Pixels that a press may wander and still be a click. */
const SLACK = 5

/**
 * Dragging a bar along its row proposes a span, in whole periods; it saves nothing. Fingers scroll instead. The click that ends a drag is
 * swallowed, so that it does not select.
 */
export const useBarDrag = (scroller: RefObject<HTMLElement | null>, col: number, onDrag: (key: string, periods: number) => void): void => {
  const latest = useRef({ col, onDrag })
  latest.current = { col, onDrag }
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let held: { key: string; x: number; scroll: number; by: number; dragging: boolean } | null = null
    const move = (event: PointerEvent) => {
      if (!held) return
      const distance = event.clientX - held.x + element.scrollLeft - held.scroll
      if (!held.dragging && Math.abs(distance) < SLACK) return
      held.dragging = true
      const by = Math.round(distance / latest.current.col)
      if (by === held.by) return
      held.by = by
      latest.current.onDrag(held.key, by)
    }
    const swallow = (event: MouseEvent) => {
      event.stopPropagation()
      event.preventDefault()
    }
    const release = () => {
      if (held?.dragging) {
        element.addEventListener('click', swallow, { capture: true, once: true })
        // a drag that ends outside of the grid is followed by no click in it
        setTimeout(() => element.removeEventListener('click', swallow, { capture: true }), 0)
      }
      held = null
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', release)
      window.removeEventListener('pointercancel', release)
    }
    const press = (event: PointerEvent) => {
      const bar = event.target instanceof Element ? event.target.closest<HTMLElement>('.tl-bar.movable') : null
      const key = bar?.dataset.task
      if (!key || event.button !== 0 || event.pointerType === 'touch') return
      held = { key, x: event.clientX, scroll: element.scrollLeft, by: 0, dragging: false }
      window.addEventListener('pointermove', move)
      window.addEventListener('pointerup', release)
      window.addEventListener('pointercancel', release)
    }
    element.addEventListener('pointerdown', press)
    return () => {
      element.removeEventListener('pointerdown', press)
      release()
    }
  }, [scroller])
}

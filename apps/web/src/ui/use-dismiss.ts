import { type RefObject, useEffect } from 'react'

/** Calls `onDismiss` on a press outside or on Escape, while `active`. */
export const useDismiss = (ref: RefObject<HTMLElement | null>, active: boolean, onDismiss: (by: 'outside' | 'escape') => void): void => {
  useEffect(() => {
    if (!active) return
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !ref.current?.contains(event.target)) onDismiss('outside')
    }
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      onDismiss('escape')
    }
    document.addEventListener('pointerdown', press, true)
    ref.current?.addEventListener('keydown', key)
    const element = ref.current
    return () => {
      document.removeEventListener('pointerdown', press, true)
      element?.removeEventListener('keydown', key)
    }
  }, [ref, active, onDismiss])
}

import { createStore, useStore } from '../lib/store.ts'
import { Glyph } from './glyph.tsx'

interface Toast {
  readonly id: number
  readonly text: string
}
const toasts = createStore<readonly Toast[]>([])
let nextId = 1

/** Says that something went well. Bad news never goes here: it is shown where it happened, with its reasons. */
export const toast = (text: string): void => {
  const id = nextId++
  toasts.set([...toasts.get().slice(-2), { id, text }])
  setTimeout(() => toasts.set(toasts.get().filter((one) => one.id !== id)), 5_000)
}

export const Toasts = () => {
  const shown = useStore(toasts)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((one) => (
        <div key={one.id} className="toast">
          <Glyph name="chk" size={14} />
          {one.text}
        </div>
      ))}
    </div>
  )
}

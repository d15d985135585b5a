import { useSyncExternalStore } from 'react'

const MINUTE = 60_000
let now = new Date()
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

const tick = () => {
  now = new Date()
  timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE))
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  if (listeners.size === 1) tick()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearTimeout(timer)
  }
}

/** The current minute. Everything that shows a clock ticks together, once a minute. */
export const useNow = (): Date => useSyncExternalStore(subscribe, () => now)

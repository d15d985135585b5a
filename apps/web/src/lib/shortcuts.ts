import { useEffect, useRef } from 'react'
import { createStore, useStore } from './store.ts'

export interface Shortcut {
  /** One key (`c`, `?`, `[`, `Escape`), a sequence (`g t`) or with the command key (`mod+k`: Ctrl, on a Mac ⌘). */
  readonly keys: string
  readonly label: string
  /** Heading in the list of shortcuts: "Go to", "Timeline". */
  readonly group: string
  readonly run: () => void
  /** The part that has the focus handles it: it is listed only. */
  readonly local?: boolean
}

const registered = createStore<readonly Shortcut[]>([])

const SEQUENCE_MS = 1_200
let pending = ''
let pendingAt = 0

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(?:checkbox|radio|button)$/.test(target.type))

const nameOf = (event: KeyboardEvent): string | null => {
  if (event.altKey) return null
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key
}

const press = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing) return
  const name = nameOf(event)
  if (name === null || (isTyping(event.target) && !name.startsWith('mod+'))) return
  // a dialog owns the keyboard while it is open
  if (document.querySelector('dialog[open]') && !name.startsWith('mod+')) return
  const sequence = pending && Date.now() - pendingAt < SEQUENCE_MS ? `${pending} ${name}` : name
  // the newest registration wins: a screen may take a key from the shell
  const newestFirst = registered
    .get()
    .filter((one) => !one.local)
    .reverse()
  const found =
    newestFirst.find((one) => one.keys === sequence) ?? (sequence === name ? undefined : newestFirst.find((one) => one.keys === name))
  pending = ''
  if (found) {
    event.preventDefault()
    found.run()
    return
  }
  if (registered.get().some((one) => one.keys.startsWith(`${name} `))) {
    pending = name
    pendingAt = Date.now()
  }
}

/** Listens for the whole page; called once by the app. Returns a function that stops. */
export const startShortcuts = (): (() => void) => {
  document.addEventListener('keydown', press)
  return () => document.removeEventListener('keydown', press)
}

/** These keys work while the component is on screen, outside of inputs and dialogs. `?` lists them. */
export const useShortcuts = (shortcuts: readonly Shortcut[]): void => {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const signature = shortcuts.map((one) => `${one.group}|${one.keys}|${one.label}`).join('\n')
  useEffect(() => {
    const mine = latest.current.map((one, at) => ({ ...one, run: () => latest.current[at]?.run() }))
    registered.set([...registered.get(), ...mine])
    return () => registered.set(registered.get().filter((other) => !mine.includes(other)))
  }, [signature])
}

/** Everything that works now, for the list. */
export const useAllShortcuts = (): readonly Shortcut[] => useStore(registered)

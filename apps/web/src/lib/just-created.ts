/** Programs that this tab has made, for as long as they can be taken back. */
import { createStore, useStore } from './store.ts'

/** The server takes a program back for so long. */
export const UNDO_MS = 10 * 60_000
export interface JustCreated {
  readonly slug: string
  readonly name: string
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly at: number
}

const KEY = 'gatehouse.created'
const read = (): JustCreated | null => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return typeof kept === 'object' && kept !== null && 'slug' in kept && 'at' in kept ? (kept as JustCreated) : null
  } catch {
    return null
  }
}
const store = createStore<JustCreated | null>(read())

/** null: forget it. Survives a reload of the tab. */
export const rememberCreated = (created: JustCreated | null): void => {
  store.set(created)
  try {
    if (created === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, JSON.stringify(created))
  } catch {
    // without storage it is remembered until the next reload
  }
}

export const useJustCreated = (): JustCreated | null => useStore(store)

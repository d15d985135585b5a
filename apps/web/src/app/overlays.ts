import { createStore, useStore } from '../lib/store.ts'

/** Which of the two overlays of the whole page is open. Their code is loaded when first opened. */
export type Overlay = 'find' | 'help' | null
const open = createStore<Overlay>(null)

export const openFind = (): void => open.set('find')
export const openHelp = (): void => open.set('help')
export const closeOverlay = (): void => open.set(null)
export const useOverlay = (): Overlay => useStore(open)

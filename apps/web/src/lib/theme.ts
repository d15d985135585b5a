import { useSyncExternalStore } from 'react'

export type ThemeChoice = 'light' | 'dark' | 'system'
/** The same key as in public/theme.js, which sets the theme before the first paint. */
const KEY = 'gatehouse.theme'
const listeners = new Set<() => void>()
const prefersDark = () => window.matchMedia?.('(prefers-color-scheme: dark)')

const read = (): ThemeChoice => {
  try {
    const stored = localStorage.getItem(KEY)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system'
  }
}
const apply = () => {
  const choice = read()
  const dark = choice === 'dark' || (choice === 'system' && prefersDark()?.matches === true)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  for (const listener of listeners) listener()
}

export const setTheme = (choice: ThemeChoice): void => {
  try {
    if (choice === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, choice)
  } catch {
    // without storage the choice lasts as long as the page
  }
  apply()
}
/** Follows the system while no choice is stored, and choices made in other tabs. */
export const watchTheme = (): void => {
  prefersDark()?.addEventListener('change', apply)
  window.addEventListener('storage', (event) => {
    if (event.key === KEY) apply()
  })
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const useTheme = (): ThemeChoice => useSyncExternalStore(subscribe, read)

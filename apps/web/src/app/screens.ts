/** The screens of a program, in the order of the tabs. `key` is pressed after `g`. */
export const SCREENS = [
  { path: 'overview', label: 'Overview', key: 'o' },
  { path: 'timeline', label: 'Timeline', key: 't' },
  { path: 'critical-path', label: 'Critical path', key: 'p' },
  { path: 'gates', label: 'Gates', key: 'g' },
  { path: 'ci', label: 'CI', key: 'c' },
  { path: 'evidence', label: 'Evidence', key: 'e' },
  { path: 'go-no-go', label: 'Go/no-go', key: 'n' },
  { path: 'plan', label: 'Plan', key: 'l' },
  { path: 'log', label: 'Log', key: 'h' },
  { path: 'settings', label: 'Settings', key: 's' },
  { path: 'people', label: 'People', key: 'm' },
] as const
export type ScreenPath = (typeof SCREENS)[number]['path']

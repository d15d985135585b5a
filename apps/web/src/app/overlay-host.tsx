import { lazy, Suspense, useEffect } from 'react'
import { useShortcuts } from '../lib/shortcuts.ts'
import { closeOverlay, openFind, openHelp, useOverlay } from './overlays.ts'

const loadPalette = () => import('./find-palette.tsx').then((module) => ({ default: module.FindPalette }))
const FindPalette = lazy(loadPalette)
const ShortcutList = lazy(() => import('./shortcut-list.tsx').then((module) => ({ default: module.ShortcutList })))

/** The find palette and the list of shortcuts, and the keys that open them. */
export const OverlayHost = ({ slug }: { slug: string | null }) => {
  const overlay = useOverlay()
  useShortcuts([
    { keys: 'mod+k', label: 'Find anything', group: 'Everywhere', run: openFind },
    { keys: '/', label: 'Find anything', group: 'Everywhere', run: openFind },
    { keys: '?', label: 'Keyboard shortcuts', group: 'Everywhere', run: openHelp },
  ])
  // Fetched once the page is at rest: whoever presses the keys and types on would lose what is typed while it loads.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), 1_500)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Suspense fallback={null}>
      {overlay === 'find' ? <FindPalette slug={slug} onClose={closeOverlay} /> : null}
      {overlay === 'help' ? <ShortcutList onClose={closeOverlay} /> : null}
    </Suspense>
  )
}

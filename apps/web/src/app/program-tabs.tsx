import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useBoard, useSlug } from '../app-data/program.ts'
import { Kbd } from '../ui/messages.tsx'
import { AccountMenu } from './account-menu.tsx'
import { openHelp } from './overlays.ts'
import { SCREENS, type ScreenPath } from './screens.ts'

const AT_RIGHT: readonly ScreenPath[] = ['settings', 'people']

/** The screens of the program, with the counts that matter: gates signed, required workflows fresh. */
export const ProgramTabs = () => {
  const slug = useSlug()
  const { gates, ci } = useBoard()
  const required = ci.workflows.filter((workflow) => workflow.required)
  const counts: Partial<Record<ScreenPath, ReactNode>> = {
    gates: (
      <Count said="signed">
        {gates.filter((gate) => gate.state === 'SignedOff').length}/{gates.length}
      </Count>
    ),
    ...(required.length > 0
      ? {
          ci: (
            <Count said="required workflows fresh">
              {required.filter((workflow) => workflow.freshness === 'fresh').length}/{required.length}
            </Count>
          ),
        }
      : {}),
  }
  const tab = ({ path, label }: { path: ScreenPath; label: string }) => (
    <Link key={path} to={`/p/$slug/${path}`} params={{ slug }} activeOptions={{ includeSearch: false }}>
      {label} {counts[path]}
    </Link>
  )
  return (
    <div className="nav">
      <nav aria-label="Screens of the program">
        {SCREENS.filter((screen) => !AT_RIGHT.includes(screen.path)).map(tab)}
        <span className="sp" />
        {SCREENS.filter((screen) => AT_RIGHT.includes(screen.path)).map(tab)}
      </nav>
      <div className="nav-end">
        <button type="button" className="btn bare" onClick={openHelp} aria-label="Keyboard shortcuts">
          <Kbd>?</Kbd>
        </button>
        <AccountMenu />
      </div>
    </div>
  )
}

const Count = ({ said, children }: { said: string; children: ReactNode }) => (
  <span className="cnt">
    {children} <span className="sr">{said}</span>
  </span>
)

import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { boardQuery, ProgramProvider } from '../app-data/program.ts'
import { useLiveBoard } from '../app-data/use-live-board.ts'
import { useShortcuts } from '../lib/shortcuts.ts'
import { ZoneProvider } from '../ui/zone.tsx'
import { OverlayHost } from './overlay-host.tsx'
import { ProgramTabs } from './program-tabs.tsx'
import { ProgramTop } from './program-top.tsx'
import { PendingPage } from './route-states.tsx'
import { SCREENS } from './screens.ts'
import './shell.css'

/** Around every screen of a program: loads the board, keeps it live, tells where we are and how it stands. */
export const ProgramShell = () => {
  const { slug } = useParams({ from: '/signed-in/p/$slug' })
  const { data: board } = useSuspenseQuery(boardQuery(slug))
  return (
    <ProgramProvider value={slug} key={slug}>
      <ZoneProvider value={board.program.timeZone}>
        <Chrome slug={slug} name={board.program.name} />
      </ZoneProvider>
    </ProgramProvider>
  )
}

const Chrome = ({ slug, name }: { slug: string; name: string }) => {
  const live = useLiveBoard()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname.split('/')[3] ?? '' })
  useEffect(() => {
    const screen = SCREENS.find((one) => one.path === path)
    document.title = [screen?.label, name, 'Gatehouse'].filter(Boolean).join(' · ')
  }, [path, name])
  useShortcuts(
    SCREENS.map((screen) => ({
      keys: `g ${screen.key}`,
      label: screen.label,
      group: 'Go to',
      run: () => void navigate({ to: `/p/$slug/${screen.path}`, params: { slug } }),
    })),
  )
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <ProgramTop live={live} outlineVerdict={path === 'overview'} />
      <ProgramTabs />
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<PendingPage />}>
          <Outlet />
        </Suspense>
      </main>
      <OverlayHost slug={slug} />
    </>
  )
}

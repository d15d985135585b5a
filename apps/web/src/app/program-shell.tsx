import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { boardQuery, ProgramProvider } from '../app-data/program.ts'
import { useLiveBoard } from '../app-data/use-live-board.ts'
import { useJustCreated } from '../lib/just-created.ts'
import { useShortcuts } from '../lib/shortcuts.ts'
import { ZoneProvider } from '../ui/zone.tsx'
import { OverlayHost } from './overlay-host.tsx'
import { ProgramTabs } from './program-tabs.tsx'
import { ProgramTop } from './program-top.tsx'
import { PendingPage } from './route-states.tsx'
import { SCREENS } from './screens.ts'
import './shell.css'

const UndoCreationBar = lazy(async () => ({
  default: (await import('../features/plan-update/undo-creation-bar.tsx')).UndoCreationBar,
}))

/** Screens that have no tab. */
const UNLISTED: Readonly<Record<string, string>> = { import: 'Import again', past: 'Time travel' }

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
  const created = useJustCreated()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname.split('/')[3] ?? '' })
  useEffect(() => {
    const screen = SCREENS.find((one) => one.path === path)
    document.title = [screen?.label ?? UNLISTED[path], name, 'Gatehouse'].filter(Boolean).join(' · ')
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
      {created?.slug === slug ? (
        <Suspense fallback={null}>
          <UndoCreationBar />
        </Suspense>
      ) : null}
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<PendingPage />}>
          <Outlet />
        </Suspense>
      </main>
      <OverlayHost slug={slug} />
    </>
  )
}

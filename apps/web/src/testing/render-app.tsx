import type { Board, Role } from '@gatehouse/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type ReactNode, Suspense } from 'react'
import { boardQuery, meQuery, ProgramProvider } from '../app-data/program.ts'
import { parseSearch, stringifySearch } from '../lib/search-state.ts'
import { GlyphSprite } from '../ui/glyph.tsx'
import { Toasts } from '../ui/toasts.tsx'
import { ZoneProvider } from '../ui/zone.tsx'

export interface RenderOptions {
  /** Address to start at; `/p/$slug/…` where a board is given. */
  readonly url?: string
  /** Path pattern of the screen where it reads parameters, such as `/p/$slug/gates/$key`. */
  readonly path?: string
  readonly board?: Board
  readonly roles?: readonly Role[]
  readonly handles?: readonly string[]
  readonly isAdmin?: boolean
  /** false: nobody is signed in; the screen then asks the server who it is. */
  readonly signedIn?: boolean
}
export const TEST_ME = { id: 'u1', name: 'Mina Lead', email: 'mina@example.test' }

/**
 * Shows one screen as the app would: router, queries, program, zone. Use `fakeApi` for what it asks of the server. Returns Testing Library's
 * result with the router (`router.state.location.href`), the query client and a `user`.
 */
export const renderScreen = async (
  screen: ReactNode,
  { url, path, board, roles = ['lead'], handles = [], isAdmin = false, signedIn = true }: RenderOptions = {},
) => {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY }, mutations: { retry: false } },
  })
  const slug = board?.program.slug ?? null
  if (signedIn)
    queryClient.setQueryData(meQuery.queryKey, {
      user: { ...TEST_ME, isAdmin },
      memberships: slug === null ? [] : [{ slug, roles: [...roles], handles: [...handles] }],
    })
  if (board) queryClient.setQueryData(boardQuery(board.program.slug).queryKey, board)
  const shown = (
    <ProgramProvider value={slug}>
      <ZoneProvider value={board?.program.timeZone ?? 'UTC'}>
        <Suspense fallback={<p>Loading</p>}>{screen}</Suspense>
      </ZoneProvider>
    </ProgramProvider>
  )
  const root = createRootRoute({ component: Outlet })
  const at = url ?? (slug === null ? '/' : `/p/${slug}/overview`)
  const pattern = path ?? at.split('?')[0] ?? '/'
  const own = createRoute({ getParentRoute: () => root, path: pattern, component: () => shown })
  // wherever a test navigates to, it can look at the address
  const elsewhere = createRoute({ getParentRoute: () => root, path: '$', component: () => <p>Another page</p> })
  const router = createRouter({
    routeTree: root.addChildren([own, elsewhere]),
    history: createMemoryHistory({ initialEntries: [at] }),
    parseSearch,
    stringifySearch,
  })
  await router.load()
  const result = render(
    <QueryClientProvider client={queryClient}>
      <GlyphSprite />
      <RouterProvider router={router as never} />
      <Toasts />
    </QueryClientProvider>,
  )
  return { ...result, router, queryClient, user: userEvent.setup() }
}

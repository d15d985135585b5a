import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { boardQuery } from '../app-data/program.ts'
import { isApiProblem } from '../lib/api-problem.ts'
import { makeQueryClient } from '../lib/query-client.ts'
import { startShortcuts } from '../lib/shortcuts.ts'
import { GlyphSprite } from '../ui/glyph.tsx'
import { Toasts } from '../ui/toasts.tsx'
import { makeRouter } from './router.tsx'

const queryClient = makeQueryClient()
const router = makeRouter(queryClient)

// the board is wanted by every program screen: ask for it while the screen's own code is still on its way
const slug = /^\/p\/([^/]+)/.exec(window.location.pathname)?.[1]
if (slug) void queryClient.prefetchQuery(boardQuery(decodeURIComponent(slug)))

/** A session that ended elsewhere is noticed by whichever request comes next. */
const leaveWhenSignedOut = (error: unknown): void => {
  if (!isApiProblem(error, 'unauthenticated') && !isApiProblem(error, 'session_ended')) return
  const { pathname, href } = router.state.location
  if (!/^\/(?:login|setup|invite)/.test(pathname)) void router.navigate({ to: '/login', search: { next: href } })
}
queryClient.getQueryCache().config.onError = leaveWhenSignedOut
queryClient.getMutationCache().config.onError = leaveWhenSignedOut

export const App = () => {
  useEffect(startShortcuts, [])
  return (
    <QueryClientProvider client={queryClient}>
      <GlyphSprite />
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>
  )
}

import type { Board } from '@gatehouse/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { boardQuery, meQuery, ProgramProvider, useBoard, useRights } from '../src/app-data/program.ts'
import { timelineSearch } from '../src/features/timeline/timeline-search.ts'
import { TimelineView } from '../src/features/timeline/timeline-view.tsx'
import { makeQueryClient } from '../src/lib/query-client.ts'
import { GlyphSprite } from '../src/ui/glyph.tsx'
import { ZoneProvider } from '../src/ui/zone.tsx'
import '../src/ui/tokens.css'
import '../src/ui/gatehouse.css'
import '../src/ui/controls.css'
import { timeFirstBar } from './page-clock.ts'

/** The product's timeline on the board's own query, without the shell around it. */
const Page = () => {
  const board = useBoard()
  const rights = useRights()
  const [search, setSearch] = useState(() => timelineSearch.parse(Object.fromEntries(new URLSearchParams(location.search))))
  return (
    <TimelineView
      board={board}
      rights={rights}
      search={search}
      change={(patch) => setSearch((before) => ({ ...before, ...patch }))}
      onOpenGate={() => undefined}
    />
  )
}

// the shell's part: it is there before a screen is
createRoot(document.getElementById('sprite') as HTMLElement).render(<GlyphSprite />)

const board = (await (await fetch('./board.json')).json()) as Board
const client = makeQueryClient()
const { queryKey } = boardQuery(board.program.slug)
client.setQueryData(meQuery.queryKey, {
  user: { id: 'u1', name: 'Bench', email: 'bench@example.test', isAdmin: false },
  memberships: [{ slug: board.program.slug, roles: ['lead'], handles: [] }],
})
client.setQueryData(queryKey, board)
timeFirstBar('.tl-bar', () => {
  createRoot(document.getElementById('root') as HTMLElement).render(
    <QueryClientProvider client={client}>
      <ProgramProvider value={board.program.slug}>
        <ZoneProvider value={board.program.timeZone}>
          <Suspense>
            <Page />
          </Suspense>
        </ZoneProvider>
      </ProgramProvider>
    </QueryClientProvider>,
  )
})
window.bench.move = (key, by) =>
  client.setQueryData(queryKey, (before) =>
    before
      ? {
          ...before,
          tasks: before.tasks.map((task) =>
            task.key === key ? { ...task, start: task.start + by, finish: task.finish + by, revision: task.revision + 1 } : task,
          ),
        }
      : before,
  )

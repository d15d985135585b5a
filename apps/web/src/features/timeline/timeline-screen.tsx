import { useNavigate } from '@tanstack/react-router'
import { useBoard, useRights } from '../../app-data/program.ts'
import { useSearchState } from '../../lib/search-state.ts'
import { timelineSearch } from './timeline-search.ts'
import { TimelineView } from './timeline-view.tsx'

/** Lanes by periods: what is done, on now, late and next; what it hangs on; and a task's own panel. */
export const TimelineScreen = () => {
  const board = useBoard()
  const rights = useRights()
  const navigate = useNavigate()
  const [search, change] = useSearchState(timelineSearch)
  return (
    <TimelineView
      board={board}
      rights={rights}
      search={search}
      change={change}
      onOpenGate={(key) => void navigate({ to: '/p/$slug/gates/$key', params: { slug: board.program.slug, key } })}
    />
  )
}

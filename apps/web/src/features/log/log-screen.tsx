import { routes } from '@gatehouse/contracts'
import type { Board } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useBoard } from '../../app-data/program.ts'
import { urlOf } from '../../lib/call-api.ts'
import { countOf } from '../../lib/format-plan.ts'
import { useSearchState } from '../../lib/search-state.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button, EmptyState, ErrorState, Glyph, Menu, type MenuItem, Skeleton } from '../../ui/index.ts'
import { CheckpointsPanel } from './checkpoints-panel.tsx'
import { EventRow } from './event-row.tsx'
import { groupEvents } from './group-events.ts'
import { type LogFilter, useLogList } from './log.queries.ts'
import { LogFilters } from './log-filters.tsx'
import { filterOf, isLogFiltered, logSearch, type LogSearch, NO_LOG_FILTER } from './log-search.ts'
import { VerifyPanel } from './verify-panel.tsx'
import './log.css'

/** Everything that was ever changed, by whom and how: the newest first, beside the proof that none of it was altered. */
export const LogScreen = () => {
  const board = useBoard()
  const [search, change] = useSearchState(logSearch)
  const filter = useMemo(() => filterOf(board.program, search), [board.program, search])
  const [asked, setAsked] = useState(0)
  const panel = useRef<HTMLDivElement>(null)
  const filtered = isLogFiltered(search)
  const [around, setAround] = useState<number | null>(search.event ?? null)
  const list = useLogList(filter, around)
  const showEvent = (seq: number) => {
    change({ ...NO_LOG_FILTER, event: seq }, 'push')
    if (filtered || !list.query.data?.events.some((event) => event.seq === seq)) setAround(seq)
  }
  const verify = () => {
    setAsked(asked + 1)
    panel.current?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div className="page">
      <div className="lg-bar">
        <h1>Log</h1>
        <LogFilters
          board={board}
          search={search}
          facets={list.query.data?.facets ?? null}
          change={(patch) => {
            setAround(null)
            change({ ...patch, event: undefined })
          }}
        />
        {search.subject ? (
          <Button small glyph="x" onClick={() => change({ subject: undefined })} aria-label={`No longer only ${search.subject}`}>
            Only {search.subject.replace(':', ' ')}
          </Button>
        ) : null}
        {filtered ? (
          <Button small onClick={() => change({ ...NO_LOG_FILTER })}>
            Clear filters
          </Button>
        ) : null}
        <span className="sp" />
        <ExportMenu slug={board.program.slug} filter={filter} filtered={filtered} />
        <Link to="/p/$slug/past" params={{ slug: board.program.slug }} className="btn sm">
          Time travel
        </Link>
        <Button small glyph="chk" className="lg-far" onClick={verify}>
          Verify the record
        </Button>
      </div>
      <div className="lg-two">
        <Events
          board={board}
          search={search}
          list={list}
          around={around}
          onAround={setAround}
          onOpen={(event) => change({ event })}
          onSubject={(subject) => {
            setAround(null)
            change({ ...NO_LOG_FILTER, subject, event: undefined }, 'push')
          }}
          onClear={() => change({ ...NO_LOG_FILTER })}
        />
        <div className="stack lg-aside" ref={panel}>
          <VerifyPanel asked={asked} onEvent={showEvent} />
          <CheckpointsPanel />
        </div>
      </div>
    </div>
  )
}

const ExportMenu = ({ slug, filter, filtered }: { slug: string; filter: LogFilter; filtered: boolean }) => {
  const item = (label: string, detail: string, format: 'csv' | 'json' | 'tsv', fileName: string): MenuItem => ({
    label,
    detail,
    download: { href: urlOf(routes.record.export, { slug }, { format, ...(format === 'tsv' ? {} : filter) }), fileName },
  })
  const what = filtered ? 'the events that match the filters' : 'all events'
  return (
    <Menu
      className="btn sm"
      align="right"
      sections={[
        {
          items: [
            item('CSV', `A row for each of ${what}, for a spreadsheet.`, 'csv', `${slug}.log.csv`),
            item('JSON', `The same, with what was before and after, for programs: ${what}.`, 'json', `${slug}.log.json`),
            item('audit-chain.tsv', 'The whole record as it is hashed, to be verified without this server.', 'tsv', 'audit-chain.tsv'),
          ],
        },
      ]}
    >
      Export
      <Glyph name="chev" size={12} />
    </Menu>
  )
}

const Events = ({
  board,
  search,
  list: { query, older, newer },
  around,
  onAround,
  onOpen,
  onSubject,
  onClear,
}: {
  board: Board
  search: LogSearch
  list: ReturnType<typeof useLogList>
  around: number | null
  onAround: (around: number | null) => void
  onOpen: (seq: number | undefined) => void
  onSubject: (subject: string) => void
  onClear: () => void
}) => {
  const now = useNow()
  // the event that the list was moved to, or that was pressed in it: each is brought into view once
  const settled = useRef<number | undefined>(undefined)
  const data = query.data
  const wanted = search.event
  const isThere = wanted !== undefined && (data?.events.some(({ seq }) => seq === wanted) ?? false)
  const isMissing = wanted !== undefined && data !== undefined && !isThere
  useEffect(() => {
    if (wanted === undefined) settled.current = undefined
    if (settled.current === wanted || !(isMissing || isThere)) return
    // back, forward or a pasted link: the list moves to where the event is
    if (isThere || around === wanted) settled.current = wanted
    if (isThere) document.getElementById(`event-${wanted}`)?.scrollIntoView({ block: 'center' })
    else if (around !== wanted) onAround(wanted)
  }, [isMissing, isThere, wanted, around])
  if (query.isPending) return <Skeleton lines={12} label="The record" />
  if (data === undefined) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const filtered = isLogFiltered(search)
  const showAll = <Button onClick={onClear}>Show all events</Button>
  if (data.events.length === 0)
    return filtered ? (
      <EmptyState title="No event matches" actions={showAll} />
    ) : (
      <EmptyState title="Nothing is recorded yet">Every change of the program is written here, with what was before and after.</EmptyState>
    )
  return (
    <section aria-label="Events" className="lg-events" aria-busy={query.isFetching}>
      {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {isMissing && around === wanted ? (
        <EmptyState title={`Event ${wanted} is not in this list`} actions={filtered ? showAll : null}>
          {filtered ? 'It does not match the filters, or the record does not have it.' : 'The record of this program does not have it.'}
        </EmptyState>
      ) : null}
      {data.until === null ? null : (
        <div className="row lg-more">
          <Button small busy={newer.isPending} onClick={() => newer.mutate(data.until ?? 0)}>
            Show newer events
          </Button>
          <Button
            small
            onClick={() => {
              onAround(null)
              onOpen(undefined)
            }}
          >
            Go to the newest
          </Button>
        </div>
      )}
      {newer.isError ? <ErrorState error={newer.error} /> : null}
      {groupEvents(board, data.events, now).map(({ day, period, events }) => (
        <section key={events[0]?.seq} className="pn lg-day" aria-label={period ? `${day}, ${period}` : day}>
          <div className="ph">
            <h2>{day}</h2>
            <span className="t12 sec">{period ?? 'outside the plan’s periods'}</span>
            <span className="r t12 ter">{countOf(events.length, 'event')}</span>
          </div>
          <ol>
            {events.map((event) => (
              <EventRow
                key={event.seq}
                board={board}
                event={event}
                open={event.seq === wanted}
                onToggle={() => {
                  settled.current = event.seq === wanted ? undefined : event.seq
                  onOpen(event.seq === wanted ? undefined : event.seq)
                }}
                onSubject={onSubject}
              />
            ))}
          </ol>
        </section>
      ))}
      {older.isError ? <ErrorState error={older.error} /> : null}
      <div className="row lg-more">
        {data.older === null ? (
          <span className="t12 ter">{filtered ? 'No older event matches.' : 'The record begins here.'}</span>
        ) : (
          <Button busy={older.isPending} onClick={() => older.mutate(data.older ?? 0)}>
            Show older events
          </Button>
        )}
        <span className="t12 ter" role="status">
          {countOf(data.events.length, 'event')} shown
        </span>
      </div>
    </section>
  )
}

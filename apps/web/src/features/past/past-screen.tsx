import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useBoard } from '../../app-data/program.ts'
import { formatAbsolute, formatDayTime } from '../../lib/format-time.ts'
import { useSearchState } from '../../lib/search-state.ts'
import { EmptyState, ErrorState, Glyph, Skeleton } from '../../ui/index.ts'
import { PastBoard } from './past-board.tsx'
import { PastDifference } from './past-difference.tsx'
import { momentOf, pastPeriods, pastSearch } from './past-search.ts'
import { type Past, pastQuery } from './past.queries.ts'
import { PeriodChooser } from './period-chooser.tsx'
import './past.css'

/** The board as it was at the end of a period or after an event, rebuilt from the record, and what differs now. Nothing here writes. */
export const PastScreen = () => {
  const board = useBoard()
  const [search, change] = useSearchState(pastSearch)
  const ended = pastPeriods(board)
  const moment = momentOf(search, ended)
  const { slug } = board.program
  const query = useQuery(pastQuery(slug, moment))
  const toNow = (
    <Link to="/p/$slug/overview" params={{ slug }} className="btn">
      Back to now
    </Link>
  )
  return (
    <div className="page">
      <div className="hd">
        <h1>Time travel</h1>
        {ended.length > 0 ? (
          <PeriodChooser periods={ended} chosen={moment?.period} onChoose={(period) => change({ period, seq: undefined })} />
        ) : null}
        <span className="r">
          <Link to="/p/$slug/log" params={{ slug }} className="btn">
            Log
          </Link>
          {toNow}
        </span>
      </div>
      {moment === null ? (
        <EmptyState title="There is nothing to look back at yet" actions={toNow}>
          When the first period ends, the board as it was at its end can be seen here.
        </EmptyState>
      ) : query.isPending ? (
        <Skeleton lines={12} label="The board as it was" />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div className="pa-past" aria-busy={query.isPlaceholderData}>
          <Banner past={query.data} moment={saidMoment(query.data, search.seq)} />
          <PastBoard board={query.data.board} />
          <PastDifference past={query.data} board={board} />
        </div>
      )}
    </div>
  )
}

/** What the answer is about, which for a moment is still the one before the last choice. */
const saidMoment = ({ at, seq, board }: Past, asked: number | undefined): string => {
  if (asked !== undefined) return `after event ${seq}`
  const instant = Date.parse(at)
  const period = board.periods.find(({ startsAt, endsAt }) => Date.parse(startsAt) <= instant && instant < Date.parse(endsAt))
  return period ? `at the end of ${period.label}` : `on ${formatDayTime(at, board.program.timeZone)}`
}

const Banner = ({ past: { at, seq, revision, board }, moment }: { past: Past; moment: string }) => (
  <div className="pa-banner" role="status">
    <Glyph name="f-stale" size={20} />
    <p>
      <b>
        The past: {board.program.name} {moment}.
      </b>{' '}
      <span title={formatAbsolute(at, board.program.timeZone)}>Judged as of {formatDayTime(at, board.program.timeZone)}</span>, from the
      record up to{' '}
      <Link to="/p/$slug/log" params={{ slug: board.program.slug }} search={{ event: String(seq) }} className="lk">
        event {seq}
      </Link>
      , revision {revision}. Nothing can be changed here.
    </p>
  </div>
)

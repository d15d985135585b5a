import type { Board } from '@gatehouse/core'
import { countOf } from '../../lib/format-plan.ts'
import { Button } from '../../ui/button.tsx'
import { TextFilter } from '../../ui/text-filter.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { LATE_LOOK, TASK_LOOK } from '../../ui/looks.ts'
import { Kbd } from '../../ui/messages.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { isFiltered, STATUS_FILTERS } from './model/filter-tasks.ts'
import { NO_FILTER, type TimelineSearch } from './timeline-search.ts'

interface Props {
  readonly board: Board
  /** Violated dependencies. */
  readonly conflicts: number
  readonly search: TimelineSearch
  readonly change: (patch: Partial<TimelineSearch>) => void
  readonly shown: number
  readonly total: number
  readonly onToday: () => void
  readonly onConflict: () => void
}

const ZOOMS = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'fit', label: 'Fit' },
] as const
const CRITICAL = 'critical'
const PRIORITIES = [
  { value: 'P0', label: 'P0' },
  { value: 'P1', label: 'P1' },
  { value: 'P2', label: 'P2' },
  { value: 'P3', label: 'P3' },
  { value: CRITICAL, label: 'Critical only', hint: 'no slack' },
] as const

export const statusWord = (status: (typeof STATUS_FILTERS)[number]): string => (status === 'late' ? LATE_LOOK.word : TASK_LOOK[status].word)

/** Zoom, what is drawn over the bars, and which tasks are shown. All of it is in the URL. */
export const Toolbar = ({ board, conflicts, search, change, shown, total, onToday, onConflict }: Props) => {
  const filtered = isFiltered(search)
  return (
    <div className="tl-bar2">
      <h1>Timeline</h1>
      <Segmented
        label="Zoom"
        options={ZOOMS}
        value={search.zoom ?? 'fit'}
        onChange={(zoom) => change({ zoom: zoom === 'fit' ? undefined : zoom })}
      />
      <Button small glyph="crit" pressed={search.cp !== '0'} onClick={() => change({ cp: search.cp === '0' ? undefined : '0' })}>
        Critical path <Kbd>C</Kbd>
      </Button>
      <Button small pressed={search.baseline !== '0'} onClick={() => change({ baseline: search.baseline === '0' ? undefined : '0' })}>
        Baseline <Kbd>B</Kbd>
      </Button>
      <Button small pressed={search.slack === true} onClick={() => change({ slack: search.slack === true ? undefined : true })}>
        Slack
      </Button>
      <Button small onClick={onToday}>
        Today
      </Button>
      {conflicts > 0 ? (
        <Button
          small
          glyph="late"
          className="stop"
          onClick={onConflict}
          title="Dependencies whose successor begins before they end. Press to go to the next one."
        >
          {countOf(conflicts, 'conflict')}
        </Button>
      ) : null}
      <span className="sp" />
      <span className="t12 ter nw" role="status">
        {filtered ? `${shown} of ${total} tasks` : countOf(total, 'task')}
        {filtered ? null : <span className="wide">, {countOf(board.gates.length, 'gate')}</span>}
      </span>
      {filtered ? (
        <Button small onClick={() => change({ ...NO_FILTER })}>
          Clear filters
        </Button>
      ) : null}
      <TextFilter
        label="Filter by text"
        placeholder="Key or title"
        pause={180}
        className="tl-q"
        value={search.q ?? ''}
        onChange={(q) => change({ q: q === '' ? undefined : q })}
      />
      <FilterSelect
        label="Lane"
        options={board.lanes.map((lane) => ({ value: lane.key, label: lane.key, hint: lane.name }))}
        selected={search.lane}
        onChange={(lane) => change({ lane: [...lane] })}
      />
      <FilterSelect
        label="Status"
        options={STATUS_FILTERS.map((status) => ({ value: status, label: statusWord(status) }))}
        selected={search.status}
        onChange={(status) => change({ status: [...status] })}
      />
      <FilterSelect
        label="Owner"
        options={board.owners.map((owner) => ({ value: owner.handle, label: owner.handle, hint: owner.name }))}
        selected={search.owner}
        onChange={(owner) => change({ owner: [...owner] })}
      />
      <FilterSelect
        label="Priority"
        options={PRIORITIES}
        selected={search.critical === true ? [...search.priority, CRITICAL] : search.priority}
        onChange={(chosen) =>
          change({ priority: chosen.filter((one) => one !== CRITICAL), critical: chosen.includes(CRITICAL) || undefined })
        }
      />
    </div>
  )
}

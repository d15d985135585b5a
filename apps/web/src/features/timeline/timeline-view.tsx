import type { Board } from '@gatehouse/core'
import { useMemo, useRef } from 'react'
import type { Rights } from '../../app-data/program.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/messages.tsx'
import { toast } from '../../ui/toasts.tsx'
import { TaskDock } from './dock/task-dock.tsx'
import { type GridHandle, TimelineGrid } from './grid/timeline-grid.tsx'
import { useInnerWidth } from './grid/use-viewport.ts'
import { Legend } from './legend.tsx'
import { layOutTimeline } from './model/lay-out-timeline.ts'
import { moveBy, moveRefusal } from './model/move-task.ts'
import { readPlanBands } from './model/read-plan-bands.ts'
import { scaleFor } from './model/zoom-scale.ts'
import { usePlanDocument } from './timeline.queries.ts'
import { NO_FILTER, type TimelineSearch } from './timeline-search.ts'
import { Toolbar } from './toolbar.tsx'
import { useNowCoordinate } from './use-now-coordinate.ts'
import { usePrinting } from './use-printing.ts'
import { useTaskMoves } from './use-task-moves.ts'
import './timeline.css'
import './timeline-dock.css'
import './timeline-print.css'

interface Props {
  readonly board: Board
  readonly rights: Rights
  readonly search: TimelineSearch
  readonly change: (patch: Partial<TimelineSearch>) => void
  readonly onOpenGate: (key: string) => void
}

/** From this width of the window on, the dock stands beside the grid, and takes this much with the gap. */
const SIDE_FROM = 1_680
const SIDE = 408
/** A4 landscape without its margins. */
const PAPER = 1_050

/** The whole screen, for a board and the state of the URL. */
export const TimelineView = ({ board, rights, search, change, onOpenGate }: Props) => {
  const { program } = board
  const scroller = useRef<HTMLDivElement>(null)
  const grid = useRef<GridHandle>(null)
  const measured = useInnerWidth(scroller, () => (search.task !== undefined && window.innerWidth >= SIDE_FROM ? SIDE : 0))
  const printing = usePrinting()
  const width = printing ? PAPER : measured
  const now = useNowCoordinate(board)
  const plan = usePlanDocument(program.cadence === 'week')
  const bands = useMemo(() => readPlanBands(plan.data, now.period), [plan.data, now.period])

  const { lane, owner, status, priority, critical, q } = search
  const filterId = JSON.stringify([lane, owner, status, priority, critical, q])
  const zoom = printing ? 'fit' : (search.zoom ?? 'fit')
  const layout = useMemo(
    () =>
      layOutTimeline(
        board,
        now.period,
        { lane, owner, status, priority, critical, q },
        (periods) => scaleFor(zoom, program.cadence, periods, width),
        {
          checkpoints: bands.checkpoints.length > 0,
          staffing: bands.staffing.length > 0,
          slack: search.slack === true,
        },
      ),
    // the filter's lists are new arrays on each change of the URL; what they say is in filterId
    [board, now.period, filterId, zoom, width, program.cadence, bands, search.slack],
  )

  const selectedTask = search.task === undefined ? undefined : board.tasks.find((task) => task.key === search.task)
  const selected = selectedTask?.key ?? null
  const conflicts = useMemo(() => board.dependencies.filter((one) => one.violated), [board.dependencies])
  const faces = useMemo(() => board.gates.map((gate) => gate.face), [board.gates])
  const mayPlan = rights.can('plan.edit')
  const moves = useTaskMoves(board, (key) => grid.current?.focusTask(key))
  const select = (key: string | null) => {
    if (moves.proposal && moves.proposal.key !== key) moves.cancel()
    change({ task: key ?? undefined, gate: undefined })
  }
  const close = () => {
    const key = selected
    select(null)
    if (key !== null) grid.current?.focusTask(key)
  }
  /** Says why not, where it cannot be moved. */
  const beginMove = (key: string, by = 0) => {
    const one = layout.barByKey.get(key)
    if (!one || !mayPlan) return
    if (search.task !== key) change({ task: key, gate: undefined })
    const refusal = moveRefusal(one.task, layout.partsByKey.get(key) ?? 0)
    if (refusal === null) moves.propose(moveBy(one.task, { key, start: one.task.start, finish: one.task.finish }, by))
    else if (by === 0) toast(`${key} does not move. ${refusal}`)
  }
  const nextConflict = () => {
    const keys = conflicts.filter((one) => layout.barByKey.has(one.to)).map((one) => one.to)
    const key = keys[(keys.indexOf(selected ?? '') + 1) % Math.max(1, keys.length)]
    if (key === undefined) return
    change({ task: key })
    grid.current?.focusTask(key)
  }
  useShortcuts([
    { keys: 'c', label: 'Critical path on or off', group: 'Timeline', run: () => change({ cp: search.cp === '0' ? undefined : '0' }) },
    {
      keys: 'b',
      label: 'Baseline on or off',
      group: 'Timeline',
      run: () => change({ baseline: search.baseline === '0' ? undefined : '0' }),
    },
    { keys: 't', label: 'Show today', group: 'Timeline', run: () => grid.current?.showToday() },
    {
      keys: 'Escape',
      label: 'Close the task',
      group: 'Timeline',
      run: () => (moves.proposal ? moves.cancel() : selected === null ? undefined : close()),
    },
    ...(mayPlan
      ? [
          {
            keys: 'm',
            label: 'Move the selected task, then arrow keys',
            group: 'Timeline',
            run: () => (selected === null ? undefined : beginMove(selected)),
          },
        ]
      : []),
  ])

  const isEmpty = layout.shown === 0 && board.tasks.length > 0
  const empty = board.tasks.length === 0 ? <NoTasks /> : isEmpty ? <NothingMatches onClear={() => change({ ...NO_FILTER })} /> : null
  return (
    <div className={`tl-page ${selectedTask ? 'with-dock' : ''}`}>
      <Toolbar
        board={board}
        conflicts={conflicts.length}
        search={search}
        change={change}
        shown={layout.shown}
        total={board.tasks.length}
        onToday={() => grid.current?.showToday()}
        onConflict={nextConflict}
      />
      <div className="tl-main">
        <div ref={scroller} className="tl" style={printing ? { zoom: Math.min(1, PAPER / (layout.scale.lane + layout.width)) } : undefined}>
          <TimelineGrid
            ref={grid}
            scroller={scroller}
            board={board}
            layout={layout}
            bands={bands}
            now={now.line}
            selected={selected}
            markedGate={search.gate ?? null}
            show={{ critical: search.cp !== '0', baseline: search.baseline !== '0', slack: search.slack === true }}
            movable={mayPlan}
            proposal={moves.proposal}
            width={width}
            whole={printing}
            onSelect={select}
            onOpenGate={onOpenGate}
            onBeginMove={beginMove}
            onShift={moves.shift}
            onDrag={beginMove}
            onSaveMove={moves.save}
            onCancelMove={moves.cancel}
          />
        </div>
        {empty}
        <Legend form={layout.scale.form} faces={faces} checkpoints={bands.checkpoints.length > 0} conflicts={conflicts.length > 0} />
      </div>
      {selectedTask ? (
        <TaskDock
          board={board}
          task={selectedTask}
          rights={rights}
          moves={moves}
          hidden={!layout.barByKey.has(selectedTask.key)}
          onClearFilters={() => change({ ...NO_FILTER })}
          onClose={close}
          onSelect={(key) => {
            select(key)
            if (layout.barByKey.has(key)) grid.current?.focusTask(key)
          }}
          onOpenGate={onOpenGate}
        />
      ) : null}
    </div>
  )
}

const NothingMatches = ({ onClear }: { onClear: () => void }) => (
  <div className="tl-none">
    <EmptyState title="No task matches the filters." actions={<Button onClick={onClear}>Clear filters</Button>}>
      Every lane is hidden; gates and milestones are still shown above.
    </EmptyState>
  </div>
)
const NoTasks = () => (
  <div className="tl-none">
    <EmptyState title="This plan has no tasks yet.">Import a plan file, or add tasks to a lane: they appear here by period.</EmptyState>
  </div>
)

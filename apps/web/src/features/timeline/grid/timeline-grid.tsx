import type { Board } from '@gatehouse/core'
import { type KeyboardEvent, type MouseEvent, type Ref, type RefObject, useEffect, useImperativeHandle, useMemo, useRef } from 'react'
import { spanLabel } from '../../../lib/format-plan.ts'
import type { TimelineLayout } from '../model/lay-out-timeline.ts'
import type { Proposal } from '../model/move-task.ts'
import type { PlanBands } from '../model/read-plan-bands.ts'
import { boxOfBar, offsetOfToday, startingOffset } from '../model/starting-offset.ts'
import { boxesBetween, cellsBetween } from '../model/visible-window.ts'
import { isWalkKey, walkFrom, walkGates } from '../model/walk-bars.ts'
import { ContingencyRow, SpanBandRow } from './band-rows.tsx'
import { GateRow } from './gate-row.tsx'
import { type LaneFlags, LaneRow } from './lane-row.tsx'
import { LinkLayer } from './link-layer.tsx'
import { Columns, PeriodHeader } from './period-header.tsx'
import { CheckpointRow, StaffingRow } from './plan-band-rows.tsx'
import { SideColumn } from './side-column.tsx'
import { useBarDrag } from './use-bar-drag.ts'
import { useGridFocus } from './use-grid-focus.ts'
import { sizeOf, useViewport } from './use-viewport.ts'

export interface GridHandle {
  /** Scrolls to a task and gives it the keyboard. */
  readonly focusTask: (key: string) => void
  readonly showToday: () => void
}
export interface GridProps {
  readonly ref?: Ref<GridHandle>
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly board: Board
  readonly layout: TimelineLayout
  readonly bands: PlanBands
  /** Now as a coordinate: index of the period and the share of it that has passed; null outside of the program. */
  readonly now: number | null
  readonly selected: string | null
  readonly markedGate: string | null
  readonly show: { readonly critical: boolean; readonly baseline: boolean; readonly slack: boolean }
  readonly movable: boolean
  readonly proposal: Proposal | null
  /** Of the box, without its scroll bar. */
  readonly width: number
  /** Draws everything: for paper. */
  readonly whole: boolean
  readonly onSelect: (key: string | null) => void
  readonly onOpenGate: (key: string) => void
  readonly onBeginMove: (key: string) => void
  readonly onShift: (key: string, by: number, edge: 'both' | 'finish') => void
  readonly onDrag: (key: string, by: number) => void
  readonly onSaveMove: () => void
  readonly onCancelMove: () => void
}

const EVERYTHING = { left: 0, top: 0, right: Number.MAX_SAFE_INTEGER, bottom: Number.MAX_SAFE_INTEGER }
/** Bars in sight from which on none is labelled, and less is drawn beyond the edges. */
const DENSE = 700

export const TimelineGrid = (props: GridProps) => {
  const { scroller, board, layout, bands, now, selected, markedGate, show, movable, proposal, whole } = props
  const { scale } = layout
  const dense = useMemo(() => isDense(layout), [layout])
  const inner = useRef<HTMLDivElement>(null)
  const { view: seen, refresh } = useViewport(
    scroller,
    inner,
    props.width,
    scale.lane,
    dense ? 64 : 192,
    (size) => startingOffset(layout, { task: selected, gate: markedGate }, now, size),
    () => (selected === null ? undefined : focus.show({ kind: 'task', key: selected })),
  )
  const view = whole ? EVERYTHING : seen
  const focus = useGridFocus(scroller, board, layout, selected, refresh)
  useBarDrag(scroller, scale.col, props.onDrag)

  const columns = cellsBetween(view.left, view.right, scale.col, layout.periods.length)
  const today = now === null ? null : Math.floor(now)
  const flags = useMemo<LaneFlags>(() => ({ ...show, dense, movable }), [show, dense, movable])
  const paused = useMemo(() => new Set(board.blockers.filter((one) => one.state === 'paused').map((one) => one.taskKey)), [board.blockers])

  const showToday = () => {
    const element = scroller.current
    if (!element || now === null) return
    element.scrollTo?.(offsetOfToday(layout, now, sizeOf(element)), element.scrollTop)
    refresh()
  }
  useImperativeHandle(props.ref, () => ({ focusTask: (key) => focus.moveTo({ kind: 'task', key }), showToday }))
  const opened = useRef(false)
  useEffect(() => {
    // the screen opened at the right place; after that, selecting scrolls no further than it must
    if (!opened.current) opened.current = true
    else if (selected !== null) focus.show({ kind: 'task', key: selected })
    else if (markedGate !== null) focus.show({ kind: 'gate', key: markedGate })
    // on purpose only when the selection changes, not on every new board
  }, [selected, markedGate])
  const zoomed = useRef(scale.col)
  useEffect(() => {
    if (zoomed.current === scale.col) return
    zoomed.current = scale.col
    if (selected === null) showToday()
    else focus.show({ kind: 'task', key: selected })
  }, [scale.col])

  const press = (event: KeyboardEvent) => {
    const active = focus.active
    if (!active || event.altKey || event.ctrlKey || event.metaKey) return
    const bar = active.kind === 'task' ? layout.barByKey.get(active.key) : undefined
    const take = () => {
      event.preventDefault()
      event.stopPropagation()
    }
    if (proposal && bar && proposal.key === active.key) {
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        take()
        props.onShift(active.key, event.key === 'ArrowLeft' ? -1 : 1, event.shiftKey ? 'finish' : 'both')
      } else if (event.key === 'Enter') {
        take()
        props.onSaveMove()
      } else if (event.key === 'Escape') {
        take()
        props.onCancelMove()
      } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') take()
      return
    }
    if (isWalkKey(event.key)) {
      take()
      if (bar) {
        const next = walkFrom(layout, bar, event.key)
        const gate = next === bar && event.key === 'ArrowUp' ? walkGates(board.gates, bar.end - 1) : null
        if (gate) focus.moveTo({ kind: 'gate', key: gate.key })
        else if (next !== bar) focus.moveTo({ kind: 'task', key: next.task.key })
      } else {
        const next = nextOfGate(props, active.key, event.key)
        if (next) focus.moveTo(next)
      }
    } else if ((event.key === 'Enter' || event.key === ' ') && bar) {
      take()
      props.onSelect(bar.task.key)
    } else if (event.key === 'm' && bar) {
      take()
      props.onBeginMove(bar.task.key)
    } else if (event.key === 'Escape' && selected !== null) {
      take()
      props.onSelect(null)
    }
  }
  const click = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null
    const task = target?.closest<HTMLElement>('[data-task]')?.dataset.task
    if (task) props.onSelect(task)
    const gate = target?.closest<HTMLElement>('[data-gate]')?.dataset.gate
    if (gate && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault()
      props.onOpenGate(gate)
    }
  }

  const activeTask = focus.active?.kind === 'task' ? focus.active.key : null
  const laneOf = (key: string | null) => (key === null ? -1 : (layout.barByKey.get(key)?.lane ?? -1))
  const activeLane = laneOf(activeTask)
  const selectedLane = laneOf(selected)
  const { first: firstDrawn, last: lastDrawn } = boxesBetween(layout.laneTops, view.top, view.bottom)
  // what has the focus or the selection is drawn wherever one has scrolled to, or it would lose them
  const drawn = useMemo(
    () => layout.lanes.map((_, at) => at).filter((at) => (at >= firstDrawn && at <= lastDrawn) || at === activeLane || at === selectedLane),
    [layout, firstDrawn, lastDrawn, activeLane, selectedLane],
  )
  const firstLane = layout.bands.length + 2
  const candidate = proposal ? layout.barByKey.get(proposal.key) : undefined
  return (
    <div
      ref={inner}
      className={`tl-in ${scale.form} ${scale.col < 72 ? 'slim' : ''}`}
      style={
        {
          width: scale.lane + layout.width,
          height: layout.height,
          '--lane': `${scale.lane}px`,
          '--head': `${scale.head}px`,
          '--now': now === null ? 0 : now - layout.first,
        } as React.CSSProperties
      }
      onKeyDown={press}
      onClick={click}
      onFocus={(event) => {
        const { task, gate } = (event.target as HTMLElement).dataset
        if (task) focus.setActive({ kind: 'task', key: task })
        else if (gate) focus.setActive({ kind: 'gate', key: gate })
      }}
    >
      <SideColumn layout={layout} board={board} bands={bands} lanes={drawn} />
      <div
        role="grid"
        aria-label="Timeline: lanes and periods"
        aria-rowcount={layout.lanes.length + layout.bands.length + 1}
        aria-readonly={!movable}
        className="tl-grid"
      >
        <Columns layout={layout} range={columns} now={today} top={view.top} bottom={view.bottom} />
        <LinkLayer board={board} layout={layout} view={view} scroller={scroller} selected={selected} showCritical={show.critical} />
        <PeriodHeader layout={layout} cadence={board.program.cadence} range={columns} now={today} />
        {layout.bands.map((band, at) => {
          const common = { layout, band, rowIndex: at + 2, program: board.program }
          if (band.kind === 'milestones') {
            const spans = board.milestones.map((one) => ({ ...one, about: one.criteria.join('; ') }))
            return <SpanBandRow key={band.kind} {...common} spans={spans} now={today} />
          }
          if (band.kind === 'phases') {
            const spans = board.phases.map((one) => ({ ...one, about: one.focus }))
            return <SpanBandRow key={band.kind} {...common} spans={spans} now={today} />
          }
          if (band.kind === 'contingency') return <ContingencyRow key={band.kind} {...common} board={board} />
          if (band.kind === 'checkpoints') return <CheckpointRow key={band.kind} {...common} bands={bands} range={columns} />
          if (band.kind === 'staffing') return <StaffingRow key={band.kind} {...common} bands={bands} range={columns} />
          return (
            <GateRow
              key={band.kind}
              {...common}
              board={board}
              range={columns}
              active={focus.active?.kind === 'gate' ? focus.active.key : null}
              marked={markedGate}
            />
          )
        })}
        {layout.lanes.map((box, at) => {
          if (!drawn.includes(at)) return null
          return (
            <LaneRow
              key={box.lane.key}
              box={box}
              layout={layout}
              program={board.program}
              rowIndex={firstLane + at}
              view={view}
              flags={flags}
              active={activeLane === at ? activeTask : null}
              selected={selectedLane === at ? selected : null}
              pausedTasks={paused}
              nowAt={now === null ? null : Math.round((now - layout.first) * scale.col)}
            />
          )
        })}
        {proposal && candidate ? (
          <div
            className="tl-cand"
            aria-hidden="true"
            style={{
              left: scale.lane + (proposal.start - layout.first) * scale.col + scale.pad,
              width: (proposal.finish + 1 - proposal.start) * scale.col - 2 * scale.pad,
              top: boxOfBar(layout, candidate).top,
              height: scale.bar,
            }}
          >
            {spanLabel(board.program, proposal.start, proposal.finish)}
          </div>
        ) : null}
        {now === null ? null : (
          <i
            className="tl-now"
            aria-hidden="true"
            style={{ left: scale.lane + (now - layout.first) * scale.col, top: layout.laneTops[0] ?? scale.head }}
          />
        )}
      </div>
    </div>
  )
}

const nextOfGate = ({ board, layout }: GridProps, key: string, pressed: string) => {
  const gates = [...board.gates].sort((a, b) => a.at - b.at)
  const at = gates.findIndex((gate) => gate.key === key)
  const gate = gates[at]
  if (!gate) return null
  if (pressed === 'ArrowDown') {
    const walk = layout.lanes.find((lane) => lane.walk.length > 0)?.walk ?? []
    const bar = walk.find((one) => one.start <= gate.at && one.end > gate.at) ?? walk.find((one) => one.end > gate.at) ?? walk.at(-1)
    return bar ? ({ kind: 'task', key: bar.task.key } as const) : null
  }
  const to =
    pressed === 'ArrowLeft'
      ? at - 1
      : pressed === 'ArrowRight'
        ? at + 1
        : pressed === 'Home'
          ? 0
          : pressed === 'End'
            ? gates.length - 1
            : at
  const next = gates[to]
  return next ? ({ kind: 'gate', key: next.key } as const) : null
}

/** Whether a screenful may hold more bars than can be labelled: the fullest rows decide. */
const isDense = (layout: TimelineLayout): boolean => {
  const rows = layout.lanes.flatMap((lane) => lane.rows)
  if (rows.length * 4 < DENSE) return false
  const perPixel = rows.reduce((sum, row) => sum + row.length, 0) / Math.max(1, rows.length * layout.width)
  return perPixel * 1_800 * (1_300 / layout.scale.row) > DENSE
}

import type { Board } from '@gatehouse/core'
import { memo } from 'react'
import { ghostOf } from '../model/bar-facts.ts'
import { boxInLane, type LaneBox, type PlacedBar, type TimelineLayout } from '../model/lay-out-timeline.ts'
import { itemsBetween, type PixelWindow } from '../model/visible-window.ts'
import { laneLabelId } from './side-column.tsx'
import { TaskBar } from './task-bar.tsx'

export interface LaneFlags {
  readonly critical: boolean
  readonly baseline: boolean
  readonly slack: boolean
  readonly dense: boolean
  readonly movable: boolean
}
interface Props {
  readonly box: LaneBox
  readonly layout: TimelineLayout
  readonly program: Board['program']
  readonly rowIndex: number
  readonly view: PixelWindow
  readonly flags: LaneFlags
  /** The task that Tab reaches; null where it is in another lane. */
  readonly active: string | null
  readonly selected: string | null
  readonly pausedTasks: ReadonlySet<string>
  /** Where the line of today stands, in pixels. */
  readonly nowAt: number | null
}

/** What of a lane is on screen, and what must be there whatever is on screen: the bars that hold the focus and the selection. */
const visibleBars = ({ box, layout, view, active, selected }: Props): readonly PlacedBar[] => {
  const { row } = layout.scale
  const firstRow = Math.max(0, Math.floor((view.top - box.top) / row) - 1)
  const lastRow = Math.min(box.rows.length - 1, Math.ceil((view.bottom - box.top) / row))
  const bars: PlacedBar[] = []
  for (let at = firstRow; at <= lastRow; at++) bars.push(...itemsBetween(box.rows[at] ?? [], view.left, view.right))
  for (const key of [active, selected]) {
    const bar = key === null ? undefined : layout.barByKey.get(key)
    if (bar && layout.lanes[bar.lane] === box && !bars.includes(bar)) bars.push(bar)
  }
  return bars
}

const ghostUnder = (bar: PlacedBar, { scale, first }: TimelineLayout) => {
  const ghost = ghostOf(bar.task, bar.start, bar.end)
  if (!ghost) return null
  return (
    <i
      key={`ghost ${bar.task.key}`}
      className="tl-gh"
      aria-hidden="true"
      style={{
        left: (ghost.from - first) * scale.col + scale.pad,
        width: Math.max(4, (ghost.to - ghost.from) * scale.col - 2 * scale.pad),
        top: boxInLane(bar, scale, first).top + scale.bar + 1,
      }}
    />
  )
}

/** One lane; only visible bars are drawn. Its name is in the side column. */
const PlainLane = (props: Props) => {
  const { box, layout, program, rowIndex, flags, active, selected, pausedTasks, nowAt } = props
  const { scale } = layout
  const bars = visibleBars(props)
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      aria-owns={laneLabelId(box)}
      className="tl-row"
      style={{ top: box.top, left: scale.lane, height: box.height, width: layout.width }}
    >
      <div role="presentation" className="tl-trk" style={{ width: layout.width }}>
        {bars.map((bar) => (
          <TaskBar
            key={bar.task.key}
            bar={bar}
            row={bar.row}
            parts={layout.partsByKey.get(bar.task.key) ?? 0}
            program={program}
            scale={scale}
            first={layout.first}
            selected={bar.task.key === selected}
            active={bar.task.key === active}
            critical={flags.critical}
            slack={flags.slack}
            movable={flags.movable}
            paused={pausedTasks.has(bar.task.key)}
            crossed={nowAt !== null && bar.label !== 'inside' && bar.from < nowAt && bar.to > nowAt}
            dense={flags.dense}
          />
        ))}
        {flags.baseline ? bars.map((bar) => ghostUnder(bar, layout)) : null}
      </div>
    </div>
  )
}
export const LaneRow = memo(PlainLane)

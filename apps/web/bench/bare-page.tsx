import type { Board, BoardTask } from '@gatehouse/core'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import './bare-page.css'
import { timeFirstBar } from './page-clock.ts'

/** The measure: the same bars in the same places, drawn by the least React that does it. No bands, links, states, keys or names. */
const COL = 18
const ROW = 19
const LANE = 200
const LABEL = 5.9
const MARGIN = 192

interface Bar {
  readonly key: string
  readonly title: string
  readonly look: string
  readonly left: number
  readonly width: number
  readonly top: number
}
const placeBars = (
  tasks: readonly BoardTask[],
  lanes: Board['lanes'],
): { bars: readonly Bar[]; lanes: readonly { key: string; top: number }[]; height: number } => {
  const bars: Bar[] = []
  const placed: { key: string; top: number }[] = []
  let top = 40
  for (const lane of lanes) {
    const ends: number[] = []
    const mine = tasks.filter((task) => task.lane === lane.key).sort((a, b) => a.start - b.start)
    for (const task of mine) {
      const left = task.start * COL
      const width = (task.finish + 1 - task.start) * COL
      let row = 0
      while (row < ends.length && (ends[row] as number) > left) row++
      ends[row] = left + width + task.title.length * LABEL + 26
      bars.push({
        key: task.key,
        title: task.title,
        look: `bar ${task.status}`,
        left: left + 2,
        width: width - 4,
        top: top + row * ROW + 4,
      })
    }
    placed.push({ key: lane.key, top })
    top += ends.length * ROW + 4
  }
  return { bars, lanes: placed, height: top }
}

const Page = ({ board }: { board: Board }) => {
  const scroller = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ left: 0, top: 0, right: 0, bottom: 0 })
  const layout = useMemo(() => placeBars(board.tasks, board.lanes), [board])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const snap = (value: number) => Math.floor(value / MARGIN) * MARGIN
    const look = () => {
      const next = {
        left: snap(element.scrollLeft - MARGIN),
        top: snap(element.scrollTop - MARGIN),
        right: snap(element.scrollLeft + element.clientWidth + 2 * MARGIN),
        bottom: snap(element.scrollTop + element.clientHeight + 2 * MARGIN),
      }
      setView((before) =>
        before.left === next.left && before.top === next.top && before.right === next.right && before.bottom === next.bottom
          ? before
          : next,
      )
    }
    look()
    element.scrollLeft = (board.periods.length * COL) / 2 - 400
    look()
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [board])
  const visible = layout.bars.filter(
    (bar) => bar.left < view.right && bar.left + bar.width + 200 > view.left && bar.top < view.bottom && bar.top + ROW > view.top,
  )
  const columns = board.periods.filter((_, at) => at * COL < view.right && (at + 1) * COL > view.left)
  return (
    <div className="scroll" ref={scroller}>
      <div style={{ position: 'relative', width: LANE + board.periods.length * COL, height: layout.height }}>
        <div className="head">
          {columns.map((period) => (
            <b key={period.index} style={{ left: LANE + period.index * COL, width: COL }}>
              {period.index % 7 === 0 ? period.label : ''}
            </b>
          ))}
        </div>
        {layout.lanes.map((lane) => (
          <div key={lane.key} className="lane" style={{ top: lane.top }}>
            {lane.key}
          </div>
        ))}
        {visible.map((bar) => (
          <div key={bar.key} className={bar.look} style={{ left: LANE + bar.left, width: bar.width, top: bar.top }}>
            <span>{bar.title}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

const board = (await (await fetch('./board.json')).json()) as Board
timeFirstBar('.bar', () => createRoot(document.getElementById('root') as HTMLElement).render(<Page board={board} />))

import type { Board, BoardDependency } from '@gatehouse/core'
import { memo, type RefObject, useEffect, useMemo, useState } from 'react'
import { periodCount } from '../../../lib/format-plan.ts'
import { Glyph } from '../../../ui/glyph.tsx'
import type { TimelineLayout } from '../model/lay-out-timeline.ts'
import { type CriticalLine, routeCriticalPath } from '../model/route-critical-path.ts'
import { pathWithin, type RoutedLink, routeAll, segmentsWithin } from '../model/route-links.ts'
import type { PixelWindow } from '../model/visible-window.ts'

interface Props {
  readonly board: Board
  readonly layout: TimelineLayout
  readonly view: PixelWindow
  readonly scroller: RefObject<HTMLElement | null>
  readonly selected: string | null
  readonly showCritical: boolean
}

const NO_LINE: CriticalLine = { walked: '', ahead: '' }
/** Marks on violated links that are drawn one by one; beyond it the lines alone must do. */
const MOST_MARKS = 60
const MOST_DASHED = 240

/** The bar or gate under the pointer, else the one with the focus. It is known here only, so that moving about repaints nothing but links. */
const usePointed = (scroller: RefObject<HTMLElement | null>): string | null => {
  const [pointed, setPointed] = useState<string | null>(null)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const keyAt = (target: EventTarget | null): string | null => {
      const found = target instanceof Element ? target.closest<HTMLElement>('[data-task],[data-gate]') : null
      return found?.dataset.task ?? found?.dataset.gate ?? null
    }
    const point = (event: Event) => {
      const bar = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-task]') : null
      // the tip is written when it is wanted: a title on each of hundreds of bars costs time at every first paint
      if (bar) bar.title = bar.getAttribute('aria-label') ?? ''
      setPointed(keyAt(event.target) ?? keyAt(document.activeElement))
    }
    const leave = () => setPointed(element.contains(document.activeElement) ? keyAt(document.activeElement) : null)
    element.addEventListener('pointerover', point)
    element.addEventListener('focusin', point)
    element.addEventListener('pointerleave', leave)
    element.addEventListener('focusout', leave)
    return () => {
      element.removeEventListener('pointerover', point)
      element.removeEventListener('focusin', point)
      element.removeEventListener('pointerleave', leave)
      element.removeEventListener('focusout', leave)
    }
  }, [scroller])
  return pointed
}

/**
 * Dashed, each stretch as a line of its own: a dashed path is painted wholly for every tile of the screen, which made scrolling slow, and straight dashed
 * lines are not. So many that dashes cannot be told apart are one solid path.
 */
const ViolatedLines = ({ links, view }: { links: readonly RoutedLink[]; view: PixelWindow }) => {
  const segments = links.flatMap((link) => segmentsWithin(link.corners, view))
  if (segments.length > MOST_DASHED)
    return <path className="bad" d={segments.map(([from, to]) => `M${from[0]} ${from[1]}L${to[0]} ${to[1]}`).join('')} />
  return (
    <g className="bad dashed">
      {segments.map(([from, to], at) => (
        <line key={at} x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
      ))}
    </g>
  )
}

const sayViolation = (board: Board, dependency: BoardDependency, layout: TimelineLayout): string => {
  const from = layout.barByKey.get(dependency.from)
  const to = layout.barByKey.get(dependency.to)
  if (!from || !to || to.start >= from.end + dependency.lag) return `${dependency.to} does not wait for ${dependency.from}`
  return `${dependency.to} starts ${periodCount(board.program.cadence, from.end + dependency.lag - to.start)} before ${dependency.from} ends`
}

/** All visible links, one path per class. Ordinary ones only for what is pointed at or selected; violated ones always. */
export const LinkLayer = memo(({ board, layout, view, scroller, selected, showCritical }: Props) => {
  const pointed = usePointed(scroller)
  const { scale } = layout
  const critical = useMemo(
    () =>
      showCritical
        ? routeCriticalPath(layout, board.schedule.criticalPath, (key) =>
            board.gates.some((gate) => gate.key === key && gate.state === 'SignedOff'),
          )
        : NO_LINE,
    [layout, board, showCritical],
  )
  const violated = useMemo(
    () =>
      routeAll(
        layout,
        board.dependencies.filter((dependency) => dependency.violated),
      ),
    [layout, board.dependencies],
  )
  const bad = violated.filter(
    ({ box }) => box.right >= view.left && box.left <= view.right && box.bottom >= view.top && box.top <= view.bottom,
  )
  const picked = useMemo(() => {
    if (pointed === null && selected === null) return []
    const touches = (key: string) => key === pointed || key === selected
    return routeAll(
      layout,
      board.dependencies.filter((one) => !one.violated && (touches(one.from) || touches(one.to))),
    )
  }, [layout, board.dependencies, pointed, selected])
  const left = view.left
  const top = view.top
  const width = Math.min(layout.width, view.right) - left
  const height = Math.min(layout.height, view.bottom) - top
  const lines = (kind: 'hard' | 'soft') =>
    picked
      .filter((link) => link.dependency.kind === kind)
      .map((link) => pathWithin(link.corners, view))
      .join('')
  return (
    <>
      <svg
        className="tl-links"
        aria-hidden="true"
        width={Math.max(0, width)}
        height={Math.max(0, height)}
        viewBox={`${left} ${top} ${Math.max(1, width)} ${Math.max(1, height)}`}
        style={{ left: scale.lane + left, top }}
      >
        <path className="cp walked" d={critical.walked} />
        <path className="cp" d={critical.ahead} />
        <ViolatedLines links={bad} view={view} />
        <path className="bad head" d={bad.map((link) => link.head).join('')} />
        <path className="pick" d={lines('hard')} />
        <path className="pick soft" d={lines('soft')} />
        <path className="pick head" d={picked.map((link) => link.head).join('')} />
      </svg>
      {bad.slice(0, MOST_MARKS).map((link) => {
        const said = sayViolation(board, link.dependency, layout)
        return (
          <span
            key={`${link.dependency.from} ${link.dependency.to} ${link.dependency.kind}`}
            className="tl-cf"
            aria-hidden="true"
            title={said}
            style={{ left: scale.lane + link.mark.x, top: link.mark.y }}
          >
            <Glyph name="late" size={12} />
          </span>
        )
      })}
    </>
  )
})

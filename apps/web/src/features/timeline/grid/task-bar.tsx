import type { Board } from '@gatehouse/core'
import { memo } from 'react'
import { slipLabel } from '../../../lib/format-plan.ts'
import { Glyph } from '../../../ui/glyph.tsx'
import { isOpen, shareOf } from '../model/bar-facts.ts'
import { boxInLane, type PlacedBar } from '../model/lay-out-timeline.ts'
import { lateWord, sayBar } from '../model/say-task.ts'
import type { Scale } from '../model/zoom-scale.ts'

export interface BarProps {
  readonly bar: PlacedBar
  /** Of the bar, as a value: the bar's own is filled in after it was made. */
  readonly row: number
  readonly parts: number
  readonly program: Board['program']
  readonly scale: Scale
  readonly first: number
  readonly selected: boolean
  /** The one that Tab reaches. */
  readonly active: boolean
  readonly critical: boolean
  readonly slack: boolean
  readonly movable: boolean
  readonly paused: boolean
  /** The line of today runs through its label. */
  readonly crossed: boolean
  /** Too many to write beside each. */
  readonly dense: boolean
}

const wordOf = (bar: PlacedBar, program: Board['program'], paused: boolean) => {
  if (bar.form === 'blocked') return { glyph: paused ? 'pause' : 'block', word: paused ? 'Paused' : 'Blocked' } as const
  if (bar.form === 'late') return { glyph: 'late', word: lateWord(program.cadence, bar.lateBy) } as const
  if (bar.form === 'moved') return { glyph: 't-moved', word: '' } as const
  if (bar.form === 'dropped') return { glyph: 't-drop', word: '' } as const
  return null
}

/** Paints one task. It listens to nothing itself: the grid does, for all of them. */
const PlainBar = ({ bar, parts, program, scale, first, selected, active, critical, slack, movable, paused, crossed, dense }: BarProps) => {
  const { task, form } = bar
  const tall = scale.form === 'tall'
  const isCritical = task.schedule.critical
  const state = dense ? null : wordOf(bar, program, paused)
  const box = boxInLane(bar, scale, first)
  // what is done has nothing left to slip
  const said = slack && isOpen(task) && !dense ? slipLabel(program.cadence, task.schedule.slack).replace('+', '') : null
  const looks = [
    'tl-bar',
    form,
    bar.label,
    critical && isCritical ? 'crit' : '',
    selected ? 'sel' : '',
    task.priority === 'P0' ? 'p0' : '',
    parts > 0 ? 'sum' : '',
    slack && !isCritical ? 'off' : '',
    movable ? 'movable' : '',
    paused ? 'paused' : '',
    crossed ? 'crossed' : '',
    form === 'late' && box.width > 130 ? 'over' : '',
  ]
  return (
    <div
      role="gridcell"
      data-task={task.key}
      tabIndex={active ? 0 : -1}
      aria-label={sayBar(bar, parts, program)}
      aria-selected={selected || undefined}
      className={looks.filter(Boolean).join(' ')}
      style={
        {
          ...box,
          ...(form === 'in_progress' ? { '--share': `${Math.round(shareOf(task) * 100)}%` } : {}),
          ...(form === 'late' ? { '--upto': `calc((var(--now) - ${bar.start - first}) * ${scale.col}px - ${scale.pad}px)` } : {}),
        } as React.CSSProperties
      }
    >
      {dense ? null : (
        <span className="tl-tx">
          {state && tall && state.word !== '' ? (
            <b className="wd">
              <Glyph name={state.glyph} size={12} />
              {state.word}
            </b>
          ) : state ? (
            <>
              <Glyph name={state.glyph} size={12} />
              {state.word === '' ? '' : `${state.word}, `}
            </>
          ) : null}
          {said !== null && !tall ? <span className="sl">{said}</span> : null}
          {task.title}
        </span>
      )}
      {said !== null && tall ? <span className="sl">{said}</span> : null}
    </div>
  )
}

const sameBar = (a: PlacedBar, b: PlacedBar): boolean =>
  a.task === b.task && a.start === b.start && a.end === b.end && a.form === b.form && a.label === b.label && a.lateBy === b.lateBy

/** Repainted only where something that it shows has changed, so a moved task costs what moved. */
export const TaskBar = memo(
  PlainBar,
  (a, b) =>
    sameBar(a.bar, b.bar) &&
    a.row === b.row &&
    a.parts === b.parts &&
    a.scale.col === b.scale.col &&
    a.scale.form === b.scale.form &&
    a.first === b.first &&
    a.selected === b.selected &&
    a.active === b.active &&
    a.critical === b.critical &&
    a.slack === b.slack &&
    a.movable === b.movable &&
    a.paused === b.paused &&
    a.crossed === b.crossed &&
    a.dense === b.dense &&
    a.program.prefix === b.program.prefix &&
    a.program.cadence === b.program.cadence,
)

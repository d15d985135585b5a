import type { Board, BoardLane, BoardTask } from '@gatehouse/core'
import { type BarForm, endOf, formOf, lateBy, startOf } from './bar-facts.ts'
import { isFiltered, type TaskFilter, taskMatcher } from './filter-tasks.ts'
import { type BandBox, type Extras, gateCentre, layOutBands, NO_EXTRAS } from './lay-out-bands.ts'
import { type DisplayPeriod, listPeriods } from './list-periods.ts'
import { packLaneRows } from './pack-lane-rows.ts'
import type { Scale } from './zoom-scale.ts'

/** One task in its place. Small, because there may be many thousands: what is drawn of it is worked out when it is. */
export interface PlacedBar {
  readonly task: BoardTask
  readonly form: BarForm
  /** Periods beyond the baseline; 0 unless it is drawn late. */
  readonly lateBy: number
  /** Half-open, in period coordinates. */
  readonly start: number
  readonly end: number
  /** All that it takes up of its row, with its label: pixels from the left of the periods. */
  readonly from: number
  readonly to: number
  readonly label: 'inside' | 'right' | 'left'
  /** Index of its lane among those shown, and its row there; set once all of them are known. */
  lane: number
  row: number
}
export interface LaneBox {
  readonly lane: BoardLane
  readonly top: number
  readonly height: number
  /** Each row from left to right, nothing overlapping. */
  readonly rows: readonly (readonly PlacedBar[])[]
  /** All bars of the lane by where they begin: the order in which arrows walk them. */
  readonly walk: readonly PlacedBar[]
  readonly blocked: number
  readonly late: number
}
/** A gate or milestone as a point: centre of its mark, in pixels from the left of the periods and the top of the grid. */
export interface PlacedPoint {
  readonly x: number
  readonly y: number
}
export interface TimelineLayout {
  readonly scale: Scale
  /** Index of the first period: the left edge. */
  readonly first: number
  readonly periods: readonly DisplayPeriod[]
  /** Of the periods, without the lane column. */
  readonly width: number
  readonly height: number
  readonly bands: readonly BandBox[]
  readonly lanes: readonly LaneBox[]
  /** Tops of the lanes, and the end of the last one. */
  readonly laneTops: readonly number[]
  readonly barByKey: ReadonlyMap<string, PlacedBar>
  /** Number of tasks that name a task as their parent, for those that have any. */
  readonly partsByKey: ReadonlyMap<string, number>
  readonly pointByKey: ReadonlyMap<string, PlacedPoint>
  readonly shown: number
  readonly total: number
}

const LETTER = 5.9
const LONGEST_LABEL = 230

/** Room that the text beside a thin bar needs, in pixels; a little more than most fonts take. */
export const labelWidth = (title: string, form: BarForm, late: number, slack: boolean): number => {
  const word = form === 'blocked' ? 9 : form === 'late' ? 9 + String(late).length : 0
  const glyph = form === 'todo' || form === 'in_progress' ? 0 : 16
  return Math.min(LONGEST_LABEL, Math.ceil((title.length + word) * LETTER) + glyph + (slack ? 30 : 0)) + 10
}

/** Earlier first; of two that begin together, the longer. */
const byStart = (a: PlacedBar, b: PlacedBar): number => a.start - b.start || b.end - a.end

/** Pixels of a bar's box: from the left of the periods and the top of its lane. */
export const boxInLane = (
  bar: PlacedBar,
  scale: Scale,
  first: number,
): { readonly left: number; readonly width: number; readonly top: number } => ({
  left: (bar.start - first) * scale.col + scale.pad,
  width: Math.max(4, (bar.end - bar.start) * scale.col - 2 * scale.pad),
  top: bar.row * scale.row + (scale.form === 'tall' ? 5 : 4),
})

const countParts = (tasks: readonly BoardTask[]): ReadonlyMap<string, number> => {
  const parts = new Map<string, number>()
  for (const { parent } of tasks) if (parent !== null) parts.set(parent, (parts.get(parent) ?? 0) + 1)
  return parts
}

/**
 * Everything that stands still while one scrolls: what is shown, in which row, how high each lane is. Computed once for a board, a filter and a
 * scale; drawing then looks up what is visible. `now` is the index of the current period; null before the program begins.
 */
export const layOutTimeline = (
  board: Board,
  now: number | null,
  filter: TaskFilter,
  scaleOf: (periods: number) => Scale,
  extra: Extras = NO_EXTRAS,
): TimelineLayout => {
  const { first } = board.program
  const periods = listPeriods(board, now)
  const scale = scaleOf(periods.length)
  const width = periods.length * scale.col
  const bands = layOutBands(board, scale, extra)
  const narrowed = isFiltered(filter)
  const matches = taskMatcher(filter, board.lanes)

  const place = (task: BoardTask, late: number): PlacedBar => {
    const form = formOf(task, late)
    const end = endOf(task, late)
    const start = startOf(task, end)
    const x0 = (start - first) * scale.col
    const x1 = (end - first) * scale.col
    const text = scale.form === 'tall' ? 0 : labelWidth(task.title, form, late, extra.slack)
    const label = scale.form === 'tall' ? 'inside' : x1 + text > width && x0 - text >= 0 ? 'left' : 'right'
    return {
      task,
      form,
      lateBy: late,
      start,
      end,
      from: label === 'left' ? x0 - text : x0,
      to: label === 'right' ? x1 + text : x1,
      label,
      lane: 0,
      row: 0,
    }
  }

  const walkByLane = new Map<string, PlacedBar[]>(board.lanes.map((lane) => [lane.key, []]))
  const barByKey = new Map<string, PlacedBar>()
  for (const task of board.tasks) {
    const late = lateBy(task, now)
    if (narrowed && !matches(task, late > 0)) continue
    const bar = place(task, late)
    walkByLane.get(task.lane)?.push(bar)
    barByKey.set(task.key, bar)
  }

  const lanes: LaneBox[] = []
  const laneTops: number[] = []
  let top = bands.reduce((_, band) => band.top + band.height, scale.head as number)
  let shown = 0
  for (const lane of board.lanes) {
    const walk = walkByLane.get(lane.key) ?? []
    // an empty lane is part of the plan, unless a filter emptied it
    if (walk.length === 0 && narrowed) continue
    // by the bars, not by their labels: what follows then stands below what it follows
    walk.sort(byStart)
    const { rowOf, rows: count } = packLaneRows(walk)
    const rows: PlacedBar[][] = Array.from({ length: Math.max(1, count) }, () => [])
    let blocked = 0
    let late = 0
    for (let at = 0; at < walk.length; at++) {
      const bar = walk[at] as PlacedBar
      bar.row = rowOf[at] as number
      bar.lane = lanes.length
      ;(rows[bar.row] as PlacedBar[]).push(bar)
      if (bar.form === 'blocked') blocked++
      if (bar.lateBy > 0) late++
    }
    const height = scale.form === 'tall' ? rows.length * scale.row : Math.max(42, rows.length * scale.row + 4)
    lanes.push({ lane, top, height, rows, walk, blocked, late })
    laneTops.push(top)
    top += height
    shown += walk.length
  }
  laneTops.push(top)
  return {
    scale,
    first,
    periods,
    width,
    height: top,
    bands,
    lanes,
    laneTops,
    barByKey,
    partsByKey: countParts(board.tasks),
    pointByKey: placePoints(board, bands, scale, first),
    shown,
    total: board.tasks.length,
  }
}

const placePoints = (board: Board, bands: readonly BandBox[], scale: Scale, first: number): ReadonlyMap<string, PlacedPoint> => {
  const points = new Map<string, PlacedPoint>()
  const gates = bands.find((band) => band.kind === 'gates')
  if (gates) {
    for (const [at, gate] of board.gates.entries()) {
      const y = gates.top + (gates.tierOf[at] ?? 0) * scale.gateRow + gateCentre(scale.form)
      points.set(gate.key, { x: (gate.at + 1 - first) * scale.col, y })
    }
  }
  const milestones = bands.find((band) => band.kind === 'milestones')
  if (milestones) {
    for (const [at, milestone] of board.milestones.entries()) {
      const y = milestones.top + 12 + (milestones.tierOf[at] ?? 0) * 19
      if (!points.has(milestone.key)) points.set(milestone.key, { x: (milestone.to + 1 - first) * scale.col, y })
    }
  }
  return points
}

/** The task that the keyboard begins at: the selected one, else the first that is on now, else the first of all. */
export const startingBar = (layout: TimelineLayout, selected: string | undefined, now: number | null): PlacedBar | undefined => {
  const chosen = selected === undefined ? undefined : layout.barByKey.get(selected)
  if (chosen) return chosen
  const walks = layout.lanes.map((lane) => lane.walk)
  const current = now === null ? undefined : walks.flatMap((walk) => walk.find((bar) => bar.start <= now && bar.end > now) ?? [])[0]
  return current ?? walks.find((walk) => walk.length > 0)?.[0]
}

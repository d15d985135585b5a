import type { BoardTask } from '@gatehouse/core'

export type BarForm = 'todo' | 'in_progress' | 'done' | 'blocked' | 'late' | 'moved' | 'dropped'

/** Half-open, in period coordinates. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Neither finished nor taken out of the plan. */
export const isOpen = ({ status }: Pick<BoardTask, 'status'>): boolean =>
  status === 'todo' || status === 'in_progress' || status === 'blocked'

/**
 * Periods beyond the baseline, for work that has begun or should have; else 0. Work that is merely pushed by others stays where the plan says: its
 * forecast is written on the gates, so one slip does not redraw the page. `now` is the index of the current period; null before the program.
 */
export const lateBy = (task: BoardTask, now: number | null): number =>
  task.schedule.late > 0 && isOpen(task) && (task.status !== 'todo' || (now !== null && task.start < now)) ? task.schedule.late : 0

export const formOf = (task: BoardTask, late: number): BarForm => {
  if (task.status === 'blocked' || (task.openBlockers.length > 0 && isOpen(task))) return 'blocked'
  return late > 0 ? 'late' : task.status
}

/** Where its bar ends: late work at its forecast, done work where it ended. Exclusive. */
export const endOf = (task: BoardTask, late: number): number => {
  if (task.status === 'done') return (task.actualFinish ?? task.finish) + 1
  return late > 0 ? Math.max(task.finish + 1, Math.ceil(task.schedule.earliestFinish)) : task.finish + 1
}
/** Where its bar begins: begun work where it began, the rest where the plan says. */
export const startOf = (task: BoardTask, end: number): number =>
  Math.min(end - 1, task.status === 'todo' ? task.start : (task.actualStart ?? task.start))

/** Share of the checklist that is ticked, 0..1; half without a checklist. */
export const shareOf = (task: Pick<BoardTask, 'checklist'>): number =>
  task.checklist.length === 0 ? 0.5 : task.checklist.filter((item) => item.done).length / task.checklist.length

/** Where the baseline had it; null where that is where it is drawn. */
export const ghostOf = (task: Pick<BoardTask, 'baselineStart' | 'baselineFinish'>, start: number, end: number): Span | null =>
  task.baselineStart === start && task.baselineFinish + 1 === end ? null : { from: task.baselineStart, to: task.baselineFinish + 1 }

import { isLateItself, isOpenTask, lateKeysOf } from '../verdict/work-reasons.ts'
import type { BoardBlocker, BoardGate, BoardLane, BoardTask, BoardToday } from './board.ts'
import type { ProgramState } from './program-state.ts'

interface LaneFacts {
  readonly today: BoardToday
  readonly summaries: ReadonlySet<string>
  readonly blockers: readonly BoardBlocker[]
  readonly gates: readonly BoardGate[]
}

/** How much a task matters among those that are on now: blocked, late, critical, begun, then by priority. */
const weightOf = (task: BoardTask, isLate: boolean): number =>
  (task.status === 'blocked' ? 1_000 : 0) +
  (isLate ? 500 : 0) +
  (task.schedule.critical ? 100 : 0) +
  (task.status === 'in_progress' ? 50 : 0) +
  (4 - Number(task.priority.slice(1)))

const isOnNow = (task: BoardTask, period: number): boolean =>
  task.status === 'in_progress' || task.status === 'blocked' || task.start <= period

/** Status, lateness and present task of every lane, in one pass over the tasks. Summaries are their parts. */
export const summariseLanes = (
  state: Pick<ProgramState, 'lanes'>,
  tasks: readonly BoardTask[],
  { today, summaries, blockers, gates }: LaneFacts,
): readonly BoardLane[] => {
  const lateKeys = lateKeysOf(tasks, gates)
  const isLateKey = (key: string): boolean => lateKeys.has(key)
  const running = new Set(blockers.filter((blocker) => blocker.state === 'running').map((blocker) => blocker.taskKey))
  const byLane = new Map<
    string,
    { blocked: boolean; begun: boolean; open: number; count: number; late: number; now: BoardTask | null; weight: number }
  >()
  for (const task of tasks) {
    if (summaries.has(task.key)) continue
    let lane = byLane.get(task.lane)
    if (lane === undefined) {
      lane = { blocked: false, begun: false, open: 0, count: 0, late: 0, now: null, weight: -1 }
      byLane.set(task.lane, lane)
    }
    lane.count++
    if (!isOpenTask(task)) {
      lane.begun ||= task.status === 'done'
      continue
    }
    lane.open++
    lane.begun ||= task.status === 'in_progress'
    lane.blocked ||= task.status === 'blocked' || running.has(task.key)
    const late = isLateItself(task, today.period, isLateKey)
    if (late) lane.late = Math.max(lane.late, task.schedule.late)
    if (today.period === null || !isOnNow(task, today.period)) continue
    const weight = weightOf(task, late)
    if (weight > lane.weight) {
      lane.weight = weight
      lane.now = task
    }
  }
  return state.lanes.map((lane) => {
    const seen = byLane.get(lane.key)
    if (seen === undefined) return { ...lane, status: 'todo', late: 0, nowTask: null }
    const status = seen.blocked ? 'blocked' : seen.late > 0 ? 'late' : seen.open === 0 ? 'done' : seen.begun ? 'in_progress' : 'todo'
    return { ...lane, status, late: seen.late, nowTask: seen.now?.key ?? null }
  })
}

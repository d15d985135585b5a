import type { BoardLane, BoardTask } from '@gatehouse/core'
import type { TimelineSearch } from '../timeline-search.ts'

export type TaskFilter = Pick<TimelineSearch, 'lane' | 'owner' | 'status' | 'priority' | 'critical' | 'q'>

export const isFiltered = (filter: TaskFilter): boolean =>
  filter.lane.length > 0 ||
  filter.owner.length > 0 ||
  filter.status.length > 0 ||
  filter.priority.length > 0 ||
  filter.critical === true ||
  (filter.q ?? '') !== ''

/** `late` is a status to filter by although no task carries it: it is derived. */
export const STATUS_FILTERS = ['todo', 'in_progress', 'blocked', 'late', 'done', 'moved', 'dropped'] as const

/** A question per task. An owner's tasks are those that name the owner, or name nobody in a lane of the owner's. */
export const taskMatcher = (filter: TaskFilter, lanes: readonly BoardLane[]): ((task: BoardTask, late: boolean) => boolean) => {
  const laneOwners = new Map(lanes.map((lane) => [lane.key, lane.owners]))
  const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const ownersOf = (task: BoardTask) => (task.owners.length > 0 ? task.owners : (laneOwners.get(task.lane) ?? []))
  return (task, late) => {
    if (filter.lane.length > 0 && !filter.lane.includes(task.lane)) return false
    if (filter.priority.length > 0 && !filter.priority.includes(task.priority)) return false
    if (filter.critical === true && !task.schedule.critical) return false
    if (filter.status.length > 0 && !filter.status.includes(task.status) && !(late && filter.status.includes('late'))) return false
    if (filter.owner.length > 0 && !ownersOf(task).some((handle) => filter.owner.includes(handle))) return false
    if (words.length === 0) return true
    const text = `${task.key} ${task.title} ${task.note} ${ownersOf(task).join(' ')}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
}

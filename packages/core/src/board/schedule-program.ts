import type { Calendar } from '../calendar/calendar.ts'
import { scheduleInputOf } from '../plan/nodes-of-plan.ts'
import { computeSchedule } from '../schedule/compute-schedule.ts'
import type { Schedule, ScheduleInput } from '../schedule/schedule.ts'
import type { ProgramState } from './program-state.ts'

/** Leaves out links, parents and a target that name nothing: a stored program has none, and a board is never refused for them. */
const withKnownNames = (input: ScheduleInput): ScheduleInput => {
  const known = new Set(input.nodes.map((node) => node.key))
  const isKnown = (key: string | null): boolean => key === null || known.has(key)
  return {
    ...input,
    nodes: input.nodes.every((node) => isKnown(node.parent))
      ? input.nodes
      : input.nodes.map((node) => (isKnown(node.parent) ? node : { ...node, parent: null })),
    links: input.links.filter((link) => known.has(link.from) && known.has(link.to)),
    target: isKnown(input.target) ? input.target : null,
  }
}

/** The schedule at `now`. Cycles are refused before they are stored; should one be there, its links and parents are left out rather than the board. */
export const scheduleProgram = (state: ProgramState, calendar: Calendar, now: string): Schedule => {
  const input = withKnownNames(scheduleInputOf(state, calendar, now))
  const outcome = computeSchedule(input)
  if (outcome.ok) return outcome.schedule
  const loose = computeSchedule({ ...input, links: [], nodes: input.nodes.map((node) => ({ ...node, parent: null })) })
  if (!loose.ok) throw new Error('a network without links has a cycle')
  return loose.schedule
}

/** From a program's state to the network that the schedule is computed on. */
import type { GateProgress, ProgramState, TaskState } from '../board/program-state.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { ScheduleInput, ScheduleLink, ScheduleNode } from '../schedule/schedule.ts'
import type { Milestone, TaskStatus } from './plan.ts'

type NetworkState = Pick<ProgramState, 'tasks' | 'gates' | 'milestones' | 'dependencies'>

/** Everything that `computeSchedule` asks for; the target is the contingency's. `instant`: now, ISO UTC. */
export const scheduleInputOf = (
  state: NetworkState & Pick<ProgramState, 'contingency'>,
  calendar: Calendar,
  instant: string,
): ScheduleInput => ({
  nodes: nodesOfPlan(state, calendar),
  links: linksOfState(state),
  now: scheduleNow(calendar, instant),
  target: state.contingency?.target ?? null,
})

/**
 * The period that unfinished work slips to: null before the program begins. After its last period time goes on counting, so that
 * what is left undone keeps slipping.
 */
export const scheduleNow = (calendar: Calendar, instant: string): number | null =>
  calendar.at(instant).position === 'before' ? null : calendar.indexAt(instant)

/** Tasks, then gates, then milestones, each in the plan's order. */
export const nodesOfPlan = (state: Omit<NetworkState, 'dependencies'>, calendar: Calendar): readonly ScheduleNode[] => [
  ...state.tasks.map(nodeOfTask),
  ...state.gates.map((gate) => nodeOfGate(gate, calendar)),
  ...state.milestones.map(nodeOfMilestone),
]

/** Only what the plan says comes after what. That a gate waits for its child tasks is a rule of the gate, not a link. */
export const linksOfState = (state: Pick<ProgramState, 'dependencies'>): readonly ScheduleLink[] =>
  state.dependencies.map(({ from, to, kind, lag }) => ({ from, to, kind, lag }))

/** Inclusive periods become half-open coordinates: whatever ends in period 3 ends at 4. */
const nodeOfTask = (task: TaskState): ScheduleNode => ({
  key: task.key,
  kind: 'task',
  start: task.start,
  duration: task.finish - task.start + 1,
  baselineFinish: task.baselineFinish + 1,
  progress: progressOf(task.status, task.actualStart),
  actualStart: task.actualStart,
  actualFinish: task.status === 'done' && task.actualFinish !== null ? task.actualFinish + 1 : null,
  parent: task.parent,
})

/** Blocked work that never began is not begun. Work in progress without a recorded start began as planned. */
const progressOf = (status: TaskStatus, actualStart: number | null): ScheduleNode['progress'] => {
  switch (status) {
    case 'todo':
      return 'idle'
    case 'in_progress':
      return 'active'
    case 'blocked':
      return actualStart === null ? 'idle' : 'active'
    case 'done':
      return 'done'
    case 'moved':
    case 'dropped':
      return 'void'
  }
}

/**
 * A signed gate lies at the end of the period in which it was signed, but not before the program's first period: what is signed before the
 * program begins is done at its start.
 */
const nodeOfGate = (gate: GateProgress, calendar: Calendar): ScheduleNode => {
  const isSigned = gate.state === 'SignedOff'
  return {
    key: gate.key,
    kind: 'gate',
    start: gate.at + 1,
    duration: 0,
    baselineFinish: gate.baselineAt + 1,
    progress: isSigned ? 'done' : 'idle',
    actualStart: null,
    actualFinish: isSigned && gate.signedAt !== null ? coordinateOfSigning(gate.signedAt, calendar) : null,
    parent: null,
  }
}

const coordinateOfSigning = (signedAt: string, calendar: Calendar): number => {
  const first = calendar.periods()[0]?.index
  const signed = calendar.indexAt(signedAt) + 1
  return first === undefined ? signed : Math.max(first, signed)
}

/** A milestone keeps no progress and no baseline of its own: it lies where the plan says, or follows what it waits for. */
const nodeOfMilestone = (milestone: Milestone): ScheduleNode => ({
  key: milestone.key,
  kind: 'milestone',
  start: milestone.to + 1,
  duration: 0,
  baselineFinish: milestone.to + 1,
  progress: 'idle',
  actualStart: null,
  actualFinish: null,
  parent: null,
})

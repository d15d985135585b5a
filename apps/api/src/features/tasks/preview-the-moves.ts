import {
  createCalendar,
  linksOfState,
  nodesOfPlan,
  ok,
  previewMoves,
  type ProgramState,
  type Result,
  refuse,
  type SchedulePreview,
  scheduleNow,
} from '@gatehouse/core'
import { decideMoves } from './decide-moves.ts'

type Moves = readonly { readonly key: string; readonly start: number; readonly finish: number }[]

/** What the moves would do; refused as saving them would be, whoever asks. Pure. */
export const previewTheMoves = (state: ProgramState, moves: Moves, now: string): Result<SchedulePreview> => {
  const asLead = { userId: '', name: '', roles: ['lead'] as const, handles: [] }
  const savable = decideMoves(state, asLead, moves, now)
  if (!savable.ok) return savable
  const calendar = createCalendar(state.head)
  const options = {
    now: scheduleNow(calendar, now),
    target: state.contingency?.target ?? null,
    contingency: state.contingency,
    last: state.head.last,
    label: (index: number) => calendar.label(index),
  }
  const outcome = previewMoves(nodesOfPlan(state, calendar), linksOfState(state), options, moves)
  return outcome.ok
    ? ok(outcome.preview)
    : refuse('dependency_cycle', `The plan waits for itself: ${outcome.cycles[0]?.join(' → ') ?? ''}.`)
}

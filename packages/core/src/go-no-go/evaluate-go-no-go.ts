import type { BoardGoNoGo } from '../board/board.ts'
import type { GoNoGo, GoNoGoWord } from '../board/program-state.ts'
import type { Lane } from '../plan/plan.ts'

/**
 * A go/no-go as the board shows it at `now`. Votes of lanes that the plan has lost since still count; a lane that came later is silent until
 * it speaks, except in what was decided before: that is told by its votes alone, with the lanes of today for their names and owners.
 */
export const evaluateGoNoGo = (asked: GoNoGo, lanes: readonly Lane[], now: string): BoardGoNoGo => {
  const isOver = Date.parse(asked.deadline) <= Date.parse(now)
  const state = asked.decision === null ? (isOver ? 'closed' : 'open') : 'decided'
  const spoken = new Set(asked.votes.map(({ laneKey }) => laneKey))
  const silent = lanes
    .filter((lane) => !spoken.has(lane.key))
    .map((lane) => ({ laneKey: lane.key, laneName: lane.name, owners: lane.owners }))
  const count = (word: GoNoGoWord): number => asked.votes.filter(({ vote }) => vote === word).length
  const against = asked.votes
    .filter(({ vote }) => vote === 'no_go')
    .map(({ laneKey, laneName, actor, note }) => ({ laneKey, laneName, said: 'no_go' as const, actor, note }))
  const unheard =
    state === 'open' ? [] : silent.map(({ laneKey, laneName }) => ({ laneKey, laneName, said: 'nothing' as const, actor: null, note: '' }))
  return {
    ...asked,
    state,
    counts: { go: count('go'), noGo: count('no_go'), abstain: count('abstain'), silent: silent.length },
    silent,
    dissent: [...against, ...unheard],
  }
}

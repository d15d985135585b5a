import type { BoardTask } from '@gatehouse/core'

/** A span that was proposed and not saved, in the plan's inclusive periods. */
export interface Proposal {
  readonly key: string
  readonly start: number
  readonly finish: number
}

/** Why a task cannot be moved now, as a sentence; null: it can. */
export const moveRefusal = (task: Pick<BoardTask, 'status' | 'locked' | 'childOf'>, parts: number): string | null => {
  if (task.locked) return `It belongs to ${task.childOf ?? 'a gate'}, which is signed and locked. Reopen the gate first.`
  if (parts > 0) return 'It is a summary task: its parts decide its span.'
  if (task.status === 'done') return 'It is done: what happened does not move.'
  if (task.status === 'moved' || task.status === 'dropped') return 'It was taken out of the plan.'
  return null
}

const LEAST = -1_000
const MOST = 10_000

/** Earlier or later by whole periods, its length kept. */
export const shiftProposal = (proposal: Proposal, by: number): Proposal => {
  const step = Math.min(Math.max(by, LEAST - proposal.start), MOST - proposal.finish)
  return { ...proposal, start: proposal.start + step, finish: proposal.finish + step }
}
/** Work that has begun stays where it began: moving it moves its end. */
export const isBegun = (task: Pick<BoardTask, 'status' | 'actualStart'>): boolean =>
  task.status === 'in_progress' || (task.status === 'blocked' && task.actualStart !== null)
/** What an arrow or a drag by some periods proposes for a task. */
export const moveBy = (task: Pick<BoardTask, 'status' | 'actualStart'>, proposal: Proposal, by: number): Proposal =>
  isBegun(task) ? stretchProposal(proposal, by) : shiftProposal(proposal, by)
/** A later or earlier finish; never before the start. */
export const stretchProposal = (proposal: Proposal, by: number): Proposal => ({
  ...proposal,
  finish: Math.min(MOST, Math.max(proposal.start, proposal.finish + by)),
})
export const isAtPlan = (proposal: Proposal, task: Pick<BoardTask, 'start' | 'finish'>): boolean =>
  proposal.start === task.start && proposal.finish === task.finish

import type { Board, BoardTask, Cadence } from '@gatehouse/core'
import { periodCount, periodLabel, slipLabel, spanLabel } from '../../../lib/format-plan.ts'
import { TASK_LOOK } from '../../../ui/looks.ts'
import type { PlacedBar } from './lay-out-timeline.ts'

type Program = Pick<Board['program'], 'prefix' | 'cadence'>

/** Everything that a bar shows, as words: `L4-D1 Nonce patch, D1 to D3, P0, in progress, critical, late by 1 day`. */
export const sayBar = (facts: Pick<PlacedBar, 'task' | 'form' | 'lateBy'>, parts: number, program: Program): string => {
  const { task } = facts
  const word = facts.form === 'blocked' ? 'blocked' : TASK_LOOK[task.status].word.toLowerCase()
  return [
    `${task.key} ${task.title}`,
    spanLabel(program, task.start, task.finish),
    task.priority,
    word,
    task.schedule.critical ? 'critical' : '',
    facts.lateBy > 0 ? `late by ${periodCount(program.cadence, facts.lateBy)}` : '',
    parts > 0 ? `summary of ${parts} ${parts === 1 ? 'task' : 'tasks'}` : '',
    task.locked ? 'locked' : '',
  ]
    .filter(Boolean)
    .join(', ')
}

/** `Late +1 d` */
export const lateWord = (cadence: Cadence, by: number): string => `Late ${slipLabel(cadence, by)}`

/** Label of the period that ends at a coordinate. */
export const endLabel = (program: Program, coordinate: number): string => periodLabel(program, Math.ceil(coordinate) - 1)

/** Why a task is, or is not, on the critical path: one or two sentences. */
export const explainCritical = (task: BoardTask, board: Pick<Board, 'program' | 'schedule' | 'tasks' | 'gates'>): string => {
  const { program, schedule } = board
  const { slack, freeSlack, drivenBy, critical } = task.schedule
  const target = schedule.target ?? 'the end of the plan'
  const driver =
    drivenBy === null
      ? task.status === 'todo'
        ? 'Its own planned start sets when it begins.'
        : 'Its own progress sets when it ends.'
      : `${drivenBy} ends right before it and sets when it begins.`
  if (task.status === 'moved' || task.status === 'dropped') return 'It was taken out of the plan and holds nobody.'
  if (critical) return `Critical: no slack to ${target}. Each ${program.cadence} that it slips moves ${target}. ${driver}`
  const free = freeSlack > 0 && freeSlack < slack ? `; the first ${periodCount(program.cadence, freeSlack)} move nothing else` : ''
  if (task.status === 'done') return `Done. It had ${periodCount(program.cadence, Math.max(0, slack))} of slack to ${target}.`
  return slack > 0
    ? `Not critical: it may slip ${periodCount(program.cadence, slack)} before ${target} moves${free}. ${driver}`
    : `Not critical: it does not lead to ${target}. ${driver}`
}

/** What the slip of the target does to the buffer: `Slip of G8 +1 d (D10 → D11), tolerance 1 d: nothing consumed. Cause L6-D3.` */
export const sayLedger = (board: Pick<Board, 'program' | 'schedule' | 'contingency'>): { lead: string; slip: string; rest: string } => {
  const { program, schedule, contingency } = board
  const target = schedule.target ?? 'Plan end'
  const now = endLabel(program, schedule.targetFinish)
  if (schedule.slip <= 0) return { lead: `${target} on plan (${now}).`, slip: '', rest: contingency ? 'Buffer untouched.' : '' }
  const was = endLabel(program, schedule.targetFinish - schedule.slip)
  const slip = slipLabel(program.cadence, schedule.slip)
  const cause = schedule.slipCause ? ` Cause ${schedule.slipCause}.` : ''
  const lead = `Slip of ${target}`
  if (!contingency) return { lead, slip, rest: `(${was} → ${now}), no buffer.${cause}` }
  const tolerance = `tolerance ${slipLabel(program.cadence, contingency.tolerance).replace('+', '')}`
  const taken =
    contingency.state === 'exhausted'
      ? `buffer exhausted, new end ${periodLabel(program, contingency.newEnd)}.`
      : contingency.consumed === 0
        ? 'nothing consumed.'
        : `${contingency.consumed} of ${contingency.size} consumed.`
  return { lead, slip, rest: `(${was} → ${now}), ${tolerance}: ${taken}${cause}` }
}

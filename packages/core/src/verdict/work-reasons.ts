/** What tasks, blockers, the buffer and CI say about the release. */
import type { Board, BoardBlocker, BoardGate, BoardTask, VerdictReason } from '../board/board.ts'
import { sayCount, sayDuration } from '../board/say.ts'
import type { Freshness, WorkflowVerdict } from '../freshness/ci-run.ts'
import { isDue, labelOfEnd, type VerdictInput } from './verdict-input.ts'

/** It may still be worked on. */
export const isOpenTask = (task: Pick<BoardTask, 'status'>): boolean =>
  task.status === 'todo' || task.status === 'in_progress' || task.status === 'blocked'

const sayClock = (blocker: BoardBlocker): string =>
  blocker.overdue
    ? `${sayDuration(blocker.elapsedMs - blocker.slaHours * 3_600_000)} over ${blocker.slaHours} h`
    : `${sayDuration(blocker.slaHours * 3_600_000 - blocker.elapsedMs)} left of ${blocker.slaHours} h`

/** One reason a blocked task: its worst running blocker, or its own word that it is blocked where no blocker tells more. */
export const blockerReasons = (input: VerdictInput): readonly VerdictReason[] => {
  const taskByKey = new Map(input.tasks.map((task) => [task.key, task]))
  const worstFirst = [...input.blockers].sort((a, b) =>
    a.severity === b.severity ? a.openedAt.localeCompare(b.openedAt) : a.severity < b.severity ? -1 : 1,
  )
  const reasons: VerdictReason[] = []
  const told = new Set<string>()
  for (const blocker of worstFirst) {
    if (blocker.state !== 'resolved' && !blocker.counts) told.add(blocker.taskKey)
    if (!blocker.counts) continue
    const task = taskByKey.get(blocker.taskKey)
    told.add(blocker.taskKey)
    reasons.push({
      code: 'blocker_open',
      weight: 'stop',
      title: `${blocker.taskKey} ${task?.title ?? ''} is blocked, ${blocker.severity}`,
      detail: blocker.title,
      subject: `blocker:${blocker.key}`,
      status: 'blocked',
      owners: task === undefined ? [] : input.ownersOf(task),
      due: { text: sayClock(blocker), at: blocker.dueAt },
    })
  }
  for (const task of input.tasks) {
    if (task.status !== 'blocked' || told.has(task.key) || !(task.priority === 'P0' || input.hardChain.has(task.key))) continue
    reasons.push({
      code: 'blocker_open',
      weight: 'stop',
      title: `${task.key} ${task.title} is blocked, ${task.priority}`,
      detail: 'No blocker says why.',
      subject: `task:${task.key}`,
      status: 'blocked',
      owners: input.ownersOf(task),
      due: null,
    })
  }
  return reasons
}

/** What is late and not over: an open task, or a gate that is not signed. Whatever it drives is late because of it. */
export const lateKeysOf = (tasks: readonly BoardTask[], gates: readonly BoardGate[]): ReadonlySet<string> =>
  new Set([
    ...tasks.filter((task) => task.schedule.late > 0 && isOpenTask(task)).map((task) => task.key),
    ...gates.filter((gate) => gate.schedule.late > 0 && gate.state !== 'SignedOff').map((gate) => gate.key),
  ])

/** Open tasks that are late by themselves, of a whole board; a summary task is its parts. */
export const lateThemselves = ({ tasks, gates, today }: Pick<Board, 'tasks' | 'gates' | 'today'>): ReadonlySet<string> => {
  const late = lateKeysOf(tasks, gates)
  const summaries = new Set(tasks.map((task) => task.parent))
  return new Set(
    tasks.filter((task) => !summaries.has(task.key) && isLateItself(task, today.period, (key) => late.has(key))).map((task) => task.key),
  )
}

/** Late by itself: its planned end has passed, or nothing late before it explains its forecast. */
export const isLateItself = (task: BoardTask, currentPeriod: number | null, isLate: (key: string) => boolean): boolean =>
  isOpenTask(task) &&
  task.schedule.late > 0 &&
  ((currentPeriod !== null && task.baselineFinish < currentPeriod) || task.schedule.drivenBy === null || !isLate(task.schedule.drivenBy))

const sayLateEffect = (input: VerdictInput, task: BoardTask): string => {
  const { target, targetFinish, slip, slipCause } = input.schedule
  if (slip === 0 || slipCause !== task.key) return ''
  return ` It moves ${target ?? 'the end'} from ${labelOfEnd(input, targetFinish - slip)} to ${labelOfEnd(input, targetFinish)}.`
}

/**
 * Late tasks that are P0 or lead to the target by hard dependencies. A task that is late only because a listed one is, is told with that
 * one; one that is blocked is told as blocked.
 */
export const lateReasons = (
  input: VerdictInput,
  blocked: ReadonlySet<string>,
  summaries: ReadonlySet<string>,
): { readonly reasons: readonly VerdictReason[]; readonly leftOut: number } => {
  const lateKeys = lateKeysOf(input.tasks, input.gates)
  const late = input.tasks.filter((task) => !summaries.has(task.key) && isLateItself(task, input.today.period, (key) => lateKeys.has(key)))
  const counted = late.filter((task) => task.priority === 'P0' || input.hardChain.has(task.key))
  const countedKeys = new Set(counted.map((task) => task.key))
  const told = counted.filter(
    (task) => !blocked.has(task.key) && !(task.schedule.drivenBy !== null && countedKeys.has(task.schedule.drivenBy)),
  )
  const inside = input.contingency !== null && input.schedule.slip > 0 && input.schedule.slip <= input.contingency.tolerance
  return {
    leftOut: late.length - counted.length,
    reasons: told.map((task) => ({
      code: 'task_late',
      weight: 'stop',
      title: `${task.key} ${task.title}, ${task.priority}, is late`,
      detail: `Due ${input.calendar.label(task.baselineFinish)}, forecast ${labelOfEnd(input, task.schedule.earliestFinish)}.${sayLateEffect(input, task)}`,
      subject: `task:${task.key}`,
      status: 'late',
      owners: input.ownersOf(task),
      due: {
        text: `Late by ${sayCount(task.schedule.late, input.cadence)}${inside && input.schedule.slipCause === task.key ? ', inside the tolerance' : ''}`,
        at: input.calendar.endOf(task.baselineFinish),
      },
    })),
  }
}

export const contingencyReasons = ({ contingency, calendar, cadence, gates }: VerdictInput): readonly VerdictReason[] => {
  if (contingency === null || contingency.state !== 'exhausted') return []
  const { target } = contingency
  return [
    {
      code: 'contingency_exhausted',
      weight: 'stop',
      title: 'The contingency is exhausted',
      detail: `${target ?? 'The end'} slips by ${sayCount(contingency.slip, cadence)}; the buffer holds ${contingency.size}. The new end is ${calendar.label(contingency.newEnd)}.`,
      subject: target === null ? 'settings' : gates.some((gate) => gate.key === target) ? `gate:${target}` : `task:${target}`,
      status: 'late',
      owners: [],
      due: null,
    },
  ]
}

const ciReason = (verdicts: readonly WorkflowVerdict[], freshness: Exclude<Freshness, 'fresh'>, detail: string): VerdictReason => {
  const names = verdicts.map((verdict) => verdict.name).join(', ')
  const stops = freshness === 'failed' || freshness === 'stale'
  return {
    code: freshness === 'unknown' ? 'ci_unknown' : 'ci_not_green',
    weight: stops ? 'stop' : 'unknown',
    title: `${names} ${verdicts.length === 1 ? 'is' : 'are'} ${freshness} on the release`,
    detail,
    subject: 'ci',
    status: freshness,
    owners: [],
    due: null,
  }
}

/**
 * Required workflows, and those that due gates are bound to, must be green. What a due, unsigned gate tells already is not told
 * twice, and without a release SHA there is nothing to tell. Workflows with the same reason are one.
 */
export const ciReasons = (input: VerdictInput): readonly VerdictReason[] => {
  if (input.releaseSha === null) return []
  const due = input.gates.filter((gate) => isDue(input, gate))
  const bound = new Set(
    due.flatMap((gate) =>
      gate.requirements.flatMap((requirement) =>
        requirement.workflow === null || requirement.state === 'waived' ? [] : [requirement.workflow],
      ),
    ),
  )
  const unsigned = due.filter((gate) => gate.state !== 'SignedOff')
  const told = new Set(
    unsigned.flatMap((gate) => gate.requirements.flatMap((requirement) => (requirement.workflow === null ? [] : [requirement.workflow]))),
  )
  const tellsAll = unsigned.some((gate) => gate.requirements.some((requirement) => requirement.rule === 'workflows_green'))
  const groups = new Map<string, WorkflowVerdict[]>()
  for (const verdict of input.workflows) {
    if (verdict.freshness === 'fresh' || !(verdict.required || bound.has(verdict.path))) continue
    if (told.has(verdict.path) || (tellsAll && verdict.required)) continue
    const key = `${verdict.freshness}\n${verdict.reason}`
    groups.set(key, [...(groups.get(key) ?? []), verdict])
  }
  return [...groups.values()].flatMap((verdicts) => {
    const [first] = verdicts
    return first === undefined || first.freshness === 'fresh' ? [] : [ciReason(verdicts, first.freshness, first.reason)]
  })
}

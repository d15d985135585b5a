/** What happened in a sample program so far, as a list in the order of time. Pure. */
import { childTasksByGate, createCalendar, type ProgramState } from '@gatehouse/core'
import type { SampleProgress } from '@gatehouse/plan-io'

type Of<L extends 'tasks' | 'blockers' | 'evidence' | 'waivers' | 'releases' | 'gates'> = SampleProgress[L][number]
export type SampleEvent = { readonly at: string } & (
  | { readonly kind: 'task'; readonly by: string; readonly task: Of<'tasks'> }
  | { readonly kind: 'blocker'; readonly by: string; readonly blocker: Of<'blockers'> }
  | { readonly kind: 'pause'; readonly by: string; readonly blocker: Of<'blockers'>; readonly reason: string }
  | { readonly kind: 'evidence'; readonly by: string; readonly evidence: Of<'evidence'> }
  | { readonly kind: 'waiver'; readonly by: string; readonly waiver: Of<'waivers'>; readonly expiresAt: string }
  | { readonly kind: 'release'; readonly by: string; readonly sha: string }
  | { readonly kind: 'start' | 'submit'; readonly by: string; readonly gateKey: string }
  | { readonly kind: 'approve'; readonly by: string; readonly gateKey: string; readonly note: string }
)

const HOUR = 3_600_000
const iso = (ms: number): string => new Date(ms).toISOString()

/**
 * When the work on a task was reported: two hours before its last period ended or an hour after its first one began, but in time
 * for its gate's submission, which counts on it.
 */
const taskTimes = (state: ProgramState, progress: SampleProgress, now: number): ((task: Of<'tasks'>) => number) => {
  const calendar = createCalendar(state.head)
  const submitted = new Map(
    progress.gates.flatMap(({ key, submitted: at }) => (at === null ? [] : [[key, now - at.hoursAgo * HOUR] as const])),
  )
  const gateOf = childTasksByGate(state).gateOf
  const planned = new Map(state.tasks.map((task) => [task.key, task]))
  return (task) => {
    const plan = planned.get(task.key)
    if (plan === undefined) throw new Error(`the progress file names ${task.key}, which is not in the plan`)
    const isDone = task.status === 'done'
    const reported = isDone
      ? Date.parse(calendar.endOf(task.actualFinish ?? plan.finish)) - 2 * HOUR
      : Date.parse(calendar.period(task.actualStart ?? plan.start).startsAt) + HOUR
    const gate = submitted.get(gateOf.get(task.key)?.gateKey ?? '') ?? Number.POSITIVE_INFINITY
    return Math.min(reported, gate - HOUR / 4, now - HOUR / 2)
  }
}

/** Everything of a progress file, oldest first. What is said at the same instant keeps this order. */
export const sampleEvents = (state: ProgramState, progress: SampleProgress, now: string): readonly SampleEvent[] => {
  const present = Date.parse(now)
  const ago = (hours: number): string => iso(present - hours * HOUR)
  const timeOf = taskTimes(state, progress, present)
  const ownerOf = (key: string): string => {
    const task = state.tasks.find((candidate) => candidate.key === key)
    const named = task?.owners[0] ?? state.lanes.find((lane) => lane.key === task?.lane)?.owners[0] ?? state.owners[0]?.handle
    if (named === undefined) throw new Error(`nobody in the sample can report on ${key}`)
    return named
  }
  const events: SampleEvent[] = [
    ...progress.tasks.map((task) => ({ kind: 'task' as const, at: iso(timeOf(task)), by: ownerOf(task.key), task })),
    ...progress.releases.map(({ sha, hoursAgo, by }) => ({ kind: 'release' as const, at: ago(hoursAgo), by, sha })),
    ...progress.gates.map(({ key, startedHoursAgo, by }) => ({ kind: 'start' as const, at: ago(startedHoursAgo), by, gateKey: key })),
    ...progress.blockers.flatMap((blocker): SampleEvent[] => [
      { kind: 'blocker', at: ago(blocker.openedHoursAgo), by: blocker.by, blocker },
      ...(blocker.paused === null
        ? []
        : [{ kind: 'pause' as const, at: ago(blocker.paused.hoursAgo), by: blocker.by, blocker, reason: blocker.paused.reason }]),
    ]),
    ...progress.evidence.map((evidence) => ({ kind: 'evidence' as const, at: ago(evidence.hoursAgo), by: evidence.by, evidence })),
    ...progress.waivers.map((waiver) => ({
      kind: 'waiver' as const,
      at: ago(waiver.hoursAgo),
      by: waiver.by,
      waiver,
      expiresAt: ago(-waiver.expiresInHours),
    })),
    ...progress.gates.flatMap(({ key, submitted, approvals }): SampleEvent[] => [
      ...(submitted === null ? [] : [{ kind: 'submit' as const, at: ago(submitted.hoursAgo), by: submitted.by, gateKey: key }]),
      ...approvals.map(({ by, hoursAgo, note }) => ({ kind: 'approve' as const, at: ago(hoursAgo), by, gateKey: key, note })),
    ]),
  ]
  return events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

import type { Board, BoardBlocker, BoardGate, GateFace, RequirementState } from '../board/board.ts'
import { sayDuration } from '../board/say.ts'
import { createCalendar } from '../calendar/calendar.ts'
import type { PlanRecord } from '../plan/plan.ts'
import { listChanges } from './list-changes.ts'
import { listRisks } from './list-risks.ts'
import { localTime, sayDate, sayLocal, sayShortDate, startOfYesterday } from './say-local.ts'
import type { LoggedEvent, ReportBlocker, ReportGate, StatusReport } from './status-report.ts'

/** Changes that one report lists; the log has all of them. */
const MAX_CHANGES = 60
const STATES: readonly RequirementState[] = ['fresh', 'waived', 'pending', 'stale', 'failed', 'missing', 'unknown']
const FACES: Readonly<Record<GateFace, string>> = {
  NotStarted: 'not started',
  InProgress: 'in progress',
  CompletedDocBaseline: 'documents complete',
  ReadyForSignoff: 'ready for sign-off',
  SignedOff: 'signed',
  Revalidate: 'signed on another commit',
}

export interface ReportInput {
  /** Computed at `now`. */
  readonly board: Board
  /** The plan's register. */
  readonly risks: readonly PlanRecord[]
  /** Audit events since `startOfYesterday`, in any order; older ones are left out. */
  readonly events: readonly LoggedEvent[]
}

/** The status report of a program at `now` (ISO instant), in the program's zone. Pure: judges nothing anew, says what the board says. */
export function buildStatusReport({ board, risks, events }: ReportInput, now: string): StatusReport {
  const { program, schedule, contingency, releaseTarget } = board
  const { timeZone } = program
  const calendar = createCalendar(program)
  /** A point of the schedule, the end of its period: `D5, Wed 25 Feb`. */
  const sayPoint = (point: number): string => `${calendar.label(point - 1)}, ${sayShortDate(calendar.period(point - 1).endsOn)}`
  const since = startOfYesterday(now, timeZone)
  const recent = events.filter((event) => Date.parse(event.at) >= Date.parse(since))
  const changes = listChanges(recent, timeZone)
  const register = listRisks(risks)
  const { date, time } = localTime(now, timeZone)
  return {
    program: { name: program.name, slug: program.slug, goal: program.goal, revision: program.revision },
    timeZone,
    isoDate: date,
    date: sayDate(date),
    time,
    position: sayPosition(board, calendar.label),
    verdict: board.verdict,
    readiness: board.readiness,
    target: findTarget(board, sayPoint),
    contingency,
    release: releaseTarget === null ? null : { repository: releaseTarget.repository, sha: releaseTarget.sha },
    gates: [...board.gates].sort((a, b) => a.at - b.at).map((gate) => presentGate(gate, sayPoint)),
    blockers: listBlockers(board, now),
    ci: {
      readAt: board.ci.read === null ? null : sayLocal(board.ci.read.readAt, timeZone),
      error: board.ci.read?.error?.message ?? null,
      workflows: board.ci.workflows.map(({ path, name, required, freshness, reason, run }) => ({
        path,
        name,
        required,
        freshness,
        reason,
        runUrl: run !== null && /^https?:\/\//i.test(run.url) ? run.url : null,
      })),
    },
    risks: register.open,
    closedRisks: register.closed,
    changes: {
      since: sayLocal(since, timeZone),
      entries: changes.slice(0, MAX_CHANGES),
      more: Math.max(0, changes.length - MAX_CHANGES),
    },
  }

  function findTarget({ gates, tasks, milestones }: Board, say: (point: number) => string): StatusReport['target'] {
    const nodes = [...gates, ...tasks, ...milestones]
    if (nodes.length === 0) return null
    const { target: key, targetFinish, slip, slipCause: cause } = schedule
    const found = nodes.find((each) => each.key === key)
    const told = { forecast: say(targetFinish), slip, cause }
    if (found === undefined) return { key: null, title: 'Everything', planned: say(targetFinish - slip), ...told }
    const planned = 'baselineAt' in found ? found.baselineAt : 'baselineFinish' in found ? found.baselineFinish : found.to
    return { key: found.key, title: 'title' in found ? found.title : found.name, planned: say(planned + 1), ...told }
  }
}

function sayPosition({ program, today }: Board, label: (index: number) => string): string {
  const span = `${label(program.first)} to ${label(program.last)}`
  if (today.position === 'before' || today.period === null) return `not begun; it runs from ${span}`
  return today.position === 'after' ? `over; it ran from ${span}` : `${label(today.period)} of ${span}`
}

function presentGate(gate: BoardGate, sayPoint: (point: number) => string): ReportGate {
  const counts = new Map<RequirementState, number>()
  for (const { state } of gate.requirements) counts.set(state, (counts.get(state) ?? 0) + 1)
  return {
    key: gate.key,
    title: gate.title,
    planned: sayPoint(gate.at + 1),
    forecast: gate.state === 'SignedOff' || gate.schedule.earliestFinish === gate.at + 1 ? null : sayPoint(gate.schedule.earliestFinish),
    isDue: gate.due,
    state: FACES[gate.face],
    proved: gate.proved,
    requirements: gate.requirements.length,
    freshness: STATES.flatMap((state) => (counts.has(state) ? [{ state, count: counts.get(state) ?? 0 }] : [])),
    openGaps: gate.openGaps,
    waivers: gate.requirements.filter((requirement) => requirement.state === 'waived').length,
    owners: gate.owners,
  }
}

function listBlockers({ blockers, tasks, program }: Board, now: string): readonly ReportBlocker[] {
  const titleByKey = new Map(tasks.map((task) => [task.key, task.title]))
  const weigh = (blocker: BoardBlocker): string => `${blocker.state === 'running' ? 0 : 1}${blocker.severity}${blocker.openedAt}`
  return blockers
    .filter((blocker) => blocker.state !== 'resolved')
    .sort((a, b) => (weigh(a) < weigh(b) ? -1 : 1))
    .map((blocker) => ({
      key: blocker.key,
      taskKey: blocker.taskKey,
      taskTitle: titleByKey.get(blocker.taskKey) ?? '',
      title: blocker.title,
      severity: blocker.severity,
      state: blocker.state,
      overdue: blocker.overdue,
      counts: blocker.counts,
      escalationLevel: blocker.escalationLevel,
      clock: sayClock(blocker, now, program.timeZone),
    }))
}

function sayClock(blocker: BoardBlocker, now: string, timeZone: string): string {
  const open = `open for ${sayDuration(blocker.elapsedMs)} of ${blocker.slaHours} h`
  if (blocker.pausedAt !== null) return `${open}; paused since ${sayLocal(blocker.pausedAt, timeZone)}: ${blocker.pauseReason}`
  if (blocker.dueAt === null) return open
  const left = Date.parse(blocker.dueAt) - Date.parse(now)
  return left < 0
    ? `${open}; overdue by ${sayDuration(-left)}`
    : `${open}; ${sayDuration(left)} left, due ${sayLocal(blocker.dueAt, timeZone)}`
}

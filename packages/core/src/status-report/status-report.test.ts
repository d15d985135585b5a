import { describe, expect, it } from 'vitest'
import { buildBoard } from '../board/build-board.ts'
import type { ProgramState } from '../board/program-state.ts'
import type { PlanRecord } from '../plan/plan.ts'
import {
  aBlocker,
  aDependency,
  aGate,
  aHead,
  aProgram,
  aRequirement,
  aSignedGate,
  aTarget,
  aTask,
  hoursAfter,
  minutesBefore,
  NOW,
  OLDER_SHA,
  RELEASE_SHA,
} from '../testing/factories.ts'
import { buildStatusReport } from './build-status-report.ts'
import { startOfYesterday } from './say-local.ts'
import type { LoggedEvent, StatusReport } from './status-report.ts'

const reportOf = (
  state: ProgramState,
  given: { risks?: readonly PlanRecord[]; events?: readonly LoggedEvent[]; now?: string } = {},
): StatusReport => {
  const now = given.now ?? NOW
  return buildStatusReport({ board: buildBoard(state, now), risks: given.risks ?? [], events: given.events ?? [] }, now)
}
const anEvent = (over: Partial<LoggedEvent> = {}): LoggedEvent => ({
  at: minutesBefore(NOW, 60),
  actor: 'Ada',
  action: 'task.status_set',
  subjectKind: 'task',
  subjectKey: 'T1',
  before: { status: 'todo', actualStart: null },
  after: { status: 'in_progress', actualStart: 5 },
  ...over,
})

describe('the status report', () => {
  it('says when it is, in the program’s zone', () => {
    expect(reportOf(aProgram())).toMatchObject({
      date: 'Wed 25 Feb 2026',
      time: '14:30',
      timeZone: 'Asia/Kolkata',
      position: 'D5 of D0 to D14',
    })
    const before = reportOf(aProgram(), { now: '2026-02-01T22:00:00.000Z' })
    expect(before).toMatchObject({ date: 'Mon 2 Feb 2026', time: '03:30', position: 'not begun; it runs from D0 to D14' })
    expect(reportOf(aProgram(), { now: '2026-05-01T09:00:00.000Z' }).position).toBe('over; it ran from D0 to D14')
  })

  it('repeats the verdict as it was judged', () => {
    const state = aProgram({ gates: [aGate({ key: 'G1', at: 3 })] })
    expect(reportOf(state).verdict).toEqual(buildBoard(state, NOW).verdict)
    expect(reportOf(state).verdict.word).toBe('NO-GO')
  })

  it('names the slip of the target, its cause and what it cost of the buffer', () => {
    const late = aTask({ key: 'T1', start: 3, finish: 6, baselineStart: 1, baselineFinish: 3, actualStart: 3, status: 'in_progress' })
    const report = reportOf(
      aProgram({
        tasks: [late],
        gates: [aGate({ key: 'G1', at: 4 })],
        dependencies: [aDependency('T1', 'G1')],
        contingency: { from: 11, to: 14, tolerance: 1, target: 'G1' },
      }),
    )
    expect(report.target).toMatchObject({ key: 'G1', planned: 'D4, Tue 24 Feb', forecast: 'D6, Thu 26 Feb', slip: 2, cause: 'T1' })
    expect(report.contingency).toMatchObject({ left: 2, size: 4, state: 'consumed' })
    expect(report.gates[0]).toMatchObject({ key: 'G1', isDue: true, planned: 'D4, Tue 24 Feb', forecast: 'D6, Thu 26 Feb' })
    expect(reportOf(aProgram()).target).toBeNull()
    expect(reportOf(aProgram({ tasks: [late] })).target).toMatchObject({
      key: null,
      title: 'Everything',
      slip: 3,
      forecast: 'D6, Thu 26 Feb',
    })
  })

  it('counts the states of a gate’s requirements and forecasts no signed gate', () => {
    const requirements = [aRequirement({ key: 'G1.1' }), aRequirement({ key: 'G1.2' })]
    const report = reportOf(
      aProgram({ gates: [aGate({ key: 'G2', at: 9, requirements }), aSignedGate({ key: 'G1', at: 2 })], releaseTarget: aTarget() }),
    )
    expect(report.gates.map(({ key, state }) => [key, state])).toEqual([
      ['G1', 'signed'],
      ['G2', 'not started'],
    ])
    expect(report.gates[0]?.forecast).toBeNull()
    expect(report.gates[1]).toMatchObject({ proved: 0, requirements: 2, freshness: [{ state: 'missing', count: 2 }], isDue: false })
  })

  it('lists open blockers with their clocks, running before paused', () => {
    const blockers = [
      aBlocker({
        key: 'B-1',
        severity: 'P0',
        openedAt: minutesBefore(NOW, 5 * 60),
        pausedAt: minutesBefore(NOW, 60),
        pauseReason: 'vendor',
      }),
      aBlocker({ key: 'B-2', severity: 'P1', openedAt: minutesBefore(NOW, 60 * 60) }),
      aBlocker({ key: 'B-3', severity: 'P0', openedAt: minutesBefore(NOW, 90) }),
      aBlocker({ key: 'B-4', resolvedAt: minutesBefore(NOW, 5) }),
    ]
    const listed = reportOf(aProgram({ tasks: [aTask()], blockers })).blockers
    expect(listed.map(({ key, clock }) => [key, clock])).toEqual([
      ['B-3', 'open for 1 h 30 m of 12 h; 10 h 30 m left, due 26 Feb, 01:00'],
      ['B-2', 'open for 60 h 00 m of 48 h; overdue by 12 h 00 m'],
      ['B-1', 'open for 4 h 00 m of 12 h; paused since 25 Feb, 13:30: vendor'],
    ])
    expect(listed[0]).toMatchObject({ taskKey: 'T1', taskTitle: 'Work T1', counts: true })
  })

  it('puts the worst open risks first and counts closed ones', () => {
    const risks: readonly PlanRecord[] = [
      { key: 'R1', title: 'Mild', impactLevel: 'low', probability: 'high' },
      { key: 'R2', title: 'Gone', impactLevel: 'critical', probability: 'high', status: 'closed' },
      { key: 'R3', title: 'Bad', impactLevel: 'critical', probability: 'high', owners: ['@qa', 7] },
      { title: 4 },
    ]
    const report = reportOf(aProgram(), { risks })
    expect(report.risks.map(({ key, status }) => [key, status])).toEqual([
      ['R3', 'open'],
      ['R1', 'open'],
      ['', 'open'],
    ])
    expect(report.risks[0]?.owners).toEqual(['@qa'])
    expect(report.closedRisks).toBe(1)
  })

  it('looks back to the start of yesterday in the program’s zone, also when clocks change', () => {
    expect(startOfYesterday(NOW, 'Asia/Kolkata')).toBe('2026-02-23T18:30:00.000Z')
    expect(startOfYesterday('2026-03-30T10:00:00.000Z', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z')
    const since = startOfYesterday(NOW, 'Asia/Kolkata')
    const { changes } = reportOf(aProgram(), { events: [anEvent({ at: since }), anEvent({ at: minutesBefore(since, 1) })] })
    expect(changes.since).toBe('24 Feb, 00:00')
    expect(changes.entries).toHaveLength(1)
  })

  it('says changes in words, what matters most first', () => {
    const events = [
      anEvent({ action: 'program.edited', subjectKind: 'program', subjectKey: 'sample', before: { goal: 'x' }, after: { goal: '' } }),
      anEvent(),
      anEvent({
        action: 'gate.submission_withdrawn',
        subjectKind: 'gate',
        subjectKey: 'G1',
        before: {},
        after: {},
        at: minutesBefore(NOW, 90),
      }),
      anEvent({
        action: 'task.added',
        subjectKey: 'T2',
        before: null,
        after: { key: 'T2', title: 'New work', lane: 'L1' },
        at: minutesBefore(NOW, 5),
      }),
      anEvent({
        action: 'target.sha_set',
        subjectKind: 'target',
        subjectKey: 'releaseTarget',
        before: { sha: OLDER_SHA },
        after: { sha: RELEASE_SHA },
      }),
      anEvent({
        action: 'waiver.granted',
        subjectKind: 'gate',
        subjectKey: 'G2',
        before: null,
        after: { reason: 'No traffic yet' },
        at: minutesBefore(NOW, 120),
      }),
      anEvent({
        action: 'member.added',
        subjectKind: 'member',
        subjectKey: '0199fb1c-0000-7000-8000-000000000001',
        before: null,
        after: { roles: ['lead'] },
      }),
    ]
    expect(reportOf(aProgram(), { events }).changes.entries.map(({ subject, what, details, at }) => [subject, what, details, at])).toEqual([
      ['Gate G1', 'submission withdrawn', [], '25 Feb, 13:00'],
      ['Gate G2', 'waiver granted', ['No traffic yet'], '25 Feb, 12:30'],
      ['Release target', 'sha set', [`${OLDER_SHA.slice(0, 7)} → ${RELEASE_SHA.slice(0, 7)}`], '25 Feb, 13:30'],
      ['Task T2', 'added', ['New work'], '25 Feb, 14:25'],
      ['Task T1', 'status set', ['todo → in progress'], '25 Feb, 13:30'],
      ['Program', 'edited', ['goal: x → none'], '25 Feb, 13:30'],
      ['Member', 'added', ['lead'], '25 Feb, 13:30'],
    ])
  })

  it('keeps long changes short and says how many more there are', () => {
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`field${index}`, 'x'.repeat(500)]))
    const events = Array.from({ length: 70 }, (_, index) => anEvent({ at: hoursAfter(NOW, -index / 10), before: {}, after: many }))
    const { changes } = reportOf(aProgram({ head: aHead() }), { events })
    expect(changes.entries).toHaveLength(60)
    expect(changes.more).toBe(10)
    expect(changes.entries[0]?.details).toHaveLength(4)
    expect(changes.entries[0]?.details.at(-1)).toBe('and 6 more fields')
    expect(Math.max(...(changes.entries[0]?.details.map((detail) => detail.length) ?? []))).toBeLessThan(140)
  })
})

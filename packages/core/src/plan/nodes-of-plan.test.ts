import { describe, expect, it } from 'vitest'
import type { GateProgress, TaskState } from '../board/program-state.ts'
import { createCalendar } from '../calendar/calendar.ts'
import { computeSchedule } from '../schedule/compute-schedule.ts'
import { nodesOfPlan, scheduleInputOf, scheduleNow } from './nodes-of-plan.ts'
import { planGate, planTask, smallPlan } from './testing/small-plan.ts'

const calendar = createCalendar({ ...smallPlan().program, holidays: [], workingDays: [1, 2, 3, 4, 5, 6, 7] })
const taskState = (key: string, over: Partial<TaskState> = {}): TaskState => ({
  ...planTask(key, { start: 1, finish: 3 }),
  revision: 1,
  baselineStart: 1,
  baselineFinish: 2,
  actualStart: null,
  actualFinish: null,
  ...over,
})
const gateState = (key: string, over: Partial<GateProgress> = {}): GateProgress => ({
  ...planGate(key),
  revision: 1,
  state: 'NotStarted',
  baselineAt: 2,
  round: 0,
  submittedBy: null,
  submittedAt: null,
  signedAt: null,
  signedSha: null,
  gaps: [],
  signOffs: [],
  waivers: [],
  ...over,
})
const nodeOf = (task: TaskState) => nodesOfPlan({ tasks: [task], gates: [], milestones: [] }, calendar)[0]
const gateNode = (gate: GateProgress) => nodesOfPlan({ tasks: [], gates: [gate], milestones: [] }, calendar)[0]

describe('nodesOfPlan', () => {
  it('turns inclusive periods into half-open coordinates', () => {
    expect(nodeOf(taskState('A', { parent: 'P' }))).toEqual({
      key: 'A',
      kind: 'task',
      start: 1,
      duration: 3,
      baselineFinish: 3,
      progress: 'idle',
      actualStart: null,
      actualFinish: null,
      parent: 'P',
    })
    expect(nodesOfPlan({ tasks: [], gates: [], milestones: smallPlan().milestones }, calendar)[0]).toMatchObject({
      key: 'M',
      kind: 'milestone',
      start: 3,
      duration: 0,
      baselineFinish: 3,
    })
  })
  it.each([
    ['todo', null, 'idle'],
    ['in_progress', 1, 'active'],
    ['in_progress', null, 'active'],
    ['blocked', 1, 'active'],
    ['blocked', null, 'idle'],
    ['done', null, 'done'],
    ['moved', null, 'void'],
    ['dropped', 1, 'void'],
  ] as const)('takes %s begun in %s as %s', (status, actualStart, progress) => {
    expect(nodeOf(taskState('A', { status, actualStart }))?.progress).toBe(progress)
  })
  it('takes the end of finished work only', () => {
    expect(nodeOf(taskState('A', { status: 'done', actualStart: 0, actualFinish: 2 }))).toMatchObject({ actualStart: 0, actualFinish: 3 })
    expect(nodeOf(taskState('A', { status: 'in_progress', actualFinish: 2 }))?.actualFinish).toBeNull()
  })
  it('puts a signed gate at the end of the period of its signing', () => {
    expect(gateNode(gateState('G'))).toMatchObject({ start: 4, duration: 0, baselineFinish: 3, progress: 'idle', actualFinish: null })
    expect(gateNode(gateState('G', { state: 'SignedOff', signedAt: '2026-02-22T10:00:00Z' }))).toMatchObject({
      progress: 'done',
      actualFinish: 3,
    })
    expect(gateNode(gateState('G', { state: 'SignedOff', signedAt: '2026-02-10T10:00:00Z' }))?.actualFinish).toBe(0)
    expect(gateNode(gateState('G', { state: 'SignedOff' }))).toMatchObject({ progress: 'done', actualFinish: null })
    expect(gateNode(gateState('G', { state: 'InProgress', signedAt: '2026-02-22T10:00:00Z' }))?.progress).toBe('idle')
  })
})

describe('scheduleNow', () => {
  it('is null before the program and counts on after it', () => {
    expect(scheduleNow(calendar, '2026-02-19T10:00:00Z')).toBeNull()
    expect(scheduleNow(calendar, '2026-02-22T10:00:00Z')).toBe(2)
    expect(scheduleNow(calendar, '2026-03-01T10:00:00Z')).toBe(9)
  })
})

describe('scheduleInputOf', () => {
  it('schedules a program as it stands', () => {
    const state = {
      tasks: [taskState('A', { status: 'in_progress', actualStart: 1 }), taskState('B', { start: 4, finish: 4, baselineFinish: 4 })],
      gates: [gateState('G2', { at: 4, baselineAt: 4 })],
      milestones: smallPlan().milestones,
      dependencies: [
        { from: 'A', to: 'B', kind: 'hard', lag: 0, note: '', listed: false, revision: 1 },
        { from: 'B', to: 'G2', kind: 'hard', lag: 0, note: '', listed: true, revision: 1 },
      ],
      contingency: smallPlan().contingency,
    } as const
    const outcome = computeSchedule(scheduleInputOf(state, calendar, '2026-02-25T10:00:00Z'))
    expect(outcome).toMatchObject({
      ok: true,
      schedule: { target: 'G2', targetFinish: 7, slip: 2, slipCause: 'A', criticalPath: ['A', 'B', 'G2'] },
    })
  })
})

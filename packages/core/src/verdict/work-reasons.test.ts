import { describe, expect, it } from 'vitest'
import { buildBoard } from '../board/build-board.ts'
import { lateThemselves } from './work-reasons.ts'
import { aDependency, aGate, aProgram, aTask, NOW } from '../testing/factories.ts'

describe('what is late because of something before it', () => {
  // D5 today: FIRST should have ended on D4, so the gate after it and the task after that gate are late as well.
  const state = aProgram({
    tasks: [
      aTask({ key: 'FIRST', start: 3, finish: 6, baselineFinish: 4, priority: 'P0', status: 'in_progress', actualStart: 3 }),
      aTask({ key: 'AFTER', lane: 'L2', start: 6, finish: 6, priority: 'P0' }),
    ],
    gates: [aGate({ key: 'G1', at: 5 })],
    dependencies: [aDependency('FIRST', 'G1'), aDependency('G1', 'AFTER')],
  })

  it('is told once, with its cause, also where a gate stands between', () => {
    const board = buildBoard(state, NOW)
    expect(board.tasks.find((task) => task.key === 'AFTER')?.schedule).toMatchObject({ late: 1, drivenBy: 'G1' })
    const late = board.verdict.reasons.filter((reason) => reason.code === 'task_late')
    expect(late.map((reason) => reason.subject)).toEqual(['task:FIRST'])
    expect(late[0]?.due?.text).toBe('Late by 2 days')
    expect([...lateThemselves(board)]).toEqual(['FIRST'])
  })
  it('does not make its lane late', () => {
    expect(buildBoard(state, NOW).lanes.map((lane) => [lane.key, lane.status])).toEqual([
      ['L1', 'late'],
      ['L2', 'todo'],
    ])
  })
})

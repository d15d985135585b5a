import { type Board, buildBoard } from '@gatehouse/core'
import { aBlocker, aDependency, aHead, aProgram, aTask, hoursAfter, NOW } from '@gatehouse/core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boardOf, layOut, someTasks } from '../testing/some-boards.ts'
import { endOf, formOf, ghostOf, lateBy, startOf } from './bar-facts.ts'
import { boxInLane } from './lay-out-timeline.ts'
import { boxesBetween, itemsBetween } from './visible-window.ts'

describe('the layout', () => {
  test('nothing overlaps in a row, every row is in order, every task is placed once', () => {
    fc.assert(
      fc.property(someTasks, fc.constantFrom('fit', 'day', 'week'), (tasks, zoom) => {
        const layout = layOut(boardOf(tasks), 1246, zoom)
        let placed = 0
        for (const lane of layout.lanes) {
          for (const row of lane.rows) {
            placed += row.length
            for (const [at, bar] of row.entries()) {
              const before = row[at - 1]
              if (before) expect(before.to).toBeLessThanOrEqual(bar.from)
            }
          }
          const lowest = Math.max(...lane.walk.map((bar) => boxInLane(bar, layout.scale, layout.first).top + layout.scale.bar))
          expect(lowest).toBeLessThanOrEqual(lane.height)
        }
        expect(placed).toBe(tasks.length)
        expect(layout.barByKey.size).toBe(tasks.length)
      }),
      { numRuns: 40 },
    )
  })

  test('whatever one scrolls to, each bar that can be seen is among those that are looked up', () => {
    fc.assert(
      fc.property(someTasks, fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 900 }), (tasks, left, top) => {
        const layout = layOut(boardOf(tasks), 700, 'day')
        const view = { left, top, right: left + 500, bottom: top + 300 }
        const lanes = boxesBetween(layout.laneTops, view.top, view.bottom)
        const found = new Set<string>()
        for (let at = lanes.first; at <= lanes.last; at++) {
          for (const row of layout.lanes[at]?.rows ?? [])
            for (const bar of itemsBetween(row, view.left, view.right)) found.add(bar.task.key)
        }
        for (const [key, bar] of layout.barByKey) {
          const box = boxInLane(bar, layout.scale, layout.first)
          const y = (layout.lanes[bar.lane]?.top ?? 0) + box.top
          const isSeen = box.left < view.right && box.left + box.width > view.left && y < view.bottom && y + layout.scale.bar > view.top
          if (isSeen) expect(found.has(key)).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('late work that ends after the plan lengthens the grid', () => {
    const late = aTask({ key: 'T1', start: 0, finish: 14, baselineFinish: 1, status: 'in_progress', actualStart: 0 })
    const after = buildBoard(aProgram({ tasks: [late], contingency: null, head: aHead({ last: 3 }) }), hoursAfter(NOW, -24 * 3))
    expect(layOut(after).periods.at(-1)).toMatchObject({ label: 'D14', beyond: true })
  })
})

describe('a bar', () => {
  const of = (over: Parameters<typeof aTask>[0], more = {}) =>
    buildBoard(aProgram({ tasks: [aTask(over)], ...more }), NOW).tasks[0] as Board['tasks'][number]
  test('work that is only pushed stays at its plan and is not late', () => {
    const board = buildBoard(
      aProgram({
        tasks: [aTask({ key: 'A', start: 3, finish: 3, status: 'in_progress', actualStart: 3 }), aTask({ key: 'B', start: 5, finish: 5 })],
        dependencies: [aDependency('A', 'B')],
      }),
      NOW,
    )
    const pushed = board.tasks[1] as Board['tasks'][number]
    expect(pushed.schedule.late).toBe(1)
    expect(lateBy(pushed, 5)).toBe(0)
    expect([startOf(pushed, endOf(pushed, 0)), endOf(pushed, 0)]).toEqual([5, 6])
  })
  test('work that has begun and is due reaches to its forecast, with the baseline under it', () => {
    const task = of({ start: 3, finish: 4, status: 'in_progress', actualStart: 3 })
    const late = lateBy(task, 5)
    expect(late).toBe(1)
    expect(formOf(task, late)).toBe('late')
    expect(endOf(task, late)).toBe(6)
    expect(ghostOf(task, 3, 6)).toEqual({ from: 3, to: 5 })
  })
  test('what should have begun is late; what is blocked says so first', () => {
    const due = of({ start: 2, finish: 2 })
    expect(formOf(due, lateBy(due, 5))).toBe('late')
    const blocked = of({ key: 'T1', start: 2, finish: 2, status: 'in_progress' }, { blockers: [aBlocker({ taskKey: 'T1' })] })
    expect(formOf(blocked, lateBy(blocked, 5))).toBe('blocked')
  })
  test('done work lies where it lay', () => {
    const task = of({ start: 2, finish: 2, status: 'done', actualStart: 3, actualFinish: 4 })
    expect([startOf(task, endOf(task, 0)), endOf(task, 0)]).toEqual([3, 5])
  })
})

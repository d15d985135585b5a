import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boardOf, layOut, someTasks } from '../testing/some-boards.ts'
import { routeCriticalPath } from './route-critical-path.ts'
import { linkEnd, pathWithin, routeLink } from './route-links.ts'

describe('links', () => {
  const board = boardOf([
    { lane: 1, start: 10, length: 2, words: 5 },
    { lane: 2, start: 16, length: 2, words: 5 },
    { lane: 1, start: 12, length: 1, words: 5 },
  ])
  const layout = layOut(board, 1246, 'day')
  const end = (key: string) => linkEnd(layout, key) as NonNullable<ReturnType<typeof linkEnd>>
  test('leave beside the predecessor’s gridline and arrive beside the successor’s, straight lines only', () => {
    const { corners } = routeLink(end('T0'), end('T1'))
    for (const [at, [x, y]] of corners.entries()) {
      const before = corners[at - 1]
      if (before) expect(before[0] === x || before[1] === y).toBe(true)
    }
    expect(corners[1]?.[0]).toBe(12 * layout.scale.col + 3)
    expect(corners.at(-2)?.[0]).toBe(16 * layout.scale.col - 3)
  })
  test('a successor right after it is reached along the gridline between them', () => {
    expect(routeLink(end('T0'), end('T2')).corners[1]?.[0]).toBe(12 * layout.scale.col)
  })
  test('only what lies in the window is handed out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 2_000 }), fc.integer({ min: 0, max: 300 }), (left, top) => {
        const view = { left, top, right: left + 150, bottom: top + 90 }
        const path = pathWithin(routeLink(end('T0'), end('T1')).corners, view)
        for (const [x = 0, y = 0] of [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map((found) => [
          Number(found[1]),
          Number(found[2]),
        ])) {
          expect(x >= view.left && x <= view.right && y >= view.top && y <= view.bottom).toBe(true)
        }
      }),
    )
  })
})

test('the critical line is unbroken: each box touches the one before', () => {
  fc.assert(
    fc.property(someTasks, (tasks) => {
      const board = boardOf(tasks)
      const layout = layOut(board, 1246, 'day')
      const keys = board.tasks
        .map((task) => task.key)
        .sort((a, b) => (layout.barByKey.get(a)?.start ?? 0) - (layout.barByKey.get(b)?.start ?? 0))
      const { ahead } = routeCriticalPath(layout, keys, () => false)
      const boxes = [...ahead.matchAll(/M(-?[\d.]+) (-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)/g)].map(([, x, y, width, height]) => ({
        left: Number(x),
        top: Number(y),
        right: Number(x) + Number(width),
        bottom: Number(y) + Number(height),
      }))
      for (const [at, one] of boxes.entries()) {
        const earlier = boxes.slice(0, at)
        if (at > 0)
          expect(
            earlier.some(
              (other) => one.left <= other.right && one.right >= other.left && one.top <= other.bottom && one.bottom >= other.top,
            ),
          ).toBe(true)
      }
    }),
    { numRuns: 40 },
  )
})

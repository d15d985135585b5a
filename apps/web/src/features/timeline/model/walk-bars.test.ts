import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boardOf, layOut, someTasks } from '../testing/some-boards.ts'
import { offsetShowing, startingOffset } from './starting-offset.ts'
import { isWalkKey, walkFrom } from './walk-bars.ts'

describe('walking', () => {
  test('left and right undo each other along a lane; arrows never leave the grid', () => {
    fc.assert(
      fc.property(
        someTasks,
        fc.array(fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'), { maxLength: 20 }),
        (tasks, keys) => {
          const layout = layOut(boardOf(tasks))
          let bar = layout.lanes.flatMap((lane) => lane.walk)[0]
          for (const key of keys) {
            if (!bar || !isWalkKey(key)) continue
            const next: typeof bar = walkFrom(layout, bar, key)
            expect(layout.barByKey.get(next.task.key)).toBe(next)
            if (key === 'ArrowRight' && next !== bar) expect(walkFrom(layout, next, 'ArrowLeft')).toBe(bar)
            bar = next
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('scrolling to something', () => {
  const layout = layOut(boardOf([{ lane: 1, start: 40, length: 2, words: 5 }]), 800, 'day')
  const size = { width: 800, height: 200 }
  test('shows it wholly, and not at all further than it must', () => {
    const box = { left: 40 * layout.scale.col, right: 42 * layout.scale.col, top: 60, bottom: 95 }
    const offset = offsetShowing(layout, box, { left: 0, top: 0 }, size)
    expect(box.left).toBeGreaterThanOrEqual(offset.left)
    expect(box.right).toBeLessThanOrEqual(offset.left + size.width - layout.scale.lane)
    expect(offsetShowing(layout, box, offset, size)).toEqual(offset)
  })
  test('the screen opens at what the address names, else around today', () => {
    const named = startingOffset(layout, { task: 'T0', gate: null }, 5.5, size)
    const today = startingOffset(layout, { task: null, gate: null }, 5.5, size)
    expect(named.left).toBeGreaterThan(today.left)
    expect(5.5 * layout.scale.col).toBeGreaterThan(today.left)
  })
})

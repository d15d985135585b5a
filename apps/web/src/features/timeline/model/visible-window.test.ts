import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxesBetween, cellsBetween, itemsBetween, sameWindow, windowAround } from './visible-window.ts'

const viewport = fc.record({
  left: fc.integer({ min: 0, max: 50_000 }),
  top: fc.integer({ min: 0, max: 50_000 }),
  width: fc.integer({ min: 1, max: 4_000 }),
  height: fc.integer({ min: 1, max: 3_000 }),
})

test('the window covers the viewport with its margin, and not much more', () => {
  fc.assert(
    fc.property(viewport, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (seen, margin, step) => {
      const drawn = windowAround(seen, margin, step)
      expect(drawn.left).toBeLessThanOrEqual(Math.max(0, seen.left - margin))
      expect(drawn.top).toBeLessThanOrEqual(Math.max(0, seen.top - margin))
      expect(drawn.right).toBeGreaterThanOrEqual(seen.left + seen.width + margin)
      expect(drawn.bottom).toBeGreaterThanOrEqual(seen.top + seen.height + margin)
      expect(drawn.right - drawn.left).toBeLessThan(seen.width + 2 * (margin + step))
      expect(drawn.bottom - drawn.top).toBeLessThan(seen.height + 2 * (margin + step))
    }),
  )
})

test('a small scroll gives the same window', () => {
  const at = (top: number) => windowAround({ left: 0, top, width: 1_000, height: 700 }, 192, 192)
  const windows = Array.from({ length: 192 }, (_, top) => at(1_000 + top))
  const changes = windows.filter((one, index) => index > 0 && !sameWindow(one, windows[index - 1] ?? one)).length
  expect(changes).toBeLessThanOrEqual(2)
})

test('cells: every cell that touches the span is in, the others are not', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5_000 }),
      fc.integer({ min: 1, max: 5_000 }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: 100 }),
      (from, length, size, count) => {
        const to = from + length
        const { first, last } = cellsBetween(from, to, size, count)
        for (let cell = 0; cell < count; cell++) expect(cell >= first && cell <= last).toBe(cell * size < to && (cell + 1) * size > from)
      },
    ),
  )
})

test('boxes: every stacked box that touches the span is in, the others are not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 60 }),
      fc.integer({ min: 0, max: 9_000 }),
      fc.integer({ min: 1, max: 2_000 }),
      (heights, from, length) => {
        const tops = heights.reduce<number[]>((list, height) => [...list, (list.at(-1) ?? 0) + height], [0])
        const { first, last } = boxesBetween(tops, from, from + length)
        for (let box = 0; box < heights.length; box++) {
          const touches = (tops[box] as number) < from + length && (tops[box + 1] as number) > from
          expect(box >= first && box <= last).toBe(touches)
        }
      },
    ),
  )
})

test('items: exactly those of a row that touch the span', () => {
  const row = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 })), { maxLength: 80 }).map((gaps) => {
    let at = 0
    return gaps.map(([gap, length]) => {
      const from = at + gap
      at = from + length
      return { from, to: at }
    })
  })
  fc.assert(
    fc.property(row, fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 400 }), (items, from, length) => {
      expect(itemsBetween(items, from, from + length)).toEqual(items.filter((item) => item.from < from + length && item.to > from))
    }),
  )
})

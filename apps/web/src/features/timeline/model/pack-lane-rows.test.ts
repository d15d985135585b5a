import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packLaneRows } from './pack-lane-rows.ts'

const extents = fc.array(
  fc
    .record({ from: fc.integer({ min: -20, max: 200 }), length: fc.integer({ min: 1, max: 30 }) })
    .map(({ from, length }) => ({ from, to: from + length })),
  { maxLength: 120 },
)

test('no two extents in a row overlap', () => {
  fc.assert(
    fc.property(extents, (items) => {
      const { rowOf } = packLaneRows(items)
      for (const [a, one] of items.entries()) {
        for (const [b, other] of items.entries()) {
          if (a < b && rowOf[a] === rowOf[b]) expect(one.to <= other.from || other.to <= one.from).toBe(true)
        }
      }
    }),
  )
})

test('given by where they begin, it takes no more rows than the most that overlap at once', () => {
  fc.assert(
    fc.property(extents, (given) => {
      const items = [...given].sort((a, b) => a.from - b.from)
      const { rows } = packLaneRows(items)
      const most = Math.max(0, ...items.map((item) => items.filter((other) => other.from <= item.from && other.to > item.from).length))
      expect(rows).toBe(most)
    }),
  )
})

test('what follows stays in the topmost row, what overlaps goes below', () => {
  const { rowOf, rows } = packLaneRows([
    { from: 3, to: 6 },
    { from: 4, to: 5 },
    { from: 5, to: 6 },
    { from: 6, to: 7 },
  ])
  expect(rowOf).toEqual([0, 1, 1, 0])
  expect(rows).toBe(2)
})

test('nothing takes no row', () => {
  expect(packLaneRows([])).toEqual({ rowOf: [], rows: 0 })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelStep, scaleFor } from './zoom-scale.ts'

/** Width of the grid in a window: the page's padding and the grid's border are taken off. */
const inWindow = (width: number) => width - 34

describe('fit', () => {
  test.each([1280, 1366, 1440, 1920])('15 days fit a window of %i px, with two lines of text in a bar', (width) => {
    const scale = scaleFor('fit', 'day', 15, inWindow(width))
    expect(scale.form).toBe('tall')
    expect(scale.lane + scale.col * 15).toBeLessThanOrEqual(inWindow(width))
    expect(scale.col).toBeGreaterThanOrEqual(71)
  })
  test.each([1280, 1366, 1440, 1920])('20 weeks fit a window of %i px', (width) => {
    const scale = scaleFor('fit', 'week', 20, inWindow(width))
    expect(scale.form).toBe('thin')
    expect(scale.lane + scale.col * 20).toBeLessThanOrEqual(inWindow(width))
    expect(scale.col).toBeGreaterThanOrEqual(53)
  })
  test('a phone keeps bars that can be read and scrolls instead', () => {
    const scale = scaleFor('fit', 'day', 15, 364)
    expect(scale.col).toBe(64)
    expect(scale.lane).toBe(104)
  })
})

test('gridlines are on whole pixels, and the lane column takes what is left over', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('fit', 'day', 'week'),
      fc.constantFrom('day', 'week'),
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 300, max: 3_000 }),
      (zoom, cadence, periods, width) => {
        const scale = scaleFor(zoom, cadence, periods, width)
        expect(Number.isInteger(scale.col)).toBe(true)
        const used = scale.lane + scale.col * periods
        // it either fills the width exactly or is wider and scrolls
        expect(used === width || used > width - 1).toBe(true)
      },
    ),
  )
})

test('labels never run into each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.constantFrom('day', 'week'), (col, cadence) => {
      expect(labelStep(col, cadence) * col).toBeGreaterThanOrEqual(Math.min(38, 52 * col))
    }),
  )
})

import { describe, expect, it } from 'vitest'
import { findPeriods, readPeriods } from './read-periods.ts'

const brief = (text: string, options = {}) => {
  const span = readPeriods(text, options)
  return span && `${span.cadence} ${span.from}-${span.to}`
}

describe('periods', () => {
  it.each([
    ['D0', 'day 0-0'],
    ['Day 1', 'day 1-1'],
    ['D1-D3', 'day 1-3'],
    ['D0..D14', 'day 0-14'],
    ['Days 5–8', 'day 5-8'],
    ['Tag 3', 'day 3-3'],
    ['Tage 3 bis 5', 'day 3-5'],
    ['Week 7', 'week 7-7'],
    ['Weeks 5-8: Build', 'week 5-8'],
    ['W3–W4', 'week 3-4'],
    ['KW 14', 'week 14-14'],
    ['KW14/15', 'week 14-15'],
    ['Woche 3', 'week 3-3'],
    ['Wochen 1 bis 4', 'week 1-4'],
    ['3. Woche', 'week 3-3'],
    ['Sprint 2', 'sprint 2-2'],
    ['Week 13, 14, 15, 16 (Fridays)', 'week 13-16'],
    ['Weeks 2 and 4', 'week 2-4'],
    ['20 weeks', null],
    ['14-Day Schedule', null],
    ['T1', null],
    ['ABCD12', null],
    ['#D12', null],
    ['W3C', null],
    ['5', null],
  ])('%s', (text, expected) => expect(brief(text)).toBe(expected))

  it('are ids where the document counts otherwise, or does not go that far', () => {
    expect(brief('D12', { cadence: 'week' })).toBeNull()
    expect(brief('D12', { cadence: 'day', first: 0, last: 10 })).toBeNull()
    expect(brief('D12', { cadence: 'day', first: 0, last: 14 })).toBe('day 12-12')
    expect(brief('Week 3', { cadence: 'day' })).toBe('week 3-3')
  })

  it('are mere numbers where the column says so', () => {
    expect(brief('5', { bare: 'week' })).toBe('week 5-5')
    expect(brief('5-8', { bare: 'week' })).toBe('week 5-8')
    expect(brief('3 bis 4', { bare: 'day' })).toBe('day 3-4')
    expect(brief('T1', { bare: 'day' })).toBe('day 1-1')
    expect(brief('all', { bare: 'day' })).toBeNull()
  })

  it('are found in prose with their places', () => {
    const text = 'D0 freeze → D1-D3 fix → D4 green; Day 1, 3 squads meet.'
    expect(findPeriods(text).map(({ from, to, start, end }) => [from, to, text.slice(start, end)])).toEqual([
      [0, 0, 'D0'],
      [1, 3, 'D1-D3'],
      [4, 4, 'D4'],
      [1, 1, 'Day 1'],
    ])
    expect(findPeriods('Week 13, 14 and 16')[0]?.numbers).toEqual([13, 14, 16])
  })

  it('stay quick on hostile text', () => {
    const start = performance.now()
    findPeriods('D1-'.repeat(20_000))
    findPeriods(`week ${'1, '.repeat(20_000)}`)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

import { describe, expect, it } from 'vitest'
import type { Cell, Prose } from '../document/document.ts'
import { splitActivities, splitList } from './split-activities.ts'

const prose = (text: string): Prose => ({ text, label: null, rest: text, strong: [], codes: [], links: [], struck: false })
const cell = (...parts: readonly string[]): Cell => ({ ...prose(parts.join(' ')), raw: parts.join('<br>'), parts: parts.map(prose) })
const texts = (...parts: readonly string[]) => splitActivities(cell(...parts)).map(({ text }) => text)

describe('activities of a cell', () => {
  it('are one where only commas part them', () => {
    expect(texts('Scope lock, backlog freeze, owners confirmed')).toEqual(['Scope lock, backlog freeze, owners confirmed'])
    expect(texts('WCAG 2.1 AA fixes')).toEqual(['WCAG 2.1 AA fixes'])
  })
  it('are parted by numbers, keeping them', () => {
    const found = splitActivities(cell('1. Set up (dev, staging). 2. Provision the lake. 19. Observe. 8/9. Harden both.'))
    expect(found.map(({ numbers }) => numbers)).toEqual([['1'], ['2'], ['19'], ['8', '9']])
    expect(found.map(({ text }) => text)).toEqual(['Set up (dev, staging)', 'Provision the lake', 'Observe', 'Harden both'])
  })
  it('are parted by lines, semicolons and bullets', () => {
    expect(texts('Plan', 'Do')).toEqual(['Plan', 'Do'])
    expect(texts('Plan; do (a; b); check')).toEqual(['Plan', 'do (a; b)', 'check'])
    expect(texts('• Plan • Do')).toEqual(['Plan', 'Do'])
  })
  it('keep their boxes', () => {
    expect(splitActivities(cell('[x] Plan', '[ ] Do')).map(({ checked, text }) => [checked, text])).toEqual([
      [true, 'Plan'],
      [false, 'Do'],
    ])
  })
  it('do not begin in the middle of a sentence', () => {
    expect(texts('Move to release 2. Then test')).toEqual(['Move to release 2. Then test'])
  })
})

describe('entries of a list', () => {
  it('are parted by commas outside brackets and numbers', () => {
    expect(splitList(cell('Board with owners, tags (P0, P1), 4,000 journeys'))).toEqual([
      'Board with owners',
      'Tags (P0, P1)',
      '4,000 journeys',
    ])
  })
  it('are parted by plus signs, unless a preposition spans them', () => {
    expect(splitList(cell('Completion report + lessons learned'))).toEqual(['Completion report', 'Lessons learned'])
    expect(splitList(cell('PRs merged for tables + rounding; report'))).toEqual(['PRs merged for tables + rounding', 'Report'])
  })
})

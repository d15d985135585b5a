import { describe, expect, it } from 'vitest'
import { findDates, findWeekdays, readDate } from './read-dates.ts'
import { readEvidenceTypes } from './read-evidence.ts'
import { readFigure, readHours, readNumber, readTimeOfDay } from './read-figure.ts'
import { readLevel } from './read-level.ts'
import { readOffset } from './read-offset.ts'
import { handleFor, readOwners } from './read-owners.ts'
import { readPriority } from './read-priority.ts'
import { readMovedTo, readStatus, readStatusMark } from './read-status.ts'

describe('dates', () => {
  it.each([
    ['2026-02-20 (IST)', '2026-02-20'],
    ['am 2.3.2026', '2026-03-02'],
    ['20. Februar 2026', '2026-02-20'],
    ['20 Feb 2026', '2026-02-20'],
    ['March 3rd, 2026', '2026-03-03'],
    ['3. März', '2026-03-03'],
    ['30.02.2026', null],
    ['v1.2.3', null],
  ])('%s', (text, iso) => expect(readDate(text, 2026)).toBe(iso))

  it('come with the weekday beside them', () => {
    expect(findDates('Tue, 3 March 2026').map(({ weekday }) => weekday)).toEqual([2])
    expect(findDates('Mo 02.03.2026').map(({ weekday }) => weekday)).toEqual([1])
    expect(findDates('2026-03-06 (Friday)').map(({ weekday }) => weekday)).toEqual([5])
    expect(findDates('so 02.03.2026').map(({ weekday }) => weekday)).toEqual([null])
  })

  it('find weekdays', () => {
    expect(findWeekdays('Steering committee (Tue/Fri)')).toEqual([2, 5])
    expect(findWeekdays('Lenkungskreis Di und Do, so wie immer')).toEqual([2, 4])
  })
})

describe('owners', () => {
  const handles = (text: string) => readOwners(text).map(({ handle }) => handle)
  it.each([
    ['@a + @b', ['@a', '@b']],
    ['@a, @b and @c', ['@a', '@b', '@c']],
    ['@a @b', ['@a', '@b']],
    ['Platform Security', ['@platform-security']],
    ['QA + Language Owners', ['@qa', '@language-owners']],
    ['Anna Berg (QA) / Jörg Müller', ['@anna-berg', '@joerg-mueller']],
    ['Platform/SRE', ['@platform', '@sre']],
    ['CI/CD', ['@ci-cd']],
    ['TBD', []],
    ['—', []],
    ['pia@example.org', ['@pia']],
    ['whoever has the time to look into it before Friday', []],
  ])('%s', (text, expected) => expect(handles(text)).toEqual(expected))

  it('keep names and roles', () => {
    expect(readOwners('Anna Berg (QA), @ops-lead')).toEqual([
      { handle: '@anna-berg', name: 'Anna Berg', role: 'QA', given: false },
      { handle: '@ops-lead', name: 'ops-lead', role: '', given: true },
    ])
    expect(readOwners('@ops (Mia Holm)')[0]).toMatchObject({ handle: '@ops', name: 'Mia Holm' })
    expect(handleFor('???')).toBe('')
  })
})

describe('statuses', () => {
  it.each([
    ['✅', 'done'],
    ['Complete', 'done'],
    ['erledigt', 'done'],
    ['🟡 In Progress', 'in_progress'],
    ['in Arbeit (60 %)', 'in_progress'],
    ['60 %', 'in_progress'],
    ['100%', 'done'],
    ['geplant', 'todo'],
    ['Pending', 'todo'],
    ['not started', 'todo'],
    ['🔴', 'blocked'],
    ['verschoben auf W9', 'moved'],
    ['cancelled', 'dropped'],
    ['', null],
    ['Anna', null],
  ])('%s', (text, status) => expect(readStatus(text)).toBe(status))

  it('stand in front of or behind a text as a mark', () => {
    expect(readStatusMark('✅ Move the ledger')).toBe('done')
    expect(readStatusMark('Move the ledger (in progress)')).toBe('in_progress')
    expect(readStatusMark('Close all open doors')).toBeNull()
    expect(readMovedTo('moved to W9')).toBe('W9')
    expect(readMovedTo('verschoben auf KW 14')).toBe('KW 14')
  })
})

describe('priorities, levels, figures', () => {
  it.each([
    ['P0', 'P0'],
    ['Prio 2', 'P2'],
    ['hoch', 'P1'],
    ['Critical', 'P0'],
    ['someday', null],
  ])('priority %s', (text, priority) => expect(readPriority(text)).toBe(priority))
  it.each([
    ['High', 'high'],
    ['hoch', 'high'],
    ['sehr hoch', 'critical'],
    ['Medium–High', 'high'],
    ['4', 'high'],
    ['20 %', 'low'],
    ['7/10', 'high'],
    ['🟡', 'medium'],
    ['Release blocked', null],
  ])('level %s', (text, level) => expect(readLevel(text)).toBe(level))
  it('numbers in both languages', () => {
    expect(['6', '6,5', '6.5', '1,200', '10.000', '~6 FTE', 'none'].map(readNumber)).toEqual([6, 6.5, 6.5, 1200, 10_000, 6, null])
    expect(readFigure('Grade 68/100')).toMatchObject({ value: 68, of: 100 })
    expect(readFigure('≥85 %')).toEqual({ value: 85, of: null, unit: '%', sign: '>=' })
    expect(readFigure('< 12 h')).toMatchObject({ value: 12, unit: 'h', sign: '<' })
    expect(readFigure('99,9 %')).toMatchObject({ value: 99.9 })
  })
  it('lengths and times of day', () => {
    expect(['<12h', 'resolve in 2 hours', '30 min', 'binnen 2 Tagen', 'soon'].map(readHours)).toEqual([12, 2, 0.5, 48, null])
    expect(['Monday 9am', 'Friday 4 pm', '14:30', '9 Uhr', '12am', 'at noon'].map(readTimeOfDay)).toEqual([
      '09:00',
      '16:00',
      '14:30',
      '09:00',
      '00:00',
      null,
    ])
  })
  it('distances from T0', () => {
    expect(['T-48 hours', 'T+30min', 'T − 2 days', 'T0', 'Kickoff (T0)', 'T-1 Stunde', 'T+1,5h', 'Test'].map(readOffset)).toEqual([
      'T-48h',
      'T+30min',
      'T-2d',
      'T0',
      'T0',
      'T-1h',
      'T+1.5h',
      null,
    ])
  })
  it('evidence', () => {
    expect(readEvidenceTypes('Deployment log')).toContain('artifact')
    expect(readEvidenceTypes('PRs merged')).toContain('code')
    expect(readEvidenceTypes('GitHub Actions links')).toContain('ci_run')
    expect(readEvidenceTypes('Testbericht der Regressionsläufe')).toContain('test')
    expect(readEvidenceTypes('Lorem')).toEqual([])
  })
})

import { aHead } from '@gatehouse/core/testing'
import { describe, expect, it } from 'vitest'
import { releaseBoard } from '../../testing/release-program.ts'
import { groupEvents } from './group-events.ts'
import { listChanges } from './list-changes.ts'
import { filterOf, isLogFiltered, logSearch } from './log-search.ts'
import { anEvent } from './testing/a-record.ts'

describe('what an event changed', () => {
  it('is every field that differs, inside objects too', () => {
    expect(listChanges({ at: 5, title: 'A', same: [1] }, { at: 6, title: 'A', same: [1] })).toEqual([{ field: 'at', before: 5, after: 6 }])
    expect(listChanges({ target: { sha: null, repository: 'a/b' } }, { target: { sha: 'c', repository: 'a/b' } })).toEqual([
      { field: 'target › sha', before: null, after: 'c' },
    ])
  })
  it('is all fields of what is new or gone', () => {
    expect(listChanges(null, { maxAgeHours: 4 })).toEqual([{ field: 'max age hours', before: undefined, after: 4 }])
    expect(listChanges({ key: 'L1' }, null)).toEqual([{ field: 'key', before: 'L1', after: undefined }])
    expect(listChanges(null, null)).toEqual([])
  })
  it('tells nothing from no such field', () =>
    expect(listChanges({ note: null }, {})).toEqual([{ field: 'note', before: null, after: undefined }]))
})

describe('events by day', () => {
  const board = releaseBoard()
  const now = new Date(board.computedAt)
  it('carry the day of the program’s zone and its period', () => {
    // 20:00 UTC is the next day in Kolkata
    const days = groupEvents(
      board,
      [
        anEvent(3, { at: '2026-02-24T20:00:00.000Z' }),
        anEvent(2, { at: '2026-02-24T12:00:00.000Z' }),
        anEvent(1, { at: '2026-02-10T12:00:00.000Z' }),
      ],
      now,
    )
    expect(days.map(({ day, period, events }) => [day, period, events.map(({ seq }) => seq)])).toEqual([
      ['Wed 25 Feb', 'D5', [3]],
      ['Tue 24 Feb', 'D4', [2]],
      ['Tue 10 Feb', null, [1]],
    ])
  })
  it('keep the order of their numbers where the clock jumped', () => {
    const at = (day: number) => `2026-02-${day}T12:00:00.000Z`
    const days = groupEvents(board, [anEvent(3, { at: at(24) }), anEvent(2, { at: at(25) }), anEvent(1, { at: at(24) })], now)
    expect(days.flatMap(({ events }) => events.map(({ seq }) => seq))).toEqual([3, 2, 1])
    expect(days).toHaveLength(3)
  })
})

describe('the filters in the address', () => {
  const program = aHead({ timeZone: 'Asia/Kolkata', cadence: 'week', workingDays: [1] })
  const filter = (values: Record<string, string>) => filterOf(program, logSearch.parse(values))
  it('become what the server is asked; days are whole days of the program’s zone', () => {
    expect(filter({ who: 'u1', what: 'gate.,task.moved', gate: 'G3', q: ' note ', from: '2026-02-22', to: '2026-02-24' })).toEqual({
      ...{ actor: 'u1', action: 'gate.,task.moved', gate: 'G3', q: 'note' },
      ...{ from: '2026-02-21T18:30:00.000Z', to: '2026-02-24T18:30:00.000Z' },
    })
  })
  it('leave out what would be refused', () => {
    expect(filter({ from: 'yesterday', to: '2026-02-31', what: 'DROP TABLE', event: 'x' })).toEqual({})
    expect(isLogFiltered(logSearch.parse({ event: '4' }))).toBe(false)
    expect(isLogFiltered(logSearch.parse({ gate: 'G3' }))).toBe(true)
  })
})

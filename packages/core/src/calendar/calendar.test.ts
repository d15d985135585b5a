import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProgramHead } from '../plan/plan.ts'
import { createCalendar } from './calendar.ts'
import { dayOfIsoDate, isIsoDate, isoDateOfDay, isoWeekday } from './iso-date.ts'
import { isValidTimeZone, localDayAt } from './time-zone.ts'

const head = (over: Partial<ProgramHead> = {}): ProgramHead => ({
  slug: 'p',
  name: 'P',
  goal: '',
  cadence: 'day',
  prefix: 'D',
  first: 0,
  last: 14,
  startsOn: '2026-02-20',
  timeZone: 'Asia/Kolkata',
  workingDays: [1, 2, 3, 4, 5, 6, 7],
  holidays: [],
  stepUp: false,
  ...over,
})
const mondayToFriday = [1, 2, 3, 4, 5]

describe('dates', () => {
  it('knows real dates only', () => {
    for (const text of ['2026-02-28', '2024-02-29', '1999-12-31']) expect(isIsoDate(text)).toBe(true)
    for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '26-01-01', '2026-1-1', '', '0001-01-01', '2026-01-01T00:00:00Z']) {
      expect(isIsoDate(text)).toBe(false)
    }
  })
  it('numbers days and weekdays, before 1970 too', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000, max: 80_000 }), (day) => {
        expect(dayOfIsoDate(isoDateOfDay(day))).toBe(day)
        expect(isoWeekday(day)).toBe(new Date(day * 86_400_000).getUTCDay() || 7)
      }),
    )
  })
})

describe('isValidTimeZone', () => {
  it('takes IANA names only', () => {
    for (const zone of ['UTC', 'Asia/Kolkata', 'Europe/Berlin', 'America/Argentina/Buenos_Aires']) expect(isValidTimeZone(zone)).toBe(true)
    for (const zone of ['', 'Mars/Base', '+05:30', 'Europe', 'Asia/Kolkata\n', '__proto__']) expect(isValidTimeZone(zone)).toBe(false)
  })
})

describe('day cadence', () => {
  it('gives the demo plan its fifteen days', () => {
    const calendar = createCalendar(head())
    expect(calendar.periods().map((period) => period.label)).toEqual(Array.from({ length: 15 }, (_, day) => `D${day}`))
    expect(calendar.period(5)).toEqual({
      index: 5,
      label: 'D5',
      startsOn: '2026-02-25',
      endsOn: '2026-02-25',
      startsAt: '2026-02-24T18:30:00.000Z',
      endsAt: '2026-02-25T18:30:00.000Z',
      workingDays: 1,
      weekend: false,
    })
    expect(calendar.period(1).weekend).toBe(true)
  })

  it('skips weekends and holidays, which belong to the period before', () => {
    const calendar = createCalendar(head({ timeZone: 'UTC', workingDays: mondayToFriday, holidays: ['2026-02-24'] }))
    expect([0, 1, 2, 3].map((index) => calendar.period(index).startsOn)).toEqual(['2026-02-20', '2026-02-23', '2026-02-25', '2026-02-26'])
    expect(calendar.period(0).endsAt).toBe('2026-02-23T00:00:00.000Z')
    expect(calendar.at('2026-02-20T12:00:00Z')).toEqual({ position: 'during', period: 0, fraction: 0.5 })
    expect(calendar.at('2026-02-22T12:00:00Z')).toEqual({ position: 'during', period: 0, fraction: 1 })
    expect(calendar.at('2026-02-24T01:00:00Z').period).toBe(1)
  })

  it('moves a start on a day off to the next working day', () => {
    const calendar = createCalendar(head({ timeZone: 'UTC', startsOn: '2026-02-21', workingDays: mondayToFriday, first: 1, last: 3 }))
    expect(calendar.period(1).startsOn).toBe('2026-02-23')
    expect(calendar.period(0).startsOn).toBe('2026-02-20')
    expect(calendar.period(-1).startsOn).toBe('2026-02-19')
    expect(calendar.at('2026-02-22T12:00:00Z')).toEqual({ position: 'before', period: null, fraction: 0 })
  })

  it('counts on beyond the last period', () => {
    const calendar = createCalendar(head({ timeZone: 'UTC' }))
    expect(calendar.period(15).startsOn).toBe('2026-03-07')
    expect(calendar.endOf(14)).toBe('2026-03-07T00:00:00.000Z')
    expect(calendar.at('2026-03-07T00:00:00Z')).toEqual({ position: 'after', period: 14, fraction: 1 })
    expect(calendar.indexAt('2026-03-09T10:00:00Z')).toBe(17)
    expect(calendar.indexAt('2026-02-18T10:00:00Z')).toBe(-2)
  })
})

describe('week cadence', () => {
  it('counts blocks of seven dates from startsOn', () => {
    const calendar = createCalendar(
      head({
        cadence: 'week',
        prefix: 'W',
        first: 1,
        last: 20,
        startsOn: '2026-02-18',
        timeZone: 'UTC',
        workingDays: mondayToFriday,
        holidays: ['2026-02-25', '2026-02-26', '2026-02-27', '2026-03-02', '2026-03-03', '2026-03-01'],
      }),
    )
    expect(calendar.periods()).toHaveLength(20)
    expect(calendar.period(1)).toMatchObject({ startsOn: '2026-02-18', endsOn: '2026-02-24', workingDays: 5, weekend: false })
    expect(calendar.period(2)).toMatchObject({ label: 'W2', startsOn: '2026-02-25', workingDays: 0 })
    expect(calendar.at('2026-02-21T12:00:00Z')).toEqual({ position: 'during', period: 1, fraction: 0.5 })
  })
})

describe('clocks that change', () => {
  const startOf = (zone: string, date: string): string =>
    createCalendar(head({ timeZone: zone, startsOn: date, first: 0, last: 0 })).period(0).startsAt

  it('starts a day whose midnight does not exist at the end of the gap', () => {
    expect(startOf('America/Sao_Paulo', '2018-11-04')).toBe('2018-11-04T03:00:00.000Z')
    expect(startOf('Africa/Cairo', '2023-04-28')).toBe('2023-04-27T22:00:00.000Z')
    expect(startOf('Asia/Beirut', '2022-03-27')).toBe('2022-03-26T22:00:00.000Z')
  })
  it('starts a day after the second 23:00 where the clock goes back at midnight', () => {
    expect(startOf('America/Sao_Paulo', '2018-02-18')).toBe('2018-02-18T03:00:00.000Z')
  })
  it('takes the first of two midnights', () => {
    expect(startOf('America/Havana', '2023-11-05')).toBe('2023-11-05T04:00:00.000Z')
  })
  it('does not fall back into the day before when the clock does, a minute after midnight', () => {
    const calendar = createCalendar(head({ timeZone: 'America/St_Johns', startsOn: '2010-11-06', first: 0, last: 2 }))
    expect(calendar.period(1).startsAt).toBe('2010-11-07T02:30:00.000Z')
    expect(calendar.at('2010-11-07T02:29:59Z').period).toBe(0)
    expect(calendar.at('2010-11-07T03:00:00Z').period).toBe(1)
    expect(calendar.indexAt('2010-11-07T03:00:00Z')).toBe(1)
  })
  it('keeps days of 23 and 25 hours', () => {
    const calendar = createCalendar(head({ timeZone: 'Europe/Berlin', startsOn: '2026-03-28', first: 0, last: 3 }))
    const hours = calendar.periods().map((period) => (Date.parse(period.endsAt) - Date.parse(period.startsAt)) / 3_600_000)
    expect(hours).toEqual([24, 23, 24, 24])
  })
  it('gives a date that a zone never had no period', () => {
    const calendar = createCalendar(head({ timeZone: 'Pacific/Apia', startsOn: '2011-12-29', first: 0, last: 2 }))
    expect(calendar.periods().map((period) => period.startsOn)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01'])
  })
})

describe('a broken head', () => {
  it('is a RangeError, never a loop', () => {
    for (const over of [{ workingDays: [] }, { workingDays: [0, 8] }, { timeZone: 'Mars/Base' }, { startsOn: '2026-02-30' }]) {
      expect(() => createCalendar(head(over))).toThrow(RangeError)
    }
    expect(() => createCalendar(head()).period(1e9)).toThrow(RangeError)
    expect(() => createCalendar(head()).at('soon')).toThrow(RangeError)
  })
})

const ZONES = [
  'UTC',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'America/St_Johns',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Chatham',
]
const anyHead = fc
  .record({
    cadence: fc.constantFrom('day' as const, 'week' as const),
    prefix: fc.constantFrom('D', 'W', 'Day ', ''),
    first: fc.integer({ min: -30, max: 30 }),
    length: fc.integer({ min: 1, max: 40 }),
    startsOn: fc.integer({ min: dayOfIsoDate('1985-01-01') as number, max: dayOfIsoDate('2035-12-31') as number }),
    timeZone: fc.constantFrom(...ZONES),
    workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    holidaySteps: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }),
  })
  .map(({ length, startsOn, holidaySteps, first, ...rest }) =>
    head({
      ...rest,
      first,
      last: first + length - 1,
      startsOn: isoDateOfDay(startsOn),
      holidays: holidaySteps.map((step) => isoDateOfDay(startsOn + step)),
    }),
  )

describe('any calendar', () => {
  it('round-trips labels', () => {
    fc.assert(
      fc.property(anyHead, fc.integer({ min: -999, max: 9999 }), (program, index) => {
        const calendar = createCalendar(program)
        expect(calendar.parseLabel(calendar.label(index))).toBe(index)
        expect(calendar.parseLabel(` ${calendar.label(index).toLowerCase()} `)).toBe(index)
      }),
    )
  })

  it('refuses text that is no label', () => {
    const calendar = createCalendar(head())
    for (const text of ['', 'D', 'E5', 'D5.5', 'D 5', 'D5-', 'DD5', '5', 'D1e3']) expect(calendar.parseLabel(text)).toBeNull()
    expect(calendar.parseLabel('D05')).toBe(5)
    expect(Object.is(calendar.parseLabel('D-0'), 0)).toBe(true)
  })

  it('covers time without gap or overlap, and finds each period by its first and last instant', () => {
    fc.assert(
      fc.property(anyHead, (program) => {
        const calendar = createCalendar(program)
        const periods = calendar.periods()
        expect(periods).toHaveLength(program.last - program.first + 1)
        for (const [position, period] of periods.entries()) {
          expect(Date.parse(period.startsAt)).toBeLessThan(Date.parse(period.endsAt))
          expect(period.endsAt).toBe(calendar.endOf(period.index))
          const next = periods[position + 1]
          if (next) expect(next.startsAt).toBe(period.endsAt)
          expect(calendar.at(period.startsAt)).toMatchObject({ position: 'during', period: period.index, fraction: 0 })
          const lastInstant = new Date(Date.parse(period.endsAt) - 1).toISOString()
          expect(calendar.at(lastInstant)).toMatchObject({ position: 'during', period: period.index })
          expect(isoDateOfDay(localDayAt(program.timeZone, Date.parse(period.startsAt)))).toBe(period.startsOn)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('gives day periods to worked days only, and leaves none out', () => {
    fc.assert(
      fc.property(anyHead, (any) => {
        const program = { ...any, cadence: 'day' as const, timeZone: 'UTC' }
        const periods = createCalendar(program).periods()
        const owned = new Set(periods.map((period) => period.startsOn))
        const end = dayOfIsoDate(periods.at(-1)?.startsOn ?? '') as number
        for (let day = dayOfIsoDate(program.startsOn) as number; day <= end; day++) {
          const worked = program.workingDays.includes(isoWeekday(day)) && !program.holidays.includes(isoDateOfDay(day))
          expect(owned.has(isoDateOfDay(day))).toBe(worked)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('moves on with time: fraction and period never go back', () => {
    fc.assert(
      fc.property(anyHead, fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 30 }), (program, minutes) => {
        const calendar = createCalendar(program)
        const start = Date.parse(calendar.period(program.first).startsAt)
        const seen = [...minutes]
          .sort((a, b) => a - b)
          .map((minute) => new Date(start + minute * 60_000).toISOString())
          .map((instant) => {
            const { period, fraction } = calendar.at(instant)
            return (period as number) + Math.min(fraction, 0.999_999)
          })
        for (const [position, value] of seen.entries()) if (position > 0) expect(value).toBeGreaterThanOrEqual(seen[position - 1] as number)
      }),
      { numRuns: 100 },
    )
  })
})

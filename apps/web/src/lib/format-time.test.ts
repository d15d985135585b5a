import { describe, expect, it } from 'vitest'
import {
  formatAbsolute,
  formatAge,
  formatDay,
  formatDayTime,
  formatDuration,
  formatHoursMinutes,
  formatIsoDate,
  formatTime,
} from './format-time.ts'

const at = '2026-02-25T09:02:05Z'
const now = new Date('2026-02-25T12:00:00Z')

describe('times', () => {
  it('are told in the zone that is asked for, with its usual name', () => {
    expect(formatTime(at, 'Asia/Kolkata')).toBe('14:32 IST')
    expect(formatTime(at, 'Europe/Berlin')).toBe('10:02 CET')
    expect(formatTime('2026-07-25T09:02:05Z', 'America/New_York')).toBe('05:02 EDT')
    expect(formatTime(at, 'Asia/Tashkent')).toBe('14:02 UTC+5')
    expect(formatTime(at, 'UTC')).toBe('09:02 UTC')
  })
  it('carry the day, and the year only when it is another one', () => {
    expect(formatDay(at, 'Asia/Kolkata', now)).toBe('Wed 25 Feb')
    expect(formatDay('2025-12-31T22:00:00Z', 'Asia/Kolkata', now)).toBe('Thu 1 Jan')
    expect(formatDay('2025-12-31T12:00:00Z', 'Asia/Kolkata', now)).toBe('Wed 31 Dec 2025')
    expect(formatDayTime(at, 'Asia/Kolkata', now)).toBe('Wed 25 Feb 14:32 IST')
    expect(formatIsoDate('2026-02-20')).toBe('Fri 20 Feb 2026')
  })
  it('have the whole truth for a title', () => {
    expect(formatAbsolute(at, 'Asia/Kolkata')).toBe('2026-02-25 14:32:05 IST (Asia/Kolkata)')
  })
})

describe('durations', () => {
  it.each([
    [-5, '0 min'],
    [11 * 60_000, '11 min'],
    [4 * 3_600_000 + 8 * 60_000 + 59_000, '4 h 08 m'],
    [47 * 3_600_000, '47 h 00 m'],
    [51 * 3_600_000, '2 d 3 h'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })
  it('tell a running clock and an age', () => {
    expect(formatHoursMinutes(4 * 3_600_000 + 8 * 60_000)).toBe('4:08')
    expect(formatAge('2026-02-25T11:49:00Z', now)).toBe('11 min ago')
    expect(formatAge('2026-02-25T15:20:00Z', now)).toBe('in 3 h 20 m')
    expect(formatAge('2026-02-25T11:59:30Z', now)).toBe('just now')
  })
})

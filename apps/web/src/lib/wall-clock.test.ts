import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantAtWallClock, wallClockAt } from './wall-clock.ts'

const ZONES = ['UTC', 'Asia/Kolkata', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'] as const

describe('a clock on the wall', () => {
  it('shows what the zone shows', () => {
    expect(wallClockAt('2026-02-25T09:00:00Z', 'Asia/Kolkata')).toBe('2026-02-25T14:30')
    expect(instantAtWallClock('2026-02-25T14:30', 'Asia/Kolkata')).toBe('2026-02-25T09:00:00.000Z')
  })

  it('takes the first of an hour that comes twice, and moves on where one does not come', () => {
    expect(instantAtWallClock('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
    expect(instantAtWallClock('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  })

  it('comes back to the same time for any minute and zone', () => {
    const minutes = fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 })
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), minutes, (zone, minute) => {
        const shown = wallClockAt(new Date(minute * 60_000), zone)
        const instant = instantAtWallClock(shown, zone)
        expect(instant === null ? null : wallClockAt(instant, zone)).toBe(shown)
        expect(Date.parse(instant ?? '')).toBeLessThanOrEqual(minute * 60_000)
      }),
    )
  })

  it('takes no other text', () => {
    for (const text of ['', '2026-02-25', '2026-13-01T00:00', 'soon']) expect(instantAtWallClock(text, 'UTC')).toBeNull()
  })
})

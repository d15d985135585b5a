import { describe, expect, it } from 'vitest'
import { CliError } from '../app/cli-error.ts'
import { mayTryAgain, waitBefore } from './try-again.ts'

describe('a request', () => {
  it.each([
    ['GET', 503, true],
    ['POST', 503, true],
    ['GET', 429, true],
    ['PUT', 503, false],
    ['PATCH', 502, false],
    ['DELETE', 504, false],
    ['GET', 500, false],
    ['POST', 409, false],
    ['GET', 401, false],
  ] as const)('%s after %i is repeated: %s', (method, status, expected) => {
    expect(mayTryAgain({ method }, { status })).toBe(expected)
  })

  it.each([
    ['unreachable', true],
    ['timed_out', true],
    ['untrusted_certificate', false],
  ])('after %s is repeated: %s', (code, expected) => {
    expect(mayTryAgain({ method: 'GET' }, new CliError(code, ''))).toBe(expected)
    expect(mayTryAgain({ method: 'DELETE' }, new CliError(code, ''))).toBe(false)
  })

  it('waits longer each time, or as long as the server asks, never beyond half a minute', () => {
    const waits = (random: number) => [0, 1, 2, 9].map((tried) => waitBefore(tried, null, () => random))
    expect(waits(0)).toEqual([500, 1_000, 2_000, 30_000])
    expect(waits(1)).toEqual([750, 1_500, 3_000, 30_000])
    expect(waitBefore(0, '7')).toBe(7_000)
    expect(waitBefore(0, '3600')).toBe(30_000)
    for (const odd of ['', '-1', 'Wed, 21 Oct 2026 07:28:00 GMT']) expect(waitBefore(0, odd, () => 0)).toBe(500)
  })
})

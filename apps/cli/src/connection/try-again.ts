import type { Route } from '@gatehouse/contracts'
import { CliError } from '../app/cli-error.ts'

/** The server, or the proxy before it, is away or busy; nothing was wrong with the request. */
const PASSING = [429, 502, 503, 504]
const LONGEST_MS = 30_000

/**
 * Whether the same request may be sent again after this outcome. Reads change nothing, and a POST carries an Idempotency-Key by which
 * the server carries it out once; anything else could be done twice. A certificate that is not trusted will not be a second later.
 */
export const mayTryAgain = (route: Pick<Route, 'method'>, outcome: CliError | Pick<Response, 'status'>): boolean => {
  if (route.method !== 'GET' && route.method !== 'POST') return false
  if (outcome instanceof CliError) return outcome.code === 'unreachable' || outcome.code === 'timed_out'
  return PASSING.includes(outcome.status)
}

/** Milliseconds before attempt `tried + 2`: half a second, doubling, with jitter; what the server asks for wins, up to half a minute. */
export const waitBefore = (tried: number, retryAfter: string | null, random: () => number = Math.random): number => {
  const asked = Number(retryAfter ?? Number.NaN) * 1_000
  if (Number.isFinite(asked) && asked >= 0 && retryAfter?.trim() !== '') return Math.min(LONGEST_MS, asked)
  return Math.min(LONGEST_MS, 500 * 2 ** tried * (1 + random() / 2))
}

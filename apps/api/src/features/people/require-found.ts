import { ok, type Result } from '@gatehouse/core'
import { ShellError } from '../../app/problems.ts'

/** A decision over something that exists; null becomes a 404 with `detail`. */
export const requireFound = <T>(decided: Result<T | null>, detail: string): Result<T> => {
  if (!decided.ok) return decided
  if (decided.value === null) throw new ShellError('not_found', detail)
  return ok(decided.value)
}

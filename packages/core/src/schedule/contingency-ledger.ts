/** What a slip of the target costs of the buffer. Source: DESIGN.md section 1, "contingency". */
import type { ContingencyLedger, LedgerEntry } from '../board/board.ts'
import type { Contingency } from '../plan/plan.ts'

export interface LedgerContext {
  /** Key at the origin of the slip (`Schedule.slipCause`), or null. */
  readonly cause: string | null
  /** Last period of the plan. */
  readonly last: number
  /** Words for a period: the calendar's `label`. */
  readonly label: (index: number) => string
}

/**
 * A slip within the tolerance consumes nothing; a longer one is consumed whole, period by period from the buffer's first. Beyond the
 * buffer it is exhausted, and the program ends later by what the buffer could not take. Slip and tolerance are in periods.
 */
export const contingencyLedger = (contingency: Contingency, slip: number, { cause, last, label }: LedgerContext): ContingencyLedger => {
  const size = Math.max(0, contingency.to - contingency.from + 1)
  const charged = slip <= contingency.tolerance ? 0 : slip
  const consumed = Math.min(charged, size)
  const entries = Array.from({ length: consumed }, (_, position): LedgerEntry => {
    const period = contingency.from + position
    return { period, label: label(period), cause: cause ?? contingency.target ?? 'the latest finish' }
  })
  return {
    ...contingency,
    size,
    slip,
    consumed,
    left: size - consumed,
    state: charged > size ? 'exhausted' : consumed > 0 ? 'consumed' : 'untouched',
    entries,
    cause: charged > 0 ? cause : null,
    newEnd: last + Math.max(0, charged - size),
  }
}

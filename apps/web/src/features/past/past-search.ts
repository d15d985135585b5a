import type { Board, BoardPeriod } from '@gatehouse/core'
import { z } from 'zod'
import type { PastMoment } from './past.queries.ts'

const whole = (least: number) => z.coerce.number().int().min(least).optional().catch(undefined)
/** The moment that is looked at: the end of a period, or after an event. With neither: the period that ended last. */
export const pastSearch = z.object({ period: whole(-1_000), seq: whole(1) })
export type PastSearch = z.output<typeof pastSearch>

/** Periods that are over, by the board’s own instant, and ended after the program was made: the others have no past here. Oldest first. */
export const pastPeriods = ({ periods, program, computedAt }: Pick<Board, 'periods' | 'program' | 'computedAt'>): readonly BoardPeriod[] =>
  periods.filter(({ endsAt }) => Date.parse(endsAt) <= Date.parse(computedAt) && Date.parse(endsAt) > Date.parse(program.createdAt))

/** What to ask for; null: there is nothing to look back at. */
export const momentOf = ({ period, seq }: PastSearch, ended: readonly BoardPeriod[]): PastMoment | null => {
  if (seq !== undefined) return { seq }
  const last = period ?? ended.at(-1)?.index
  return last === undefined ? null : { period: last }
}

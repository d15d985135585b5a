import type { Board, BoardPeriod } from '@gatehouse/core'
import { z } from 'zod'
import type { PastMoment } from './past.queries.ts'

const whole = (least: number) => z.coerce.number().int().min(least).optional().catch(undefined)
/** The moment that is looked at: the end of a period, or after an event. With neither: the period that ended last. */
export const pastSearch = z.object({ period: whole(-1_000), seq: whole(1) })
export type PastSearch = z.output<typeof pastSearch>

/** Periods that are over and ended after the program was made: the others have no past here. Oldest first. */
export const pastPeriods = ({ periods, program }: Pick<Board, 'periods' | 'program'>, now: Date): readonly BoardPeriod[] =>
  periods.filter(({ endsAt }) => Date.parse(endsAt) <= now.getTime() && Date.parse(endsAt) > Date.parse(program.createdAt))

/** What to ask for; null: there is nothing to look back at. */
export const momentOf = ({ period, seq }: PastSearch, ended: readonly BoardPeriod[]): PastMoment | null => {
  if (seq !== undefined) return { seq }
  const last = period ?? ended.at(-1)?.index
  return last === undefined ? null : { period: last }
}

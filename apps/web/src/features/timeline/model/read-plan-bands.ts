/** Checkpoints and staffing of a plan, as far as its own lists say them by period. The lists are kept as written, so every field is read with care. */

export interface CheckpointMark {
  readonly period: number
  readonly text: string
  readonly state: 'met' | 'missed' | 'due' | 'ahead'
}
export interface StaffingFigure {
  readonly period: number
  readonly people: number
}
export interface PlanBands {
  readonly checkpoints: readonly CheckpointMark[]
  readonly staffing: readonly StaffingFigure[]
  /** Largest figure that the plan states for one allocation; overlapping ones may add up to more. */
  readonly declaredPeak: number | null
}
/** More periods than any plan has. */
const LONGEST = 2_000
export const NO_BANDS: PlanBands = { checkpoints: [], staffing: [], declaredPeak: null }

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (plan: unknown, name: string): readonly Fields[] => {
  const list = isFields(plan) ? plan[name] : undefined
  return Array.isArray(list) ? list.filter(isFields) : []
}
const numberIn = (fields: Fields, name: string): number | null => {
  const value = fields[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
const textIn = (fields: Fields, name: string): string => {
  const value = fields[name]
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string').join('; ') : ''
}

const stateOf = (fields: Fields, period: number, now: number | null): CheckpointMark['state'] => {
  if (fields.status === 'met' || fields.status === 'missed') return fields.status
  return now !== null && period <= now ? 'due' : 'ahead'
}

/** People of one allocation: its roles added up, else the figure that the plan states. */
const peopleOf = (fields: Fields): number | null => {
  const roles = listOf(fields, 'roles')
  if (roles.length > 0) return roles.reduce((sum, role) => sum + (numberIn(role, 'count') ?? 0), 0)
  return numberIn(fields, 'total')
}

/** `plan` is the document of `GET …/plan`; `now` the index of the current period, null before the program begins. */
export const readPlanBands = (plan: unknown, now: number | null): PlanBands => {
  const checkpoints = listOf(plan, 'checkpoints').flatMap((fields): CheckpointMark[] => {
    const period = numberIn(fields, 'at')
    if (period === null) return []
    return [{ period, text: textIn(fields, 'mustBeTrue') || textIn(fields, 'title'), state: stateOf(fields, period, now) }]
  })
  const people = new Map<number, number>()
  let declaredPeak: number | null = null
  for (const fields of listOf(plan, 'allocations')) {
    const stated = numberIn(fields, 'total')
    if (stated !== null) declaredPeak = Math.max(declaredPeak ?? 0, stated)
    const from = numberIn(fields, 'from')
    const to = numberIn(fields, 'to') ?? from
    const figure = peopleOf(fields)
    if (from === null || to === null || figure === null || to - from > LONGEST) continue
    for (let period = from; period <= to; period++) people.set(period, (people.get(period) ?? 0) + figure)
  }
  const staffing = [...people].map(([period, count]) => ({ period, people: count })).sort((a, b) => a.period - b.period)
  return { checkpoints, staffing, declaredPeak }
}

/** What a plan document contains, as counts with words, in the order in which people think of them. `kind` is what lines became. */
const NOUNS = [
  ['lanes', 'lane', 'lane'],
  ['owners', 'owner', 'owner'],
  ['tasks', 'task', 'task'],
  ['gates', 'gate', 'gate'],
  ['requirements', 'requirement', 'requirement'],
  ['dependencies', 'dependency', 'dependency'],
  ['criticalPaths', 'declared path', 'critical_path'],
  ['milestones', 'milestone', 'milestone'],
  ['phases', 'phase', 'phase'],
  ['risks', 'risk', 'risk'],
  ['checkpoints', 'checkpoint', 'checkpoint'],
  ['metrics', 'metric', 'metric'],
  ['allocations', 'allocation', 'allocation'],
  ['checklists', 'checklist', 'checklist'],
  ['runbook', 'runbook step', 'runbook_step'],
  ['playbooks', 'playbook', 'playbook'],
  ['decisions', 'decision', 'decision'],
  ['rituals', 'ritual', 'ritual'],
  ['escalation', 'escalation step', 'escalation_step'],
  ['notes', 'note', 'note'],
] as const

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const plural = (noun: string) => (noun.endsWith('y') && !/[aeo]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`)

export interface PlanCount {
  readonly noun: string
  readonly kind: string
  readonly count: number
}
export interface PlanHead {
  readonly slug: string
  readonly name: string
  readonly goal: string
  readonly cadence: 'day' | 'week'
  readonly prefix: string
  readonly first: number
  readonly last: number
  /** `15 days, D0 to D14` */
  readonly length: string
  readonly startsOn: string
  readonly timeZone: string
  readonly workingDays: readonly number[]
}

/** The program of a plan document, with the defaults that a plan file may leave out. */
export const headOfPlan = (plan: Record<string, unknown>): PlanHead => {
  const program = isRecord(plan.program) ? plan.program : {}
  const text = (name: string, fallback = '') => (typeof program[name] === 'string' ? program[name] : fallback)
  const number = (name: string, fallback: number) => (typeof program[name] === 'number' ? program[name] : fallback)
  const week = program.cadence === 'week'
  const prefix = text('prefix', week ? 'W' : 'D')
  const first = number('first', week ? 1 : 0)
  const last = number('last', first)
  const periods = last - first + 1
  const days = listOf(program.workingDays).filter((day): day is number => typeof day === 'number')
  return {
    slug: text('slug'),
    name: text('name'),
    goal: text('goal'),
    cadence: week ? 'week' : 'day',
    prefix,
    first,
    last,
    length: `${periods} ${week ? 'week' : 'day'}${periods === 1 ? '' : 's'}, ${prefix}${first} to ${prefix}${last}`,
    startsOn: text('startsOn'),
    timeZone: text('timeZone', 'UTC'),
    workingDays: days.length > 0 ? days : [1, 2, 3, 4, 5],
  }
}

/** Counts of everything that there is at least one of. */
export const countPlan = (plan: Record<string, unknown>): readonly PlanCount[] => {
  const after = [...listOf(plan.tasks), ...listOf(plan.gates)].reduce<number>(
    (sum, one) => sum + (isRecord(one) ? listOf(one.after).length : 0),
    0,
  )
  const sizes: Record<string, number> = {
    ...Object.fromEntries(NOUNS.map(([name]) => [name, listOf(plan[name]).length])),
    requirements: listOf(plan.gates).reduce<number>((sum, gate) => sum + (isRecord(gate) ? listOf(gate.requirements).length : 0), 0),
    dependencies: listOf(plan.dependencies).length + after,
  }
  return NOUNS.map(([name, noun, kind]) => ({ noun: sizes[name] === 1 ? noun : plural(noun), kind, count: sizes[name] ?? 0 })).filter(
    (one) => one.count > 0,
  )
}

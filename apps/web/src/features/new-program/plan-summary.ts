/** What a plan document contains, as counts with words, in the order in which people think of them. */
const NOUNS = [
  ['lanes', 'lane'],
  ['owners', 'owner'],
  ['tasks', 'task'],
  ['gates', 'gate'],
  ['requirements', 'requirement'],
  ['dependencies', 'dependency'],
  ['criticalPaths', 'declared path'],
  ['milestones', 'milestone'],
  ['phases', 'phase'],
  ['risks', 'risk'],
  ['checkpoints', 'checkpoint'],
  ['metrics', 'metric'],
  ['allocations', 'allocation'],
  ['checklists', 'checklist'],
  ['runbook', 'runbook step'],
  ['playbooks', 'playbook'],
  ['decisions', 'decision'],
  ['rituals', 'ritual'],
  ['escalation', 'escalation step'],
  ['notes', 'note'],
] as const

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const plural = (noun: string) => (noun.endsWith('y') && !/[aeo]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`)

export interface PlanCount {
  readonly noun: string
  readonly count: number
}
export interface PlanHead {
  readonly slug: string
  readonly name: string
  readonly goal: string
  /** `15 days, D0 to D14` */
  readonly length: string
  readonly startsOn: string
  readonly timeZone: string
}

export const summarisePlan = (plan: Record<string, unknown>): { readonly head: PlanHead; readonly counts: readonly PlanCount[] } => {
  const program = isRecord(plan.program) ? plan.program : {}
  const text = (name: string, fallback = '') => (typeof program[name] === 'string' ? program[name] : fallback)
  const week = program.cadence === 'week'
  const prefix = text('prefix', week ? 'W' : 'D')
  const first = typeof program.first === 'number' ? program.first : week ? 1 : 0
  const last = typeof program.last === 'number' ? program.last : first
  const after = [...listOf(plan.tasks), ...listOf(plan.gates)].reduce<number>(
    (sum, one) => sum + (isRecord(one) ? listOf(one.after).length : 0),
    0,
  )
  const sizes: Record<string, number> = {
    ...Object.fromEntries(NOUNS.map(([name]) => [name, listOf(plan[name]).length])),
    requirements: listOf(plan.gates).reduce<number>((sum, gate) => sum + (isRecord(gate) ? listOf(gate.requirements).length : 0), 0),
    dependencies: listOf(plan.dependencies).length + after,
  }
  const counts = NOUNS.map(([name, noun]) => ({ noun: sizes[name] === 1 ? noun : plural(noun), count: sizes[name] ?? 0 })).filter(
    (one) => one.count > 0,
  )
  const periods = last - first + 1
  return {
    head: {
      slug: text('slug'),
      name: text('name'),
      goal: text('goal'),
      length: `${periods} ${week ? 'week' : 'day'}${periods === 1 ? '' : 's'}, ${prefix}${first} to ${prefix}${last}`,
      startsOn: text('startsOn'),
      timeZone: text('timeZone', 'UTC'),
    },
    counts,
  }
}

import { createCalendar, dayOfIsoDate, isoDateOfDay, type Plan } from '@gatehouse/core'

/** What one line of a diagram repeats. */
export type Drawn = { readonly kind: 'task' | 'gate' | 'milestone' | 'lane' | 'dependency'; readonly key: string } | null
export interface DiagramLine {
  readonly text: string
  readonly repeats: Drawn
}

/** GitHub draws no diagram with more text or more arrows than this. */
const MAX_TEXT = 48_000
const MAX_EDGES = 480

const fits = (lines: readonly DiagramLine[]): boolean => lines.reduce((sum, line) => sum + line.text.length + 1, 0) <= MAX_TEXT
const plain = (text: string): DiagramLine => ({ text, repeats: null })

/** A Mermaid Gantt chart: a section per lane with its tasks, then gates. Null where there is nothing to draw or too much for a page. */
export function drawGantt(plan: Plan): readonly DiagramLine[] | null {
  if (plan.tasks.length === 0) return null
  const calendar = createCalendar(plan.program)
  const critical = new Set(plan.criticalPaths.flatMap((path) => path.steps))
  const bar = (key: string, title: string, tags: readonly string[], from: string, to: string): string =>
    `  ${key} ${sayPlainly(title)} :${[...tags, from, to].join(', ')}`
  const lines: DiagramLine[] = [
    plain('gantt'),
    plain(`  title ${sayPlainly(plan.program.name)}`),
    plain('  dateFormat YYYY-MM-DD'),
    plain('  axisFormat %d %b'),
  ]
  for (const lane of plan.lanes) {
    const own = plan.tasks.filter((task) => task.lane === lane.key)
    if (own.length > 0) lines.push({ text: `  section ${lane.key} ${sayPlainly(lane.name)}`, repeats: { kind: 'lane', key: lane.key } })
    for (const { key, title, start, finish, status } of own) {
      const state = status === 'done' ? ['done'] : status === 'in_progress' ? ['active'] : []
      const tags = critical.has(key) ? ['crit', ...state] : state
      const end = dayAfter(calendar.period(finish).endsOn)
      lines.push({ text: bar(key, title, tags, calendar.period(start).startsOn, end), repeats: { kind: 'task', key } })
    }
  }
  if (plan.gates.length > 0) lines.push(plain('  section Gates'))
  for (const { key, title, at } of plan.gates) {
    const tags = critical.has(key) ? ['crit', 'milestone'] : ['milestone']
    lines.push({ text: bar(key, title, tags, calendar.period(at).endsOn, '0d'), repeats: { kind: 'gate', key } })
  }
  return fits(lines) ? lines : null
}

const dayAfter = (iso: string): string => isoDateOfDay((dayOfIsoDate(iso) ?? 0) + 1)

/** A Mermaid flowchart of every dependency: soft ones dotted, lags on the arrow. Null where there are none or too many for a page. */
export function drawGraph(plan: Plan): readonly DiagramLine[] | null {
  const links = [
    ...[...plan.tasks, ...plan.gates].flatMap(({ key, after }) =>
      after.map((each) => ({ from: each.ref, to: key, kind: each.kind, lag: each.lag })),
    ),
    ...plan.dependencies,
  ]
  if (links.length === 0 || links.length > MAX_EDGES) return null
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]))
  const node = (kind: 'task' | 'gate' | 'milestone', key: string, label: string): DiagramLine[] => {
    if (!linked.has(key)) return []
    const text = `"${key} ${sayPlainly(label)}"`
    const shape = kind === 'gate' ? `{{${text}}}` : kind === 'milestone' ? `([${text}])` : `[${text}]`
    return [{ text: `  ${idOf(key)}${shape}`, repeats: { kind, key } }]
  }
  const lines = [
    plain('flowchart LR'),
    ...plan.tasks.flatMap((task) => node('task', task.key, task.title)),
    ...plan.gates.flatMap((gate) => node('gate', gate.key, gate.title)),
    ...plan.milestones.flatMap((milestone) => node('milestone', milestone.key, milestone.name)),
    ...links.map(({ from, to, kind, lag }): DiagramLine => {
      const distance = lag === 0 ? '' : `|${lag > 0 ? '+' : ''}${lag}|`
      return {
        text: `  ${idOf(from)} ${kind === 'soft' ? '-.->' : '-->'}${distance} ${idOf(to)}`,
        repeats: { kind: 'dependency', key: `${from}->${to}` },
      }
    }),
  ]
  return fits(lines) ? lines : null
}

/** A node's name in Mermaid: no word of its language, no sign but `_`, and different for different keys. */
const idOf = (key: string): string =>
  `n_${key.replaceAll(/[^A-Za-z0-9]/g, (sign) => (sign === '-' ? '__' : `_x${sign.charCodeAt(0).toString(16)}`))}`

/** Mermaid has no escapes that hold everywhere: signs that mean something to it become spaces. */
const sayPlainly = (text: string): string =>
  text
    .replaceAll('"', '’')
    .replaceAll(/[:;#<>{}[\]()|`\\%&\p{C}\p{Z}]+/gu, ' ')
    .trim()

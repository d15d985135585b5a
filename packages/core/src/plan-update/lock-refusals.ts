/**
 * What signed gates have against an update. A gate was signed with its terms, its requirements, its child tasks and what comes before
 * them: none of these may change, come or go until it is reopened.
 */
import type { GateProgress, ProgramState, TaskState } from '../board/program-state.ts'
import { childTasksByGate } from '../gates/child-tasks.ts'
import type { Issue } from '../result.ts'
import type { DescribedDiff } from './describe-diff.ts'
import type { ChangedEntry, Rename, UpdatedEntry } from './plan-update.ts'

type Network = Pick<ProgramState, 'tasks' | 'gates'>

/** Signed gate of each task that one locks: its children, and the summary tasks that name it. */
const locksOf = ({ tasks, gates }: Network, signed: ReadonlySet<string>): ReadonlyMap<string, string> => {
  const { gateOf } = childTasksByGate({ tasks, gates })
  const locks = new Map<string, string>()
  for (const task of tasks) {
    const gateKey = gateOf.get(task.key)?.gateKey ?? task.gate
    if (gateKey !== null && signed.has(gateKey)) locks.set(task.key, gateKey)
  }
  return locks
}

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
const sayFields = ({ fields }: ChangedEntry): string =>
  fields.map(({ field, before, after }) => `${field} from ${short(before)} to ${short(after)}`).join('; ')

const hint = (gateKey: string): string => `Reopen ${gateKey} with a reason first, or leave it in the document as it is in the program.`
const gateIssue = (gateKey: string, what: string): Issue => ({
  code: 'gate_locked',
  message: `${gateKey} is signed and locked: ${what}.`,
  path: `gates.${gateKey}`,
  hint: hint(gateKey),
})
const taskIssue = (taskKey: string, gateKey: string, what: string): Issue => ({
  code: 'task_locked',
  message: `${taskKey} belongs to ${gateKey}, which is signed and locked: ${what}.`,
  path: `tasks.${taskKey}`,
  hint: hint(gateKey),
})

interface Entry {
  readonly entry: UpdatedEntry
  readonly what: string
}
const entriesOf = (diff: DescribedDiff): readonly Entry[] => [
  ...diff.gone.map((entry) => ({ entry, what: 'would be removed' })),
  ...diff.changed.map((entry) => ({ entry, what: `would change: ${sayFields(entry)}` })),
  ...diff.added.map((entry) => ({ entry, what: 'would be added' })),
]

const gateOfRequirement = (key: string): string => key.slice(0, key.indexOf('/'))
const successorOf = (key: string): string => key.slice(key.indexOf('->') + 2)

/** Tasks that would come under a signed gate, or leave it without being changed themselves. */
const moveIssues = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  tasks: readonly Pick<TaskState, 'key'>[],
  told: ReadonlySet<string>,
): readonly Issue[] =>
  tasks.flatMap(({ key }) => {
    const [from, to] = [before.get(key), after.get(key)]
    if (from === to || told.has(key)) return []
    if (to !== undefined)
      return [
        { code: 'task_locked', message: `${to} is signed and locked: ${key} would come under it.`, path: `tasks.${key}`, hint: hint(to) },
      ]
    return from === undefined ? [] : [taskIssue(key, from, 'it would come under another gate')]
  })

/** Every change that a signed gate refuses, all at once. `was` and `after` speak in the document’s keys. */
export const lockRefusals = (
  was: ProgramState,
  after: { readonly tasks: readonly TaskState[]; readonly gates: readonly GateProgress[] },
  diff: DescribedDiff,
  renames: readonly Rename[],
): readonly Issue[] => {
  const signed = new Set(was.gates.filter(({ state }) => state === 'SignedOff').map(({ key }) => key))
  if (signed.size === 0) return []
  const locks = locksOf(was, signed)
  const later = locksOf(after, signed)
  const told = new Set<string>()
  const issues: Issue[] = []
  for (const { kind, from, to } of renames) {
    const gateKey = kind === 'gate' ? (signed.has(to) ? to : undefined) : locks.get(to)
    if (gateKey === undefined) continue
    told.add(to)
    const what = `its key would change from ${from} to ${to}`
    issues.push(kind === 'gate' ? gateIssue(from, what) : taskIssue(to, gateKey, what))
  }
  for (const { entry, what } of entriesOf(diff)) {
    if (entry.kind === 'gate' && signed.has(entry.key)) issues.push(gateIssue(entry.key, `it ${what}`))
    if (entry.kind === 'requirement' && signed.has(gateOfRequirement(entry.key)))
      issues.push(gateIssue(gateOfRequirement(entry.key), `its requirement ${entry.key.slice(entry.key.indexOf('/') + 1)} ${what}`))
    if (entry.kind === 'task') {
      const gateKey = locks.get(entry.key)
      if (gateKey === undefined) continue
      told.add(entry.key)
      issues.push(taskIssue(entry.key, gateKey, `it ${what}`))
    }
    if (entry.kind === 'dependency') {
      const to = successorOf(entry.key)
      const gateKey = locks.get(to)
      if (signed.has(to)) issues.push(gateIssue(to, `the dependency ${entry.title} ${what}`))
      else if (gateKey !== undefined) issues.push(taskIssue(to, gateKey, `the dependency ${entry.title} ${what}`))
    }
  }
  return [...issues, ...moveIssues(locks, later, after.tasks, told)]
}

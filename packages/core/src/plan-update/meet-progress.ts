/**
 * Plan and progress are two things: a document says what is planned, the program knows what was done. Status, ticks, notes and the
 * release SHA stay as the program has them. Where the document claims otherwise, the claim is listed and counts only when asked for.
 * What it leaves unsaid (`todo`, an open box, an empty note, no SHA) claims nothing.
 */
import type { ChecklistItem, Plan, PlanReleaseTarget, Task } from '../plan/plan.ts'
import type { PlanUpdateOptions, ProgressClaim } from './plan-update.ts'

type Whose = PlanUpdateOptions['progress']
interface Met<T> {
  readonly value: T
  readonly claims: readonly ProgressClaim[]
}

/** Ticks by text, the first of two equal texts with the first. */
const meetChecklist = (was: readonly ChecklistItem[], says: readonly ChecklistItem[], whose: Whose) => {
  const ticks = new Map<string, boolean[]>()
  for (const { text, done } of was) ticks.set(text, [...(ticks.get(text) ?? []), done])
  const claimed: ChecklistItem[] = []
  const checklist = says.map((item): ChecklistItem => {
    const known = ticks.get(item.text)?.shift()
    if (known === undefined || known === item.done) return item
    if (known) return { ...item, done: true }
    claimed.push(item)
    return { ...item, done: whose === 'document' }
  })
  return { checklist, claimed }
}

const meetTask = (was: Task, says: Task, whose: Whose): Met<Task> => {
  const taken = whose === 'document'
  const entry = { kind: 'task', key: says.key, title: says.title, taken } as const
  const claims: ProgressClaim[] = []
  const isMovedElsewhere = says.status === 'moved' && was.status === 'moved' && says.movedTo !== was.movedTo
  const claimsStatus = says.status !== 'todo' && (says.status !== was.status || isMovedElsewhere)
  if (claimsStatus) {
    const word = ({ status, movedTo }: Task): string => (status === 'moved' ? `moved to ${movedTo ?? ''}` : status)
    claims.push({ ...entry, field: 'status', before: word(was), after: word(says) })
  }
  const { checklist, claimed } = meetChecklist(was.checklist, says.checklist, whose)
  if (claimed.length > 0)
    claims.push({ ...entry, field: 'checklist', before: claimed.map((item) => ({ ...item, done: false })), after: claimed })
  const { status, movedTo } = claimsStatus && taken ? says : was
  return { value: { ...says, status, movedTo, checklist, note: says.note === '' ? was.note : says.note }, claims }
}

const meetTarget = (was: PlanReleaseTarget | null, says: PlanReleaseTarget | null, whose: Whose): Met<PlanReleaseTarget | null> => {
  if (was === null || says === null) return { value: says ?? was, claims: [] }
  if (says.sha === null || says.sha === was.sha) return { value: { ...says, sha: was.sha }, claims: [] }
  const taken = whose === 'document'
  const entry = { kind: 'releaseTarget', key: 'releaseTarget', title: says.repository } as const
  return {
    value: taken ? says : { ...says, sha: was.sha },
    claims: [{ ...entry, field: 'sha', before: was.sha, after: says.sha, taken }],
  }
}

/** The plan that the program would have, and every claim about progress. `was` in the document’s keys. */
export const meetProgress = (
  was: Plan,
  document: Plan,
  whose: Whose,
): { readonly plan: Plan; readonly claims: readonly ProgressClaim[] } => {
  const known = new Map(was.tasks.map((task) => [task.key, task]))
  const tasks = document.tasks.map((task): Met<Task> => {
    const before = known.get(task.key)
    return before === undefined ? { value: task, claims: [] } : meetTask(before, task, whose)
  })
  const target = meetTarget(was.releaseTarget, document.releaseTarget, whose)
  return {
    plan: {
      ...document,
      program: { ...document.program, slug: was.program.slug },
      releaseTarget: target.value,
      tasks: tasks.map(({ value }) => value),
    },
    claims: [...tasks.flatMap(({ claims }) => claims), ...target.claims],
  }
}

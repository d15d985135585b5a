import { type Lane, PLAN_LIMITS, type ProgramHead, type Task } from '@gatehouse/core'
import type { DraftTask } from '../draft/draft-plan.ts'
import { cut } from '../recognise/prose/text.ts'
import type { Reading } from '../recognise/recogniser.ts'

/** Tasks with a lane, a span inside the program's and every default. A summary task spans its parts. */
export function settleTasks(reading: Reading, head: ProgramHead, lanes: readonly Lane[]): readonly Task[] {
  const { draft, account } = reading
  const known = new Set(lanes.map(({ key }) => key))
  const tasks = new Set(draft.tasks.map(({ key }) => key))
  const gates = new Set(draft.gates.map(({ key }) => key))
  const parts = partsOf(draft.tasks)
  for (const task of draft.tasks.slice(PLAN_LIMITS.tasks, PLAN_LIMITS.tasks + 1))
    account.warn('too_many_tasks', task.line, `A plan holds ${PLAN_LIMITS.tasks} tasks; those from here on are left out.`)
  return draft.tasks.slice(0, PLAN_LIMITS.tasks).map((task): Task => {
    const span = spanOf(task, parts.get(task.key) ?? [], head)
    if (span.isGuessed)
      account.infer(task.line, { kind: 'task', key: task.key }, 'start', String(span.start), 'The document gives no period for it.')
    const lane = task.lane !== null && known.has(task.lane) ? task.lane : (lanes[0]?.key ?? 'L1')
    if (task.lane !== lane) account.infer(task.line, { kind: 'task', key: task.key }, 'lane', lane, 'The document names no lane for it.')
    return {
      key: task.key,
      lane,
      title: cut(task.title.trim() || task.key, PLAN_LIMITS.title),
      start: span.start,
      finish: span.finish,
      priority: task.priority ?? 'P1',
      status: task.status ?? 'todo',
      parent: task.parent !== null && task.parent !== task.key && tasks.has(task.parent) ? task.parent : null,
      gate: task.gate !== null && gates.has(task.gate) ? task.gate : null,
      owners: [...new Set(task.owners)].slice(0, 20),
      checklist: task.checklist
        .filter(({ text }) => text.trim() !== '')
        .map(({ text, done }) => ({ text: cut(text, PLAN_LIMITS.text), done })),
      after: task.after.map((after) => ({ ...after })),
      movedTo: task.movedTo === null ? null : cut(task.movedTo, PLAN_LIMITS.text),
      note: cut(task.note, PLAN_LIMITS.note),
    }
  })
}

function partsOf(tasks: readonly DraftTask[]): ReadonlyMap<string, readonly DraftTask[]> {
  const parts = new Map<string, DraftTask[]>()
  for (const task of tasks) {
    if (task.parent === null || task.parent === task.key) continue
    const list = parts.get(task.parent)
    if (list) list.push(task)
    else parts.set(task.parent, [task])
  }
  return parts
}

function spanOf(
  task: DraftTask,
  parts: readonly DraftTask[],
  head: ProgramHead,
): { readonly start: number; readonly finish: number; readonly isGuessed: boolean } {
  const periods = [task.start, task.finish, ...parts.flatMap(({ start, finish }) => [start, finish])].filter((each) => each !== null)
  const [some] = periods
  if (some === undefined) return { start: head.first, finish: head.last, isGuessed: true }
  const start = clamp(Math.min(...periods.slice(0, 1_000)), head)
  return { start, finish: Math.max(start, clamp(Math.max(...periods.slice(0, 1_000)), head)), isGuessed: false }
}

export const clamp = (period: number, { first, last }: Pick<ProgramHead, 'first' | 'last'>): number =>
  Math.min(last, Math.max(first, Math.round(period)))

import type { PlanEntity } from '../../../../report/map-lines.ts'
import type { DiagramNode } from '../../../document/document.ts'
import { foldText } from '../../../words/fold.ts'
import type { Reading } from '../../recogniser.ts'

/** Finds what a diagram's box means among what is known so far, by key or by title; null: nothing has that name. */
export function nodeNames({ draft }: Reading): { find: (node: Pick<DiagramNode, 'id' | 'text'>) => PlanEntity | null } {
  const byName = new Map<string, PlanEntity>()
  const add = (name: string, kind: string, key: string): void => {
    const folded = foldText(name)
    if (folded !== '' && !byName.has(folded)) byName.set(folded, { kind, key })
  }
  for (const { key, title } of draft.gates) {
    add(key, 'gate', key)
    add(title, 'gate', key)
    add(`${key} ${title}`, 'gate', key)
  }
  for (const { key, name } of draft.milestones) {
    add(name, 'milestone', key)
    add(`${key} ${name}`, 'milestone', key)
  }
  for (const { key, title, number } of draft.tasks) {
    if (number !== null) add(`#${number}`, 'task', key)
    add(key, 'task', key)
    add(title, 'task', key)
    add(`${key} ${title}`, 'task', key)
  }
  for (const { key, name } of draft.phases) add(name, 'phase', key)
  for (const { key, name } of draft.lanes) add(name, 'lane', key)
  return {
    find: ({ id, text }) =>
      byName.get(foldText(text)) ?? (text === '' || text === id ? (byName.get(foldText(id)) ?? null) : byKeyInFront(text)),
  }

  /** `G3 CI green` is gate G3 and `#201 templates` task 201, whatever the words behind. */
  function byKeyInFront(text: string): PlanEntity | null {
    const key = /^(#\d{1,6}|[A-Z]{1,5}-?\d{1,4})\b/u.exec(text)?.[1]
    const found = key === undefined ? undefined : byName.get(foldText(key))
    return found ?? null
  }
}

import { type Gate, type Lane, PLAN_LIMITS, type PlanOwner, type PlanRecord, type PlanSection, type Task } from '@gatehouse/core'
import { HANDLE_PATTERN } from '../../schema/fields.ts'
import { cut } from '../recognise/prose/text.ts'
import type { Reading } from '../recognise/recogniser.ts'

/** Everybody whom the document names or a part of the plan refers to. */
export function settleOwners(
  { draft, account }: Reading,
  lanes: readonly Lane[],
  tasks: readonly Task[],
  gates: readonly Gate[],
  sections: Readonly<Record<PlanSection, readonly PlanRecord[]>>,
): readonly PlanOwner[] {
  const names = new Map<string, string>([...draft.owners.values()].map(({ handle, name }) => [handle, name]))
  const add = (handle: string): void => {
    if (!names.has(handle)) names.set(handle, handle.replace(/^@/, ''))
  }
  for (const { owners } of [...lanes, ...tasks, ...gates]) owners.forEach(add)
  for (const { reviewers } of gates) reviewers.forEach(add)
  for (const records of Object.values(sections))
    for (const { owners } of records) if (Array.isArray(owners)) for (const handle of owners) if (typeof handle === 'string') add(handle)
  const sound = [...names].filter(([handle]) => handle.length <= 60 && HANDLE_PATTERN.test(handle))
  if (sound.length > PLAN_LIMITS.owners) account.warn('too_many_owners', 1, `Only the first ${PLAN_LIMITS.owners} owners are kept.`)
  return sound.slice(0, PLAN_LIMITS.owners).map(([handle, name]) => ({ handle, name: cut(name, PLAN_LIMITS.title), signsAs: [] }))
}

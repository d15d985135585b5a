/** A difference in words. */
import type { planUpdateDiff } from '@gatehouse/contracts'
import type { z } from 'zod'
import { countOf } from '../../lib/format-plan.ts'

export type UpdateDiff = z.output<typeof planUpdateDiff>
export type ChangedEntry = UpdateDiff['changed'][number]

/** `releaseTarget` → `release target` */
export const sayName = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()

/** A field's value in one line: lists joined, maps as `name value`, nothing as a dash. */
export const sayValue = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '—'
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.map(sayValue).join('; ')
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([, each]) => each !== null && each !== '' && each !== false && !(Array.isArray(each) && each.length === 0))
      .map(([name, each]) => (name === 'key' || name === 'ref' || name === 'text' ? sayValue(each) : `${sayName(name)} ${sayValue(each)}`))
      .join(', ')
  return String(value)
}

/** `2 added, 1 changed, 1 gone, 1 renamed`; nothing differs: `nothing changes`. */
export const sayCounts = ({ added, changed, gone, renamed, progress }: UpdateDiff): string => {
  const taken = progress.filter((one) => one.taken).length
  const parts = [
    [added.length, 'added'],
    [changed.length, 'changed'],
    [gone.length, 'gone'],
    [renamed.length, 'renamed'],
    [taken, taken === 1 ? 'state taken from the document' : 'states taken from the document'],
  ] as const
  return (
    parts
      .filter(([count]) => count > 0)
      .map(([count, word]) => `${count} ${word}`)
      .join(', ') || 'nothing changes'
  )
}

export const isNothing = (diff: UpdateDiff): boolean => sayCounts(diff) === 'nothing changes'

/** Entries by kind, in the order in which the kinds come first. */
export const groupByKind = <T extends { readonly kind: string }>(entries: readonly T[]): readonly (readonly [string, readonly T[]])[] => {
  const groups = new Map<string, T[]>()
  for (const entry of entries) {
    const group = groups.get(entry.kind)
    if (group) group.push(entry)
    else groups.set(entry.kind, [entry])
  }
  return [...groups]
}

export const sayFields = (count: number): string => countOf(count, 'field')

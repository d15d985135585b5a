import type { ChecklistItem, CiReadState, Contingency, SignOff, WorkflowReading } from '@gatehouse/core'
import { CorruptRow } from '../errors.ts'

/** What the JSON columns hold, looked at before it is believed. `where` names the row for the error. */
const corrupt = (where: string, expected: string): CorruptRow => new CorruptRow(`${where}: ${expected} was expected`)

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isPeriod = (value: unknown): value is number => Number.isInteger(value)

export const parseChecklist = (value: unknown, where: string): readonly ChecklistItem[] => {
  if (!Array.isArray(value)) throw corrupt(where, 'a checklist')
  return value.map((item: unknown) => {
    if (!isRecord(item) || typeof item['text'] !== 'string' || typeof item['done'] !== 'boolean')
      throw corrupt(where, 'a checklist of {text, done}')
    return { text: item['text'], done: item['done'] }
  })
}

export const parseSignedEvidence = (value: unknown, where: string): SignOff['evidence'] => {
  if (!Array.isArray(value)) throw corrupt(where, 'a list of evidence')
  return value.map((item: unknown) => {
    if (!isRecord(item)) throw corrupt(where, 'a list of evidence')
    const { id, requirementKey, digest } = item
    if (typeof id !== 'string' || typeof requirementKey !== 'string' || typeof digest !== 'string') {
      throw corrupt(where, 'evidence as {id, requirementKey, digest}')
    }
    return { id, requirementKey, digest }
  })
}

export const parseContingency = (value: unknown, where: string): Contingency | null => {
  if (value === null) return null
  if (!isRecord(value)) throw corrupt(where, 'a contingency')
  const { from, to, tolerance, target } = value
  if (!isPeriod(from) || !isPeriod(to) || !isPeriod(tolerance) || !(target === null || typeof target === 'string')) {
    throw corrupt(where, 'a contingency of {from, to, tolerance, target}')
  }
  return { from, to, tolerance, target }
}

const isReading = (value: unknown): value is WorkflowReading =>
  isRecord(value) && typeof value['path'] === 'string' && Array.isArray(value['runs']) && value['runs'].every(isRecord)

/** The part of a reading that has no columns of its own. Runs were checked when they were read from the host. */
export const parseCiData = (value: unknown, where: string): Pick<CiReadState, 'error' | 'repositoryId' | 'workflows'> => {
  if (!isRecord(value)) throw corrupt(where, 'a reading')
  const { error, repositoryId, workflows } = value
  if (!Array.isArray(workflows) || !workflows.every(isReading)) throw corrupt(where, 'readings of workflows')
  if (!(repositoryId === null || typeof repositoryId === 'number')) throw corrupt(where, 'a repository id')
  if (error === null) return { error, repositoryId, workflows }
  if (!isRecord(error)) throw corrupt(where, 'an error of {code, message, at}')
  const { code, message, at } = error
  if (typeof code !== 'string' || typeof message !== 'string' || typeof at !== 'string')
    throw corrupt(where, 'an error of {code, message, at}')
  return { error: { code, message, at }, repositoryId, workflows }
}

/** A document under work survives a reload of the tab, with what was settled about it. */
import type { PlanHeadChange } from '@gatehouse/contracts'
import type { KeptDecision } from './decisions.ts'

export interface WorkedDocument {
  readonly text: string
  readonly fileName: string | null
  readonly decisions: readonly KeptDecision[]
  readonly head: PlanHeadChange
}
export const EMPTY_DOCUMENT: WorkedDocument = { text: '', fileName: null, decisions: [], head: {} }

/** Browsers give a tab about five million characters in all, and JSON writes some of them as two. */
const MAX_KEPT = 1_500_000
const keyOf = (place: string): string => `gatehouse.document.${place}`

export const isKeepable = ({ text }: WorkedDocument): boolean => text.length <= MAX_KEPT

/** What was kept before is gone, also where the new one is too large or the browser refuses it. */
export const keepDocument = (place: string, document: WorkedDocument): void => {
  try {
    sessionStorage.removeItem(keyOf(place))
    if (document.text !== '' && isKeepable(document)) sessionStorage.setItem(keyOf(place), JSON.stringify(document))
  } catch {
    // without storage nothing outlives a reload
  }
}

export const keptDocument = (place: string): WorkedDocument => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(place)) ?? 'null')
    return isDocument(kept) ? kept : EMPTY_DOCUMENT
  } catch {
    return EMPTY_DOCUMENT
  }
}

const isDocument = (value: unknown): value is WorkedDocument =>
  typeof value === 'object' &&
  value !== null &&
  'text' in value &&
  typeof value.text === 'string' &&
  'fileName' in value &&
  'decisions' in value &&
  Array.isArray(value.decisions) &&
  'head' in value &&
  typeof value.head === 'object'

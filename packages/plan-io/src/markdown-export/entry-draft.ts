import type { Issue } from '@gatehouse/core'
import { MAX_PLAN_DEPTH } from '../limits.ts'
import { nameOf, type SourceEntry, type SourceNode } from '../source/source-node.ts'
import type { Fields } from './columns.ts'

/** A map of the plan file in the making; its fields may stand on lines far apart. */
export interface EntryDraft {
  readonly line: number
  readonly fields: Map<string, FieldDraft>
}
type FieldDraft = { readonly line: number } & (
  | { readonly value: unknown }
  | { readonly list: EntryDraft[] }
  | { readonly entry: EntryDraft }
)

export function draftEntry(line: number, fields: Fields = {}): EntryDraft {
  return { line, fields: new Map(Object.entries(fields).map(([field, value]) => [field, { line, value }])) }
}

export const valueIn = (draft: EntryDraft, field: string): unknown => {
  const found = draft.fields.get(field)
  return found !== undefined && 'value' in found ? found.value : undefined
}
/** Key, handle, path or both ends, as the fields say it; null: none of them. */
export const nameOfDraft = (draft: EntryDraft): string | null =>
  nameOf(Object.fromEntries(['key', 'handle', 'path', 'from', 'to'].map((field) => [field, valueIn(draft, field)])))

/** The map in this field, begun on this line where there is none yet. */
export function entryIn(draft: EntryDraft, field: string, line: number): EntryDraft {
  const found = draft.fields.get(field)
  if (found !== undefined && 'entry' in found) return found.entry
  const entry = draftEntry(line)
  draft.fields.set(field, { line, entry })
  return entry
}

/** The list in this field, begun on this line where there is none yet. */
export function listIn(draft: EntryDraft, field: string, line: number): EntryDraft[] {
  const found = draft.fields.get(field)
  if (found !== undefined && 'list' in found) return found.list
  const list: EntryDraft[] = []
  draft.fields.set(field, { line, list })
  return list
}

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
/** NUL and lone surrogates: no store and no screen can keep them. */
const UNSTORABLE = /\0|\p{Surrogate}/u

/** Drafts to the tree that the plan file's own reader takes. What it may not hold is left out and named in `issues`. */
export function buildTree(root: EntryDraft): { readonly root: SourceNode; readonly issues: readonly Issue[] } {
  const issues: Issue[] = []
  const report = (code: string, line: number, message: string, hint: string): void => {
    issues.push({ code, message, line, hint })
  }

  const ofDraft = (draft: EntryDraft): SourceNode =>
    ofEntries(
      draft.line,
      [...draft.fields].map(([field, found]) => {
        return [field, { keyLine: found.line, node: ofField(found) }]
      }),
    )
  const ofField = (found: FieldDraft): SourceNode => {
    if ('entry' in found) return ofDraft(found.entry)
    return 'list' in found ? ofList(found.line, found.list.map(ofDraft)) : ofValue(found.value, found.line, 3)
  }
  const ofValue = (value: unknown, line: number, depth: number): SourceNode => {
    const scalar = (kept: unknown): SourceNode => ({ value: kept, line, endLine: line, size: 1 })
    if (typeof value === 'string' && UNSTORABLE.test(value)) {
      report('bad_text', line, 'This text holds a NUL or half of a surrogate pair.', 'Remove the invisible sign.')
      return scalar('')
    }
    if (typeof value === 'number' && !(Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)))) {
      report('bad_number', line, 'This number cannot be kept exactly.', 'Put it in quotes if it is a name or a SHA.')
      return scalar(0)
    }
    if (typeof value !== 'object' || value === null) return scalar(Object.is(value, -0) ? 0 : value)
    if (depth > MAX_PLAN_DEPTH) {
      report('too_deep', line, `Lists and maps are nested more than ${MAX_PLAN_DEPTH} deep here.`, 'A plan needs six levels; flatten this.')
      return scalar(null)
    }
    if (Array.isArray(value))
      return ofList(
        line,
        value.map((item) => ofValue(item, line, depth + 1)),
      )
    return ofEntries(
      line,
      Object.entries(value).map(([field, inner]) => [field, { keyLine: line, node: ofValue(inner, line, depth + 1) }]),
    )
  }
  const ofList = (line: number, items: readonly SourceNode[]): SourceNode => ({
    value: items.map((item) => item.value),
    line,
    endLine: lastLine(line, items),
    size: sizeOf(items),
    items,
  })
  const ofEntries = (line: number, all: readonly (readonly [string, SourceEntry])[]): SourceNode => {
    const kept = all.filter(([field, entry]) => {
      if (!FORBIDDEN_KEYS.has(field)) return true
      report('forbidden_key', entry.keyLine, `The key \`${field}\` is not allowed anywhere.`, 'Remove it.')
      return false
    })
    const nodes = kept.map(([, entry]) => entry.node)
    const value = Object.fromEntries(kept.map(([field, entry]) => [field, entry.node.value]))
    return { value, line, endLine: lastLine(line, nodes), size: sizeOf(nodes), entries: new Map(kept) }
  }
  return { root: ofDraft(root), issues }
}

const lastLine = (line: number, nodes: readonly SourceNode[]): number => nodes.reduce((last, node) => Math.max(last, node.endLine), line)
const sizeOf = (nodes: readonly SourceNode[]): number => nodes.reduce((sum, node) => sum + node.size, 1)

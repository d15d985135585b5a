import type { Issue } from '@gatehouse/core'
import { MAX_PLAN_BYTES } from '../limits.ts'
import { buildSourceTree } from './build-source-tree.ts'
import { composeDocument } from './compose-document.ts'
import { indexLines, lineAt } from './line-index.ts'
import type { SourceNode } from './source-node.ts'

export type PlanFormat = 'yaml' | 'json' | 'auto'
export interface ReadOptions {
  /** `auto` (the default) takes JSON where the text is JSON, and YAML 1.2 otherwise. */
  readonly format?: PlanFormat
  /** Its ending decides under `auto`. */
  readonly fileName?: string
}
export interface Source {
  /** null: the text could not be read at all. */
  readonly root: SourceNode | null
  readonly issues: readonly Issue[]
  /** Lines that hold a comment, or end in one. */
  readonly commentLines: ReadonlySet<number>
  readonly isJson: boolean
}

/** Reads YAML 1.2 or JSON into a tree that knows its lines. Never throws; what is wrong is in `issues`. */
export function readSource(text: string, options: ReadOptions = {}): Source {
  const bytes = text.length > MAX_PLAN_BYTES ? text.length : Buffer.byteLength(text)
  if (bytes > MAX_PLAN_BYTES) {
    return unreadable({
      code: 'too_large',
      message: `The file has more than ${MAX_PLAN_BYTES / 1_000_000} MB.`,
      hint: 'Split the plan, or move long texts to documents and link them.',
    })
  }
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  const starts = indexLines(body)
  const json = readsAsJson(body, options)
  if (json.refusal !== null) {
    const { offset, message } = json.refusal
    return unreadable({
      code: 'json_syntax',
      message,
      line: lineAt(starts, offset),
      hint: 'Mend the JSON here; no comments, no trailing commas.',
    })
  }
  // A tab is white space in JSON but must not indent YAML. JSON strings never hold a raw tab, so nothing is changed but layout.
  const document = composeDocument(json.isJson ? body.replaceAll('\t', ' ') : body, starts)
  if (document.content === null) return { root: null, issues: document.issues, commentLines: document.commentLines, isJson: json.isJson }
  const tree = buildSourceTree(document.content, starts)
  return { root: tree.root, issues: [...document.issues, ...tree.issues], commentLines: document.commentLines, isJson: json.isJson }
}

const unreadable = (issue: Issue): Source => ({ root: null, issues: [{ line: 1, ...issue }], commentLines: new Set(), isJson: false })

interface JsonReading {
  readonly isJson: boolean
  readonly refusal: { readonly offset: number; readonly message: string } | null
}

function readsAsJson(body: string, { format = 'auto', fileName = '' }: ReadOptions): JsonReading {
  const mustBeJson = format === 'json' || (format === 'auto' && /\.json$/i.test(fileName))
  const mustBeYaml = format === 'yaml' || (format === 'auto' && /\.ya?ml$/i.test(fileName))
  if (mustBeYaml || (!mustBeJson && !/^\s*[[{]/.test(body))) return { isJson: false, refusal: null }
  try {
    JSON.parse(body)
    return { isJson: true, refusal: null }
  } catch (error) {
    if (!mustBeJson) return { isJson: false, refusal: null }
    const message = error instanceof Error ? error.message : 'not JSON'
    const position = /position (\d+)/.exec(message)?.[1]
    return {
      isJson: false,
      refusal: { offset: position === undefined ? body.length : Number(position), message: `This is not valid JSON: ${message}.` },
    }
  }
}

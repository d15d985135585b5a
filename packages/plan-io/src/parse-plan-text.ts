import type { Issue } from '@gatehouse/core'
import { splitLines } from './markdown/document/split-lines.ts'
import { parseMarkdown } from './markdown/parse-markdown.ts'
import { readExportedMarkdown } from './markdown-export/read-exported-markdown.ts'
import { parseSource } from './parse-plan-file.ts'
import { mapLines } from './report/map-lines.ts'
import type { ParsedPlanText, ReadTextOptions, ReportLine } from './report/parsed-plan-text.ts'
import { isDecoration } from './report/decoration.ts'
import { readSource } from './source/read-source.ts'
import type { SourceNode } from './source/source-node.ts'

/**
 * Reads a text without storing anything and accounts for every line of it: a plan file (YAML, JSON), a document that Gatehouse exported,
 * any other Markdown document, or text copied from a rendered page. Never throws.
 */
export function parsePlanText(text: string, options: ReadTextOptions = {}): ParsedPlanText {
  const { format = 'auto' } = options
  if (isDocument(text, options)) return readExportedMarkdown(text) ?? parseMarkdown(text, options)
  const source = readSource(text, { ...options, format: format === 'yaml' || format === 'json' ? format : 'auto' })
  const isPlanFile = source.root === null ? claimsToBePlan(text) : looksLikePlan(source.root)
  if (!isPlanFile && format === 'auto' && !PLAN_FILE_NAME.test(options.fileName ?? '') && source.issues[0]?.code !== 'too_large')
    return parseMarkdown(text, options)
  const nothingInferred = { format: source.isJson ? 'json' : 'yaml', inferred: [], unresolved: [] } as const
  const texts = splitLines(text)
  if (!isPlanFile) {
    const issue: Issue = source.issues.find(({ code }) => code === 'too_large') ?? {
      code: 'unknown_format',
      message: 'This text is not a plan file.',
      line: 1,
      hint: 'Give a YAML or JSON plan file that begins with `gatehouse: 1`.',
    }
    return { plan: null, report: { ...nothingInferred, lines: texts.map((line, index) => unread(line, index + 1)), warnings: [issue] } }
  }
  const parsed = parseSource(source)
  const warnings = parsed.ok ? parsed.warnings : parsed.issues
  if (source.root === null)
    return { plan: null, report: { ...nothingInferred, lines: texts.map((line, index) => broken(line, index + 1, warnings)), warnings } }
  const { entitiesByLine, scalarLines } = mapLines(source.root)
  const faults = faultByLine(parsed.ok ? [] : parsed.issues)
  const lines = texts.map((line, index): ReportLine => {
    const at = { line: index + 1, text: line }
    const entities = entitiesByLine.get(at.line) ?? []
    const isInsideText = scalarLines.has(at.line)
    if (isDecoration(line, isInsideText)) return { ...at, status: 'decoration', entities: [], reason: '' }
    const fault = faults.get(at.line)
    if (fault !== undefined) return { ...at, status: 'unmapped', entities, reason: fault }
    const hasComment = source.commentLines.has(at.line)
    if (hasComment && /^\s*#/.test(line)) return { ...at, status: 'unmapped', entities: [], reason: 'A comment is not kept.' }
    if (entities.length === 0) return { ...at, status: 'unmapped', entities, reason: 'It belongs to nothing in the plan.' }
    return { ...at, status: 'mapped', entities, reason: hasComment ? 'The comment at its end is not kept.' : '' }
  })
  return { plan: parsed.ok ? parsed.plan : null, report: { ...nothingInferred, lines, warnings } }
}

const PLAN_FILE_NAME = /\.(?:ya?ml|json)$/i
const DOCUMENT_NAME = /\.(?:md|markdown|mdown)$/i

/** By what the caller says, then by the file's name, then by the text: what is neither YAML nor JSON with a plan's first keys. */
function isDocument(text: string, { format = 'auto', fileName = '' }: ReadTextOptions): boolean {
  if (format !== 'auto') return format === 'markdown' || format === 'text'
  if (PLAN_FILE_NAME.test(fileName)) return false
  return DOCUMENT_NAME.test(fileName) || (!claimsToBePlan(text) && !/^[\s\uFEFF]*[[{]/.test(text.slice(0, 1_000)))
}

/** A map with at least one of the two keys that every plan file has. */
const looksLikePlan = (root: SourceNode): boolean => root.entries?.has('gatehouse') === true || root.entries?.has('program') === true

/** The same for a text that cannot be read: its notation is broken, but it is meant to be a plan file. */
const claimsToBePlan = (text: string): boolean => /^\s*(?:\{\s*)?["']?(?:gatehouse|program)["']?\s*:/m.test(text.slice(0, 10_000))

function unread(text: string, line: number): ReportLine {
  if (isDecoration(text, false)) return { line, text, status: 'decoration', entities: [], reason: '' }
  return { line, text, status: 'unmapped', entities: [], reason: 'It is not part of a plan file.' }
}

function broken(text: string, line: number, issues: readonly Issue[]): ReportLine {
  if (isDecoration(text, false)) return { line, text, status: 'decoration', entities: [], reason: '' }
  const own = issues.find((issue) => issue.line === line)
  const first = issues[0]
  const reason = own?.message ?? `The file cannot be read${first?.line === undefined ? '' : ` because of line ${first.line}`}.`
  return { line, text, status: 'unmapped', entities: [], reason }
}

function faultByLine(issues: readonly Issue[]): ReadonlyMap<number, string> {
  const faults = new Map<number, string>()
  for (const { line, message } of issues)
    if (line !== undefined) faults.set(line, faults.has(line) ? `${faults.get(line) ?? ''} ${message}` : message)
  return faults
}

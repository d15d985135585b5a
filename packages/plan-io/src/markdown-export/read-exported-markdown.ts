import type { Issue } from '@gatehouse/core'
import { MAX_ISSUES, MAX_PLAN_BYTES } from '../limits.ts'
import { splitLines } from '../markdown/document/split-lines.ts'
import { parseSource } from '../parse-plan-file.ts'
import type { ParsedPlanText } from '../report/parsed-plan-text.ts'
import { attachParts } from './attach-parts.ts'
import { checkDerived } from './check-derived.ts'
import { buildTree } from './entry-draft.ts'
import { type LineAccount, openAccount } from './line-account.ts'
import { readBlocks } from './read-blocks.ts'
import { readSections } from './read-sections.ts'

const MARK = /^\uFEFF?\s*<!--\s*gatehouse:\s*(\d+)\s*-->/

/**
 * Reads a document that `writePlanMarkdown` has written, also after people have edited it: tables by their exact headers, lists of
 * facts by their labels, checkboxes under the key that they belong to. Null: the text is no such document. Never throws. A line that
 * does not fit is reported with how to mend it; a diagram or timeline that says something else than the tables is pointed out.
 */
export function readExportedMarkdown(text: string): ParsedPlanText | null {
  const mark = MARK.exec(text.slice(0, 1_000))
  if (mark === null) return null
  const texts = splitLines(text)
  const account = openAccount(texts)
  const markLine = text.slice(0, mark[0].length).split('\n').length
  if (mark[1] !== '1')
    return refuseAll(account, markLine, `This document says version ${mark[1] ?? ''} of the form; version 1 is what can be read.`)
  if (text.length > MAX_PLAN_BYTES) return refuseAll(account, markLine, `The document has more than ${MAX_PLAN_BYTES / 1_000_000} MB.`)

  const reading = readSections(readBlocks(texts), markLine, account)
  account.map(markLine, { kind: 'program', key: reading.slug })
  attachParts(reading)
  const tree = buildTree(reading.root)
  const parsed = parseSource({ root: tree.root, issues: tree.issues, commentLines: new Set(), isJson: false })
  checkDerived(reading, parsed.ok ? parsed.plan : null)
  const issues = parsed.ok ? parsed.warnings : parsed.issues
  return answer(account, parsed.ok ? parsed.plan : null, issues, faultByLine(parsed.ok ? [] : parsed.issues))
}

function answer(
  account: LineAccount,
  plan: ParsedPlanText['plan'],
  issues: readonly Issue[],
  faults: ReadonlyMap<number, string>,
): ParsedPlanText {
  const warnings = [...issues, ...account.warnings].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)).slice(0, MAX_ISSUES)
  return { plan, report: { format: 'markdown', lines: account.report(faults), warnings, inferred: [], unresolved: [] } }
}

function refuseAll(account: LineAccount, line: number, reason: string): ParsedPlanText {
  account.refuse(line, reason, 'Export the program again, or give its plan file.')
  return answer(account, null, [], new Map())
}

function faultByLine(issues: readonly Issue[]): ReadonlyMap<number, string> {
  const faults = new Map<number, string>()
  for (const { line, message } of issues)
    if (line !== undefined) faults.set(line, faults.has(line) ? `${faults.get(line) ?? ''} ${message}` : message)
  return faults
}

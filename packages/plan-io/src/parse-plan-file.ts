import { checkPlan, type Issue, type Plan } from '@gatehouse/core'
import { completePlan } from './complete-plan.ts'
import { findWarnings } from './find-warnings.ts'
import { MAX_ISSUES } from './limits.ts'
import { mendForCheck } from './mend-for-check.ts'
import { describeProblems } from './schema/describe-problems.ts'
import { planFileSchema } from './schema/plan-file-schema.ts'
import { type ReadOptions, readSource, type Source } from './source/read-source.ts'
import { lineOfDottedPath, type SourceNode } from './source/source-node.ts'

export type ParsedPlanFile =
  | { readonly ok: true; readonly plan: Plan; readonly warnings: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Reads a plan file, version 1, from YAML 1.2 or JSON. Never throws. A refusal lists every problem at once, by line: notation,
 * unknown and missing fields, wrong types, and what core's `checkPlan` finds in the plan as a whole.
 */
export function parsePlanFile(text: string, options: ReadOptions = {}): ParsedPlanFile {
  return parseSource(readSource(text, options))
}

/** The second half of `parsePlanFile`, for callers that need the source's lines too. */
export function parseSource(source: Source): ParsedPlanFile {
  const { root } = source
  if (root === null) return { ok: false, issues: inOrder(source.issues) }
  const version = checkVersion(root)
  if (version !== null) return { ok: false, issues: inOrder([...source.issues, version]) }
  const parsed = planFileSchema.safeParse(root.value)
  const problems = parsed.success ? [] : parsed.error.issues
  const schemaIssues = describeProblems(problems, root, planFileSchema)
  const mended = parsed.success ? { file: parsed.data, concerns: () => false } : mendForCheck(root.value, problems)
  const planIssues = mended === null ? [] : checkWhole(completePlan(mended.file), root).filter((issue) => !mended.concerns(issue))
  const issues = [...source.issues, ...schemaIssues, ...planIssues]
  if (!parsed.success || issues.length > 0) return { ok: false, issues: inOrder(issues) }
  const plan = completePlan(parsed.data)
  return { ok: true, plan, warnings: inOrder(findWarnings(plan, root)) }
}

/** Another version has other keys: one clear sentence instead of a hundred wrong ones. */
function checkVersion(root: SourceNode): Issue | null {
  const entry = root.entries?.get('gatehouse')
  if (entry === undefined || entry.node.value === 1) return null
  return {
    code: 'unsupported_version',
    message: `This file says version ${JSON.stringify(entry.node.value)} of the format; version 1 is what can be read.`,
    path: 'gatehouse',
    line: entry.keyLine,
    hint: 'Write `gatehouse: 1`.',
  }
}

function checkWhole(plan: Plan, root: SourceNode): Issue[] {
  return checkPlan(plan).map((issue) => ({ ...issue, line: lineOfDottedPath(root, issue.path) }))
}

function inOrder(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>()
  const distinct = issues.filter((issue) => {
    const identity = `${issue.line ?? 0}\n${issue.code}\n${issue.path}\n${issue.message}`
    return !seen.has(identity) && seen.add(identity)
  })
  const sorted = distinct.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
  if (sorted.length <= MAX_ISSUES) return sorted
  const more = sorted.length - MAX_ISSUES
  const last = { code: 'more', message: `And ${more} more.`, line: sorted[MAX_ISSUES]?.line ?? 1, hint: 'Mend these first.' }
  return [...sorted.slice(0, MAX_ISSUES), last]
}

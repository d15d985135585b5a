import { checkPlan, type Issue, type Plan } from '@gatehouse/core'
import { MAX_ISSUES } from '../limits.ts'
import type { ParsedPlanText, ReportLine } from '../report/parsed-plan-text.ts'
import { clearInferred, inferredId } from './judge-inferred.ts'
import { linkReference } from './link-reference.ts'
import { mapLine } from './map-line.ts'
import type { Decided, LineDecision, PlanDecision } from './plan-decision.ts'

const isAboutLine = (decision: PlanDecision): decision is LineDecision => 'line' in decision

/**
 * What was read, with what a person settled about it. Lines that they mapped or set aside are mapped, references that they linked and facts
 * that they judged are no longer open. A decision that no longer fits the text changes nothing and becomes a warning; a plan that the
 * decisions spoil is null, with its problems as warnings, by line. The same input gives the same plan. Never throws.
 */
export function applyDecisions(parsed: ParsedPlanText, { decisions, head }: Decided): ParsedPlanText {
  if (parsed.plan === null) return parsed
  if (decisions.length === 0 && (head === undefined || Object.keys(head).length === 0)) return parsed
  const { report } = parsed
  const lines = new Map(report.lines.map((line) => [line.line, line]))
  const warnings: Issue[] = []
  const settled = new Set<string>()
  const judged = new Set<string>()
  const lineOfPath = new Map<string, number>()
  let plan: Plan = { ...parsed.plan, program: { ...parsed.plan.program, ...given(head) } }

  // Lines first: a reference may mean what a line became.
  for (const decision of decisions.filter(isAboutLine)) {
    const line = lines.get(decision.line)
    if (line === undefined || line.status === 'decoration') {
      warnings.push(outdated('There is nothing on this line to decide about.', decision.line))
      continue
    }
    const mapped = mapLine(plan, decision, line)
    if (typeof mapped === 'string') {
      warnings.push(outdated(mapped, decision.line))
      continue
    }
    plan = mapped.plan
    lineOfPath.set(pathOf(mapped.entity.kind, mapped.entity.key), decision.line)
    lines.set(decision.line, afterwards(line, decision, mapped.entity))
  }
  for (const decision of decisions) {
    if ('reference' in decision) {
      const reference = report.unresolved.find(({ id }) => id === decision.reference)
      const linked = reference ? linkReference(plan, reference, decision.to) : 'What it was about is no longer in the text.'
      if (typeof linked === 'string') warnings.push(outdated(linked, reference?.line))
      else {
        plan = linked
        settled.add(decision.reference)
      }
    } else if ('inferred' in decision) {
      const facts = report.inferred.filter((fact) => inferredId(fact) === decision.inferred)
      if (facts.length === 0) warnings.push(outdated('What it was about is no longer in the text.'))
      if (!decision.keep) for (const fact of facts) plan = clearInferred(plan, fact)
      judged.add(decision.inferred)
    }
  }

  const problems = checkPlan(plan)
    .slice(0, MAX_ISSUES)
    .map((issue) => withLine(issue, lineOfPath))
  return {
    plan: problems.length > 0 ? null : plan,
    report: {
      ...report,
      lines: report.lines.map(({ line }) => lines.get(line) as ReportLine),
      warnings: problems.length > 0 ? problems : [...report.warnings, ...warnings],
      inferred: report.inferred.filter((fact) => !judged.has(inferredId(fact))),
      unresolved: report.unresolved.filter(({ id }) => !settled.has(id)),
    },
  }
}

/** A line may have become things already, such as a note; what a person adds stands first. */
function afterwards(line: ReportLine, decision: LineDecision, entity: ReportLine['entities'][number]): ReportLine {
  const entities = [entity, ...line.entities.filter(({ kind, key }) => kind !== entity.kind || key !== entity.key)]
  const reason = decision.as === 'set_aside' ? `Set aside: ${decision.reason}` : 'Mapped by hand.'
  return { ...line, status: 'mapped', entities, reason }
}

const outdated = (message: string, line?: number): Issue => ({
  code: 'decision_outdated',
  message: `A decision was not carried out. ${message}`,
  ...(line === undefined ? {} : { line }),
})

const given = <T extends object>(head: T | undefined): Partial<T> =>
  Object.fromEntries(Object.entries(head ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>

const LIST_OF_KIND: Readonly<Record<string, string>> = {
  task: 'tasks',
  gate: 'gates',
  milestone: 'milestones',
  lane: 'lanes',
  risk: 'risks',
}
const pathOf = (kind: string, key: string): string => `${LIST_OF_KIND[kind] ?? kind}.${key}`

/** Problems of what a line was made into are shown on that line. */
function withLine(issue: Issue, lineOfPath: ReadonlyMap<string, number>): Issue {
  const { path = '' } = issue
  for (const [start, line] of lineOfPath) if (path === start || path.startsWith(`${start}.`)) return { ...issue, line }
  return issue
}

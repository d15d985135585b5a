import { checkPlan, type Issue, type Plan } from '@gatehouse/core'
import { MAX_ISSUES } from '../limits.ts'
import type { InferredFact, ParsedPlanText, ReportLine, UnresolvedReference } from '../report/parsed-plan-text.ts'
import { clearInferred, inferredId } from './judge-inferred.ts'
import { linkDependency, linkReference } from './link-reference.ts'
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
  const settled: UnresolvedReference[] = []
  const dependencyKeys = new Map<string, string>()
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
      const linked = reference ? settle(plan, reference, decision.to, lines, dependencyKeys) : 'What it was about is no longer in the text.'
      if (reference === undefined || typeof linked === 'string') warnings.push(outdated(String(linked), reference?.line))
      else {
        plan = linked
        settled.push(reference)
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
      warnings: problems.length > 0 ? problems : [...report.warnings.filter((issue) => !isAnswered(issue, settled)), ...warnings],
      inferred: report.inferred.filter(
        (fact) => !judged.has(inferredId(fact)) && !settled.some((reference) => isSameFact(fact, reference)),
      ),
      unresolved: report.unresolved.filter((reference) => !settled.includes(reference)),
    },
  }
}

/** Whoever says what a reference means says so of the guess, too. */
const isSameFact = (fact: InferredFact, { entity, field, stands }: UnresolvedReference): boolean =>
  fact.entity.kind === entity.kind && fact.entity.key === entity.key && fact.field === field && fact.value === stands

/** Nobody needs to read that a name is unknown once it was said what it means. */
const isAnswered = (issue: Issue, settled: readonly UnresolvedReference[]): boolean =>
  issue.code === 'reference_unknown' && settled.some(({ line, text }) => line === issue.line && issue.message.includes(text))

/** Links a reference. A dependency's key follows its ends, for its other reference and for the line that it stands on. */
function settle(
  plan: Plan,
  reference: UnresolvedReference,
  to: string | null,
  lines: Map<number, ReportLine>,
  dependencyKeys: Map<string, string>,
): Plan | string {
  if (reference.entity.kind !== 'dependency') return linkReference(plan, reference, to)
  const place = `${reference.line} ${reference.entity.key}`
  const key = dependencyKeys.get(place) ?? reference.entity.key
  const linked = linkDependency(plan, { ...reference, entity: { kind: 'dependency', key } }, to)
  dependencyKeys.set(place, linked.key ?? key)
  const line = lines.get(reference.line)
  if (line !== undefined) {
    const rest = line.entities.filter((entity) => entity.kind !== 'dependency' || entity.key !== key)
    const isThere = linked.plan.dependencies.some(({ from, to: into }) => `${from}->${into}` === linked.key)
    const entities = isThere && linked.key !== null ? [...rest, { kind: 'dependency', key: linked.key }] : rest
    lines.set(
      line.line,
      entities.length > 0 ? { ...line, entities } : { ...line, status: 'unmapped', entities, reason: 'Its link was taken out.' },
    )
  }
  return linked.plan
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

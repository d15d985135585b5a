import type { routes } from '@gatehouse/contracts'
import type { Issue, Plan, ProgramHead } from '@gatehouse/core'
import { type ParsedPlanText, parsePlanFile } from '@gatehouse/plan-io'
import type { z } from 'zod'
import { planInvalid, warnOfUnmapped } from '../../board/plan-problems.ts'
import { readPlanText } from '../../board/read-plan-text.ts'

export type UpdateBody = z.output<(typeof routes.planUpdate.apply)['body']>
export interface ReadDocument {
  readonly plan: Plan
  readonly warnings: readonly Issue[]
}

/** Where a document is silent about these, the program knows better than any assumption. */
const KEPT = ['name', 'goal', 'cadence', 'startsOn', 'timeZone', 'workingDays', 'holidays'] as const
type Kept = (typeof KEPT)[number]

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * What a document (no plan file) does not say about the program, and the reader had to assume, stays as the program has it, and it is
 * said where that differs. `chosen` was settled by hand and counts.
 */
const keepUnsaid = (
  plan: Plan,
  { inferred, format }: ParsedPlanText['report'],
  chosen: UpdateBody['head'],
  head: ProgramHead,
): ReadDocument => {
  const said = plan.program
  if (format === 'yaml' || format === 'json') return { plan, warnings: [] }
  const factOf = (field: Kept) => inferred.find((fact) => fact.entity.kind === 'program' && fact.field === field)
  const isUnsaid = (field: Kept): boolean => factOf(field) !== undefined || said[field] === '' || isSame(said[field], [])
  const kept = KEPT.filter((field) => !(field in chosen) && isUnsaid(field) && !isSame(said[field], head[field]))
  const values = Object.fromEntries(kept.map((field) => [field, head[field]]))
  const prefix = kept.includes('cadence') && !('prefix' in chosen) ? { prefix: head.prefix } : {}
  const warnings = kept.flatMap((field): Issue[] => {
    const fact = factOf(field)
    if (fact === undefined) return []
    const message = `${fact.reason} The program keeps its own: ${String(head[field])}.`
    return [{ code: 'program_kept', message, line: fact.line, path: `program.${field}` }]
  })
  return { plan: { ...plan, program: { ...said, ...values, ...prefix } }, warnings }
}

/** The document of a request as a checked plan for the program with this head. `now`: an ISO instant. Throws `plan_invalid` with every problem and its line. */
export const readDocument = async (body: UpdateBody, head: ProgramHead, now: string): Promise<ReadDocument> => {
  if (body.plan !== undefined) {
    // Read as the text that it is when written out, so that its problems have lines too.
    const parsed = parsePlanFile(JSON.stringify(body.plan, null, 2), { format: 'json' })
    if (!parsed.ok) throw planInvalid(parsed.issues)
    return { plan: parsed.plan, warnings: parsed.warnings }
  }
  const { plan, report } = await readPlanText({ ...body, text: body.text ?? '' }, now)
  if (plan === null) throw planInvalid(report.warnings)
  const kept = keepUnsaid(plan, report, body.head, head)
  return { plan: kept.plan, warnings: [...report.warnings, ...warnOfUnmapped(report), ...kept.warnings] }
}

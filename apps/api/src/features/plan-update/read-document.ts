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
const KEPT: readonly string[] = ['name', 'goal', 'startsOn', 'timeZone', 'workingDays', 'holidays']

/** What a document does not say about the program, and the reader had to assume, stays as the program has it; `chosen` was settled by hand. */
const keepUnsaid = (plan: Plan, inferred: ParsedPlanText['report']['inferred'], chosen: UpdateBody['head'], head: ProgramHead): Plan => {
  const unsaid = new Set(inferred.filter(({ entity }) => entity.kind === 'program').map(({ field }) => field))
  const kept = Object.entries(head).filter(([field]) => KEPT.includes(field) && unsaid.has(field) && !(field in chosen))
  return { ...plan, program: { ...plan.program, ...Object.fromEntries(kept) } }
}

/** The document of a request as a checked plan for the program with this head. `now`: an ISO instant. Throws `plan_invalid` with every problem and its line. */
export const readDocument = (body: UpdateBody, head: ProgramHead, now: string): ReadDocument => {
  if (body.plan !== undefined) {
    // Read as the text that it is when written out, so that its problems have lines too.
    const parsed = parsePlanFile(JSON.stringify(body.plan, null, 2), { format: 'json' })
    if (!parsed.ok) throw planInvalid(parsed.issues)
    return { plan: parsed.plan, warnings: parsed.warnings }
  }
  const { plan, report } = readPlanText({ ...body, text: body.text ?? '' }, now)
  if (plan === null) throw planInvalid(report.warnings)
  return { plan: keepUnsaid(plan, report.inferred, body.head, head), warnings: [...report.warnings, ...warnOfUnmapped(report)] }
}

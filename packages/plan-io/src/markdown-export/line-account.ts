import type { Issue } from '@gatehouse/core'
import { MAX_ISSUES } from '../limits.ts'
import { isDecoration } from '../report/decoration.ts'
import type { PlanEntity } from '../report/map-lines.ts'
import type { ReportLine } from '../report/parsed-plan-text.ts'

/** What became of each line while a document is read. */
export interface LineAccount {
  readonly map: (line: number, ...entities: readonly PlanEntity[]) => void
  /** The line became nothing, and the answer says why and how to mend it. */
  readonly refuse: (line: number, reason: string, hint: string) => void
  /** The line was read, but something about it is not as the rest of the document has it. */
  readonly remark: (line: number, reason: string, hint: string) => void
  readonly warnings: readonly Issue[]
  /** Every line once. `faults`: what is wrong with the plan, by line. */
  readonly report: (faults: ReadonlyMap<number, string>) => readonly ReportLine[]
}

/** Characters after which a line's reasons are enough: a row may have thousands of cells. */
const MAX_REASON = 500

export function openAccount(texts: readonly string[]): LineAccount {
  const entities = new Map<number, readonly PlanEntity[]>()
  const refused = new Map<number, string>()
  const remarks = new Map<number, string>()
  const warnings: Issue[] = []
  const warn = (code: string, message: string, line: number, hint: string): void => {
    if (warnings.length < MAX_ISSUES) warnings.push({ code, message, line, hint })
  }
  const join = (before: string | undefined, after: string): string => {
    if (before === undefined) return after
    return before.length > MAX_REASON ? before : `${before} ${after}`
  }
  return {
    map: (line, ...more) => entities.set(line, [...(entities.get(line) ?? []), ...more]),
    refuse: (line, reason, hint) => {
      refused.set(line, join(refused.get(line), reason))
      warn('line_not_read', reason, line, hint)
    },
    remark: (line, reason, hint) => {
      remarks.set(line, join(remarks.get(line), reason))
      warn('line_differs', reason, line, hint)
    },
    warnings,
    report: (faults) =>
      texts.map((text, index): ReportLine => {
        const line = index + 1
        const own = entities.get(line) ?? []
        const fault = faults.get(line) ?? refused.get(line)
        if (fault !== undefined) return { line, text, status: 'unmapped', entities: own, reason: fault }
        if (own.length > 0) return { line, text, status: 'mapped', entities: own, reason: remarks.get(line) ?? '' }
        if (isDecoration(text, false)) return { line, text, status: 'decoration', entities: [], reason: '' }
        return { line, text, status: 'unmapped', entities: [], reason: 'It belongs to nothing in the plan.' }
      }),
  }
}

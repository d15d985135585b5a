import type { Plan } from '@gatehouse/core'
import { MAX_ISSUES } from '../../limits.ts'
import type { ParsedPlanText, ReportLine } from '../../report/parsed-plan-text.ts'
import type { Reading } from '../recognise/recogniser.ts'

/** One entry per line of the document, in order; the program's own key in place of the one that stood for it. */
export function buildReport({ document, account }: Reading, plan: Plan | null): ParsedPlanText['report'] {
  const slug = plan?.program.slug ?? 'program'
  const lines = document.lines.map((text, index): ReportLine => {
    const line = index + 1
    const fate = account.at(line)
    const mapped = (fate?.entities ?? []).map((entity) => (entity.kind === 'program' ? { kind: 'program', key: slug } : entity))
    if (mapped.length > 0) return { line, text, status: 'mapped', entities: mapped, reason: fate?.reason ?? '' }
    if (fate === null && (document.decoration.has(line) || text.trim() === ''))
      return { line, text, status: 'decoration', entities: [], reason: '' }
    return { line, text, status: 'unmapped', entities: [], reason: fate?.reason || 'It says nothing that a plan could keep.' }
  })
  const inLineOrder = account.warnings.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
  const warnings =
    inLineOrder.length <= MAX_ISSUES
      ? inLineOrder
      : [
          ...inLineOrder.slice(0, MAX_ISSUES),
          { code: 'more', message: `And ${inLineOrder.length - MAX_ISSUES} more.`, line: inLineOrder[MAX_ISSUES]?.line ?? 1 },
        ]
  return {
    format: document.format,
    lines,
    warnings,
    inferred: account.inferred
      .map((fact) => (fact.entity.kind === 'program' ? { ...fact, entity: { kind: 'program', key: slug } } : fact))
      .toSorted((a, b) => a.line - b.line),
    unresolved: uniqueById(account.unresolved).toSorted((a, b) => a.line - b.line),
  }
}

function uniqueById<T extends { readonly id: string }>(list: readonly T[]): readonly T[] {
  const seen = new Set<string>()
  return list.filter(({ id }) => !seen.has(id) && seen.add(id))
}

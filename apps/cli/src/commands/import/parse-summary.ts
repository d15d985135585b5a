import type { parseReport } from '@gatehouse/contracts'
import type { z } from 'zod'

export type Report = z.output<typeof parseReport>['report']
export type ReportLine = Report['lines'][number]

/** What became of a document, in figures that add up: `lines = mapped + decoration + unmapped`. */
export interface ParseSummary {
  readonly format: Report['format']
  readonly lines: number
  readonly mapped: number
  readonly decoration: number
  readonly unmapped: number
  /** How many different things of each kind were found, by kind. */
  readonly entities: Readonly<Record<string, number>>
}

export const unmappedLines = (report: Report): readonly ReportLine[] => report.lines.filter((line) => line.status === 'unmapped')

export const summariseReport = (report: Report): ParseSummary => {
  const count = (status: ReportLine['status']): number => report.lines.filter((line) => line.status === status).length
  const keysByKind = new Map<string, Set<string>>()
  for (const line of report.lines)
    for (const { kind, key } of line.entities) keysByKind.set(kind, (keysByKind.get(kind) ?? new Set()).add(key))
  return {
    format: report.format,
    lines: report.lines.length,
    mapped: count('mapped'),
    decoration: count('decoration'),
    unmapped: count('unmapped'),
    entities: Object.fromEntries([...keysByKind].map(([kind, keys]) => [kind, keys.size])),
  }
}

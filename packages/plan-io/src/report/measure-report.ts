import type { ReportLine } from './parsed-plan-text.ts'

/** Counts of lines. Content lines are all but decoration: `entity + note + unmapped = content`. */
export interface ReportMeasure {
  readonly content: number
  /** Mapped to an entity, or to an attribute of one. */
  readonly entity: number
  /** Mapped to notes only: kept, but nothing is computed from it. */
  readonly note: number
  readonly unmapped: number
}

/** How much of a document was understood, by lines. */
export function measureReport(lines: readonly ReportLine[]): ReportMeasure {
  let entity = 0
  let note = 0
  let unmapped = 0
  for (const line of lines) {
    if (line.status === 'unmapped') unmapped += 1
    else if (line.status === 'mapped') {
      if (line.entities.some(({ kind }) => kind !== 'note')) entity += 1
      else note += 1
    }
  }
  return { content: entity + note + unmapped, entity, note, unmapped }
}

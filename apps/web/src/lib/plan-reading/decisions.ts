/** What a person settled about a document, kept beside its text. */
import type { PlanDecision } from '@gatehouse/contracts'

export interface KeptDecision {
  readonly decision: PlanDecision
  /** The line as it was when it was decided; '' for what is about no line. */
  readonly text: string
  /** `Line 30 is a risk` */
  readonly label: string
}

/** Decisions about the same thing replace each other. */
export const subjectOf = (decision: PlanDecision): string =>
  'line' in decision
    ? `line ${decision.line}`
    : 'reference' in decision
      ? `reference ${decision.reference}`
      : `inferred ${decision.inferred}`

export const addDecisions = (kept: readonly KeptDecision[], made: readonly KeptDecision[]): readonly KeptDecision[] => {
  const subjects = new Set(made.map(({ decision }) => subjectOf(decision)))
  return [...kept.filter(({ decision }) => !subjects.has(subjectOf(decision))), ...made]
}

export const removeDecision = (kept: readonly KeptDecision[], gone: KeptDecision): readonly KeptDecision[] =>
  kept.filter((one) => one !== gone)

export interface Moved {
  readonly kept: readonly KeptDecision[]
  /** Their line is no longer in the text, or was changed. */
  readonly dropped: readonly KeptDecision[]
}

/** After an edit: decisions follow their line to where it stands now; those whose line is gone are dropped. */
export const moveDecisions = (decisions: readonly KeptDecision[], text: string): Moved => {
  if (decisions.length === 0) return { kept: decisions, dropped: [] }
  const linesOf = new Map<string, number[]>()
  for (const [index, line] of splitLines(text).entries()) {
    const known = linesOf.get(line)
    if (known) known.push(index + 1)
    else linesOf.set(line, [index + 1])
  }
  const taken = new Set<number>()
  const kept: KeptDecision[] = []
  const dropped: KeptDecision[] = []
  for (const one of decisions) {
    const { decision } = one
    if (!('line' in decision)) {
      kept.push(one)
      continue
    }
    const places = (linesOf.get(one.text) ?? []).filter((line) => !taken.has(line))
    const nearest = places.reduce<number | null>(
      (best, line) => (best === null || Math.abs(line - decision.line) < Math.abs(best - decision.line) ? line : best),
      null,
    )
    if (nearest === null) dropped.push(one)
    else {
      taken.add(nearest)
      kept.push(
        nearest === decision.line
          ? one
          : { ...one, decision: { ...decision, line: nearest }, label: one.label.replace(/^Line \d+/, `Line ${nearest}`) },
      )
    }
  }
  return { kept, dropped }
}

/** As the report counts them: without a byte order mark and without carriage returns. */
export const splitLines = (text: string): readonly string[] => text.replace(/^\uFEFF/, '').split(/\r?\n/)

/** `- [ ] **Ship** it` → `Ship it`: a line without its markup, for a title. */
export const plainLine = (text: string): string =>
  text
    .replace(/^\s*(?:>\s*)*(?:#{1,6}\s+|[-*+•]\s+|\d+[.)]\s+)?(?:\[[ xX]\]\s*)?/, '')
    .replace(/^\|\s*|\s*\|\s*$/g, '')
    .replace(/\s*\|\s*/g, ' · ')
    .replace(/\*\*|__|`|~~/g, '')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()

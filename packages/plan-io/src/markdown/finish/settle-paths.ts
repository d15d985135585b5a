import { type Contingency, type DeclaredPath, PLAN_LIMITS, type ProgramHead } from '@gatehouse/core'
import type { DraftPath, LooseReference } from '../draft/draft-plan.ts'
import { asTitle, cut } from '../recognise/prose/text.ts'
import type { Reading } from '../recognise/recogniser.ts'
import { readPeriods } from '../words/read-periods.ts'
import { candidatesFor } from './find-candidates.ts'
import type { NamedNode, NodeIndex } from './node-index.ts'
import { clamp } from './settle-tasks.ts'

/** Chains that the document declares critical; each has as many steps as the document gives it. */
export function settlePaths(reading: Reading, index: NodeIndex, head: ProgramHead): readonly DeclaredPath[] {
  return reading.draft.criticalPaths.slice(0, PLAN_LIMITS.criticalPaths).flatMap((path) => {
    const said = path.steps.slice(0, MAX_STEPS)
    // What the document names is settled first, so that no other step is taken for it by its words.
    const named = said.map((step) => (spanOf(step, head) === null ? (index.named(step.text)?.key ?? null) : null))
    const taken = new Set(named.filter((key) => key !== null))
    const steps = said.map((step, at) => {
      reading.account.map(step.line, { kind: 'critical_path', key: path.key })
      const key = named[at] ?? null
      return key !== null && named.indexOf(key) === at ? key : stepOf(step, path, taken, reading, index, head)
    })
    return steps.length === 0 ? [] : [{ key: path.key, name: cut(path.name, PLAN_LIMITS.title), steps }]
  })
}

const MAX_STEPS = 200
const spanOf = (step: LooseReference, { cadence, first, last }: ProgramHead) => readPeriods(step.text, { cadence, first, last })

/** The gate at the end of the step's period; else what shares its words in that period; else a milestone of its own. */
function stepOf(step: LooseReference, path: DraftPath, taken: Set<string>, reading: Reading, index: NodeIndex, head: ProgramHead): string {
  const { account } = reading
  const entity = { kind: 'critical_path', key: path.key }
  const span = spanOf(step, head)
  const words = candidatesFor(step.text, index, ['gate', 'task', 'milestone']).filter(({ node }) => !taken.has(node.key))
  const fits = (node: NamedNode): boolean => span === null || (node.from <= span.to && node.to >= span.from)
  const gates = span === null ? [] : index.gatesAt(span.to).filter(({ key }) => !taken.has(key))
  const like = words.filter(({ node, share }) => fits(node) && share >= 0.25).map(({ node }) => node)
  const chosen = (gates.length === 1 ? gates[0] : gates.find((gate) => like.includes(gate))) ?? like[0] ?? null
  const key = chosen?.key ?? makeMilestone(step, span, reading, head)
  taken.add(key)
  account.infer(
    step.line,
    entity,
    'steps',
    key,
    chosen === null
      ? `"${cut(step.text, 100)}" became a milestone.`
      : `"${cut(step.text, 100)}" was taken for it, by its period and words.`,
  )
  account.leaveOpen({
    line: step.line,
    entity,
    field: 'steps',
    text: step.text,
    candidates: words.slice(0, 5).map(({ node: { kind, key: own, title } }) => ({ kind, key: own, title })),
    stands: key,
  })
  return key
}

function makeMilestone(
  step: LooseReference,
  span: { readonly from: number; readonly to: number } | null,
  { draft, account }: Reading,
  head: ProgramHead,
): string {
  const key = draft.nextKey('M')
  draft.milestones.push({
    key,
    name: asTitle(step.text),
    from: clamp(span?.from ?? head.last, head),
    to: clamp(span?.to ?? head.last, head),
    criteria: [],
    line: step.line,
  })
  account.map(step.line, { kind: 'milestone', key })
  return key
}

/** The buffer. Its target is what the document says, else the last step of the first declared path, else the gate before the buffer. */
export function settleContingency(
  reading: Reading,
  index: NodeIndex,
  paths: readonly DeclaredPath[],
  head: ProgramHead,
): Contingency | null {
  const { draft, account } = reading
  if (draft.contingency === null) return null
  const { from, to, tolerance, target: said, line } = draft.contingency
  const entity = { kind: 'contingency', key: 'contingency' }
  account.map(line, entity)
  const named = said === null ? null : index.named(said.text)
  const path = said === null ? paths[0] : (paths.find(({ key }) => key === said.text.trim()) ?? paths[0])
  const before = index.gates.findLast(({ to: at }) => at < from)
  const target = named?.key ?? path?.steps.at(-1) ?? before?.key ?? null
  if (named === null && target !== null)
    account.infer(
      line,
      entity,
      'target',
      target,
      path === undefined ? 'It is the last gate before the buffer.' : `It is the last step of ${path.key}.`,
    )
  const span = { from: clamp(from, head), to: clamp(to, head) }
  return { from: Math.min(span.from, span.to), to: Math.max(span.from, span.to), tolerance: Math.max(0, Math.round(tolerance)), target }
}

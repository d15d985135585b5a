/** Rule requirements: computed from the program, never attached. Nothing to look at is `unknown`: empty is never green. */
import { sayCount, sayList, sayTaskStatus, shortSha } from '../board/say.ts'
import type { GateProgress } from '../board/program-state.ts'
import type { Freshness } from '../freshness/ci-run.ts'
import type { RequirementRule } from '../plan/plan.ts'
import { isSettled } from './child-tasks.ts'
import type { ProgramFacts } from './program-facts.ts'
import { revalidationOf } from './revalidation.ts'

export interface RuleJudgement {
  readonly freshness: Freshness
  readonly reason: string
  /** The facts that decide it, one sentence each; of very many the first. */
  readonly facts: readonly string[]
}

const SHOWN = 5
/** Sentences kept: a program of 10,000 tasks must not put thousands into its board. */
const MOST_FACTS = 25
const listFacts = <T>(items: readonly T[], say: (item: T) => string): readonly string[] =>
  items.length <= MOST_FACTS ? items.map(say) : [...items.slice(0, MOST_FACTS).map(say), `and ${items.length - MOST_FACTS} more`]
const firstFew = (keys: readonly string[]): string =>
  keys.length <= SHOWN ? sayList(keys) : `${keys.slice(0, SHOWN).join(', ')} and ${keys.length - SHOWN} more`

const judgeP0Done = (facts: ProgramFacts): RuleJudgement => {
  const p0 = facts.state.tasks.filter((task) => task.priority === 'P0' && !facts.summaries.has(task.key))
  if (p0.length === 0) return { freshness: 'unknown', reason: 'No task is marked P0, so there is nothing to prove.', facts: [] }
  const open = p0.filter((task) => !isSettled(task))
  if (open.length === 0) return { freshness: 'fresh', reason: `All ${sayCount(p0.length, 'P0 task')} are done or moved.`, facts: [] }
  return {
    freshness: 'failed',
    reason: `${open.length} of ${sayCount(p0.length, 'P0 task')} open: ${firstFew(open.map((task) => task.key))}.`,
    facts: listFacts(open, (task) => `${task.key} ${task.title}: ${sayTaskStatus(task.status)}`),
  }
}

const judgeNoOpenBlockers = (facts: ProgramFacts): RuleJudgement => {
  const open = [...facts.openBlockersByTask.values()].flat()
  if (open.length === 0) return { freshness: 'fresh', reason: 'No blocker is open.', facts: [] }
  return {
    freshness: 'failed',
    reason: `${sayCount(open.length, 'blocker')} open: ${firstFew(open.map((blocker) => blocker.key))}.`,
    facts: listFacts(open, (blocker) => `${blocker.key} on ${blocker.taskKey}, ${blocker.severity}: ${blocker.title}`),
  }
}

const judgeEarlierGates = (facts: ProgramFacts, gate: GateProgress): RuleJudgement => {
  const earlier = facts.gatesInOrder.slice(
    0,
    facts.gatesInOrder.findIndex((other) => other.key === gate.key),
  )
  if (earlier.length === 0)
    return { freshness: 'unknown', reason: 'No gate comes before this one, so there is nothing to prove.', facts: [] }
  const unsigned = earlier.filter((other) => other.state !== 'SignedOff')
  if (unsigned.length > 0)
    return {
      freshness: 'failed',
      reason: `Not signed: ${firstFew(unsigned.map((other) => other.key))}.`,
      facts: unsigned.map((other) => `${other.key} ${other.title} is not signed`),
    }
  const old = earlier.flatMap((other) => {
    const revalidate = revalidationOf(facts.state, other)
    return revalidate === null
      ? []
      : [`${other.key} was signed on ${shortSha(revalidate.signedSha)}, the release is ${shortSha(revalidate.releaseSha)}`]
  })
  if (old.length > 0)
    return { freshness: 'stale', reason: `${old[0] ?? ''}${old.length > 1 ? `, and ${old.length - 1} more like it` : ''}.`, facts: old }
  return { freshness: 'fresh', reason: `All ${sayCount(earlier.length, 'earlier gate')} are signed.`, facts: [] }
}

const WORST_FIRST: readonly Freshness[] = ['failed', 'stale', 'unknown', 'pending']

const judgeWorkflows = (facts: ProgramFacts): RuleJudgement => {
  const required = [...facts.ciByPath.values()].filter((verdict) => verdict.required)
  if (required.length === 0)
    return { freshness: 'unknown', reason: 'The release target requires no workflow, so there is nothing to prove.', facts: [] }
  const sentences = required.map((verdict) => `${verdict.name}: ${verdict.freshness}. ${verdict.reason}`)
  for (const freshness of WORST_FIRST) {
    const worst = required.find((verdict) => verdict.freshness === freshness)
    if (worst !== undefined) return { freshness, reason: `${worst.name}: ${worst.reason}`, facts: sentences }
  }
  return {
    freshness: 'fresh',
    reason: `All ${sayCount(required.length, 'required workflow')} are green on the release SHA.`,
    facts: sentences,
  }
}

export const judgeRule = (facts: ProgramFacts, gate: GateProgress, rule: RequirementRule): RuleJudgement => {
  switch (rule) {
    case 'p0_done':
      return judgeP0Done(facts)
    case 'no_open_blockers':
      return judgeNoOpenBlockers(facts)
    case 'earlier_gates_signed':
      return judgeEarlierGates(facts, gate)
    case 'workflows_green':
      return judgeWorkflows(facts)
    case 'no_unresolved_high_findings':
      return { freshness: 'unknown', reason: 'No register of findings was read, so none can be ruled out.', facts: [] }
  }
}

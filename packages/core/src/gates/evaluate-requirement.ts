/**
 * One requirement, now: what proves it, or why nothing does. A rule is computed; a bound workflow is judged from CI alone, so that
 * a link attached by hand never beats what the host said; anything else needs `min` pieces of fresh evidence.
 */
import type { BoardEvidence, RequirementEvaluation, RequirementState } from '../board/board.ts'
import type { GateProgress, Waiver } from '../board/program-state.ts'
import { sayCount, sayInstant } from '../board/say.ts'
import { judgeEvidence } from '../freshness/judge-evidence.ts'
import type { Requirement } from '../plan/plan.ts'
import { judgeRule } from './judge-rule.ts'
import type { ProgramFacts } from './program-facts.ts'

/** Expired waivers are history. An unreadable expiry has expired. */
export const isWaiverActive = (waiver: Waiver, now: string): boolean => Date.parse(waiver.expiresAt) > Date.parse(now)

const waiverOf = (gate: GateProgress, requirement: Requirement, now: string): Waiver | null =>
  gate.waivers.find((waiver) => waiver.requirementKey === requirement.key && isWaiverActive(waiver, now)) ?? null

interface Judged {
  readonly state: RequirementState
  readonly reason: string
  readonly supplied: boolean
  readonly facts: readonly string[]
}

const judgeAttached = (requirement: Requirement, evidence: readonly BoardEvidence[]): Judged => {
  const needed = Math.max(1, requirement.min)
  const fresh = evidence.filter((piece) => piece.freshness === 'fresh').length
  const supplied = evidence.length >= needed
  if (evidence.length === 0)
    return { state: 'missing', supplied, facts: [], reason: `Nothing is attached; ${sayCount(needed, 'piece')} needed.` }
  if (fresh >= needed)
    return {
      state: 'fresh',
      supplied,
      facts: [],
      reason: needed === 1 ? (evidence.find((piece) => piece.freshness === 'fresh')?.reason ?? '') : `${fresh} fresh, ${needed} needed.`,
    }
  const worst = (['failed', 'stale', 'unknown', 'pending'] as const).find((freshness) =>
    evidence.some((piece) => piece.freshness === freshness),
  )
  const tally = needed === 1 ? '' : `${fresh} of ${needed} fresh. `
  if (worst === undefined) return { state: 'missing', supplied, facts: [], reason: `${evidence.length} of ${needed} attached.` }
  return { state: worst, supplied, facts: [], reason: `${tally}${evidence.find((piece) => piece.freshness === worst)?.reason ?? ''}` }
}

/** Judges a requirement of a gate; pure in `facts` (state and instant). */
export const evaluateRequirement = (facts: ProgramFacts, gate: GateProgress, requirement: Requirement): RequirementEvaluation => {
  const { state, now } = facts
  const waiver = waiverOf(gate, requirement, now)
  const evidence: BoardEvidence[] = facts
    .evidenceOf(gate.key, requirement.key)
    .map((piece) => ({ ...piece, ...judgeEvidence(piece, requirement, state.releaseTarget, now, state.ci) }))
  const ci = requirement.workflow === null ? null : (facts.ciByPath.get(requirement.workflow) ?? null)

  const judge = (): Judged => {
    if (requirement.rule !== null) {
      const { freshness, reason, facts: sentences } = judgeRule(facts, gate, requirement.rule)
      // Work that is open before a gate that nobody has begun is no failure yet; a bad run is one at any time.
      const isEarly = freshness === 'failed' && gate.state === 'NotStarted' && requirement.rule !== 'workflows_green'
      return { state: isEarly ? 'pending' : freshness, reason, facts: sentences, supplied: freshness === 'fresh' }
    }
    if (requirement.workflow !== null) {
      if (ci === null)
        return { state: 'unknown', reason: `${requirement.workflow} is not a workflow of the release target.`, supplied: false, facts: [] }
      return { state: ci.freshness, reason: ci.reason, supplied: ci.freshness === 'fresh', facts: [] }
    }
    return judgeAttached(requirement, evidence)
  }
  const judged = judge()
  const proved = judged.state === 'fresh'
  const waived = waiver !== null && !proved
  return {
    ...requirement,
    state: waived ? 'waived' : judged.state,
    proved,
    supplied: judged.supplied || waiver !== null,
    reason: waived ? `Waived by ${waiver.approver.name} until ${sayInstant(waiver.expiresAt)}: ${waiver.reason}` : judged.reason,
    evidence,
    ci,
    facts: judged.facts,
    waiver,
  }
}

/**
 * One requirement, now: what proves it, or why nothing does. A rule is computed; a bound workflow is judged from CI alone, so that
 * a link attached by hand never beats what the host said; anything else needs `min` pieces of fresh evidence, and of each "one of" group one.
 */
import type { BoardEvidence, RequirementEvaluation, RequirementState } from '../board/board.ts'
import type { GateProgress, Waiver } from '../board/program-state.ts'
import { sayCount, sayInstant } from '../board/say.ts'
import { isExpiring, showEvidence } from '../freshness/judge-evidence.ts'
import type { Requirement } from '../plan/plan.ts'
import { judgeRule } from './judge-rule.ts'
import type { ProgramFacts } from './program-facts.ts'

/** Neither taken back nor over: those are history. An unreadable expiry has expired. */
export const isWaiverActive = (waiver: Waiver, now: string): boolean =>
  waiver.revokedAt === null && Date.parse(waiver.expiresAt) > Date.parse(now)

const waiverOf = (gate: GateProgress, requirement: Requirement, now: string): Waiver | null =>
  gate.waivers.find((waiver) => waiver.requirementKey === requirement.key && isWaiverActive(waiver, now)) ?? null

interface Judged {
  readonly state: RequirementState
  readonly reason: string
  readonly supplied: boolean
  readonly facts: readonly string[]
}

type TypeGroup = Requirement['oneOf'][number]

/** "One of" groups of which none of these pieces is. */
const groupsLacking = (requirement: Requirement, pieces: readonly BoardEvidence[]): readonly TypeGroup[] =>
  requirement.oneOf.filter((group) => !pieces.some((piece) => group.includes(piece.type)))

const suffices = (requirement: Requirement, pieces: readonly BoardEvidence[]): boolean =>
  pieces.length >= Math.max(1, requirement.min) && groupsLacking(requirement, pieces).length === 0

const sayGroup = (group: TypeGroup): string =>
  group.length <= 1 ? (group[0] ?? '') : `${group.slice(0, -1).join(', ')} or ${group[group.length - 1] ?? ''}`

const WORST_FIRST = ['failed', 'stale', 'unknown', 'pending'] as const
const worstOf = (pieces: readonly BoardEvidence[]): BoardEvidence | undefined => {
  const worst = WORST_FIRST.find((freshness) => pieces.some((piece) => piece.freshness === freshness))
  return worst === undefined ? undefined : pieces.find((piece) => piece.freshness === worst)
}

/** Enough pieces are fresh, and still a group has none: what is there of it, or that nothing is. */
const judgeGroups = (
  fresh: readonly BoardEvidence[],
  requirement: Requirement,
  evidence: readonly BoardEvidence[],
): Omit<Judged, 'supplied'> => {
  const lacking = groupsLacking(requirement, fresh)
  const empty = groupsLacking(requirement, evidence)
  if (empty.length > 0)
    return { state: 'missing', facts: [], reason: `Also needed: ${empty.map((group) => `one of ${sayGroup(group)}`).join('; ')}.` }
  const group = lacking[0] ?? []
  const worst = worstOf(evidence.filter((piece) => group.includes(piece.type)))
  return { state: worst?.freshness ?? 'missing', facts: [], reason: `Of ${sayGroup(group)} none is fresh. ${worst?.reason ?? ''}` }
}

const judgeAttached = (requirement: Requirement, evidence: readonly BoardEvidence[]): Judged => {
  const needed = Math.max(1, requirement.min)
  const fresh = evidence.filter((piece) => piece.freshness === 'fresh')
  const supplied = suffices(requirement, evidence)
  if (evidence.length === 0) {
    const groups = requirement.oneOf.map((group) => `, one of them ${sayGroup(group)}`).join('')
    return { state: 'missing', supplied, facts: [], reason: `Nothing is attached; ${sayCount(needed, 'piece')} needed${groups}.` }
  }
  if (suffices(requirement, fresh))
    return {
      state: 'fresh',
      supplied,
      facts: [],
      reason: needed === 1 ? (fresh[0]?.reason ?? '') : `${fresh.length} fresh, ${needed} needed.`,
    }
  if (fresh.length >= needed) return { ...judgeGroups(fresh, requirement, evidence), supplied }
  const worst = worstOf(evidence)
  const tally = needed === 1 ? '' : `${fresh.length} of ${needed} fresh. `
  if (worst === undefined) return { state: 'missing', supplied, facts: [], reason: `${evidence.length} of ${needed} attached.` }
  return { state: worst.freshness, supplied, facts: [], reason: `${tally}${worst.reason}` }
}

/** The first instant at which age leaves too little that is fresh; null: it never does. */
const lapsesAt = (requirement: Requirement, evidence: readonly BoardEvidence[]): string | null => {
  const fresh = evidence.filter((piece) => piece.freshness === 'fresh')
  const instants = [...new Set(fresh.flatMap((piece) => (piece.expiresAt === null ? [] : [piece.expiresAt])))].sort()
  return (
    instants.find(
      (at) =>
        !suffices(
          requirement,
          fresh.filter((piece) => piece.expiresAt === null || piece.expiresAt > at),
        ),
    ) ?? null
  )
}

/** Judges a requirement of a gate; pure in `facts` (state and instant). */
export const evaluateRequirement = (facts: ProgramFacts, gate: GateProgress, requirement: Requirement): RequirementEvaluation => {
  const { state, now } = facts
  const waiver = waiverOf(gate, requirement, now)
  const evidence: BoardEvidence[] = facts
    .evidenceOf(gate.key, requirement.key)
    .map((piece) => showEvidence(piece, requirement, state.releaseTarget, now, state.ci))
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
  const isAttached = requirement.rule === null && requirement.workflow === null
  const expiresAt = proved && isAttached ? lapsesAt(requirement, evidence) : null
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
    expiresAt,
    expiring: isExpiring(expiresAt, requirement, now),
  }
}

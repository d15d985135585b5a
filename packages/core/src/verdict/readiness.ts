/**
 * Readiness, 0 to 100: `score = round(100 × proved / total)` over the requirements of all gates, each counted once.
 *
 * Proved means proved now: on the release SHA where that is asked, young enough, green. Proof on an older SHA, expired proof and
 * waivers are shown beside it and never counted. `planned` is where the plan would be at the end of the current period: the share
 * of requirements whose gate is due by then. The trend tells, per period, what was planned by its end and how much of what is
 * proved now had its proof by then; what was proved once and is not any more is not in it.
 */
import type { BoardGate, BoardPeriod, BoardToday, Readiness, RequirementEvaluation } from '../board/board.ts'

type RatedGate = Pick<BoardGate, 'at' | 'requirements' | 'signedAt'>

const share = (part: number, total: number): number => (total === 0 ? 0 : Math.round((100 * part) / total))

const isOnOlderSha = (requirement: RequirementEvaluation): boolean =>
  requirement.state === 'stale' &&
  (requirement.ci !== null
    ? requirement.ci.provenSha !== null
    : requirement.freshness === 'release_sha' && requirement.evidence.some((piece) => piece.freshness === 'stale'))

/** When the proof came: the run's end, the piece that made it enough, or (for a rule) the gate's signature, else `now`. */
const provedAt = (requirement: RequirementEvaluation, gate: RatedGate, now: string): string => {
  if (requirement.ci !== null) return requirement.ci.run?.updatedAt ?? now
  if (requirement.rule !== null) return gate.signedAt ?? now
  const attached = requirement.evidence
    .filter((piece) => piece.freshness === 'fresh')
    .map((piece) => piece.attachedAt)
    .sort()
  return attached[Math.max(1, requirement.min) - 1] ?? now
}

export const computeReadiness = (
  gates: readonly RatedGate[],
  periods: readonly BoardPeriod[],
  today: BoardToday,
  now: string,
): Readiness => {
  const requirements = gates.flatMap((gate) => gate.requirements.map((requirement) => ({ gate, requirement })))
  const total = requirements.length
  const proofs = requirements
    .filter(({ requirement }) => requirement.proved)
    .map(({ gate, requirement }) => Date.parse(provedAt(requirement, gate, now)))
    .sort((a, b) => a - b)
  const dueBy = (period: number): number => gates.reduce((sum, gate) => (gate.at <= period ? sum + gate.requirements.length : sum), 0)
  const nowMs = Date.parse(now)
  const provedBy = (end: string): number => proofs.filter((at) => at < Math.min(Date.parse(end), nowMs + 1)).length
  const current = today.period
  return {
    score: share(proofs.length, total),
    proved: proofs.length,
    total,
    provedOnOlderSha: requirements.filter(({ requirement }) => isOnOlderSha(requirement)).length,
    waived: requirements.filter(({ requirement }) => requirement.state === 'waived').length,
    planned: current === null ? 0 : share(dueBy(current), total),
    trend: periods.map((period) => ({
      period: period.index,
      planned: share(dueBy(period.index), total),
      proved: current === null || period.index > current ? null : share(provedBy(period.endsAt), total),
    })),
  }
}

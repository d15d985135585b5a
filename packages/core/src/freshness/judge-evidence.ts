/** Freshness of one piece of attached evidence under its requirement's rule. Source: DESIGN.md section 1, "freshness". */
import { sayDuration, sayInstant, shortSha } from '../board/say.ts'
import type { Evidence } from '../board/program-state.ts'
import type { Requirement } from '../plan/plan.ts'
import type { CiReadState, Freshness, ReleaseTarget } from './ci-run.ts'
import { highestAttempts, isSameSha, outcomeOf } from './run-selection.ts'

export interface EvidenceJudgement {
  readonly freshness: Freshness
  readonly reason: string
}

/** Instant at which the proof was made, else attached. */
export const evidenceBornAt = (evidence: Evidence): string => evidence.producedAt ?? evidence.attachedAt

/** Instant at which a `max_age` requirement stops believing it; null under the other rules. */
export const evidenceExpiresAt = (evidence: Evidence, requirement: Requirement): string | null => {
  if (requirement.freshness !== 'max_age' || requirement.maxAgeHours === null) return null
  const born = Date.parse(evidenceBornAt(evidence))
  return Number.isNaN(born) ? null : new Date(born + requirement.maxAgeHours * 3_600_000).toISOString()
}

const judgeBySha = (evidence: Evidence, target: ReleaseTarget | null): EvidenceJudgement => {
  const releaseSha = target?.sha ?? null
  if (releaseSha === null) return { freshness: 'unknown', reason: 'No release SHA is chosen to compare it with.' }
  if (evidence.sha === null) return { freshness: 'unknown', reason: `It names no commit; the release is ${shortSha(releaseSha)}.` }
  if (isSameSha(evidence.sha, releaseSha)) return { freshness: 'fresh', reason: `It is about the release ${shortSha(releaseSha)}.` }
  return { freshness: 'stale', reason: `It is about ${shortSha(evidence.sha)}; the release is ${shortSha(releaseSha)}.` }
}

const judgeByAge = (evidence: Evidence, requirement: Requirement, now: string): EvidenceJudgement => {
  const born = evidenceBornAt(evidence)
  const age = Date.parse(now) - Date.parse(born)
  if (requirement.maxAgeHours === null || Number.isNaN(age)) return { freshness: 'unknown', reason: 'Its age or the limit is not known.' }
  if (age < 0) return { freshness: 'unknown', reason: `It is dated in the future: ${sayInstant(born)}.` }
  const limit = requirement.maxAgeHours * 3_600_000
  if (age < limit)
    return { freshness: 'fresh', reason: `It is ${sayDuration(age)} old; at most ${requirement.maxAgeHours} h are accepted.` }
  return { freshness: 'stale', reason: `It is ${sayDuration(age)} old; at most ${requirement.maxAgeHours} h are accepted.` }
}

/** A linked run that CI was read to be anything but a success takes the proof away, whatever the commit says. */
const judgeLinkedRun = (evidence: Evidence, ci: CiReadState | null): EvidenceJudgement | null => {
  if (evidence.type !== 'ci_run' || ci === null) return null
  const id = Number(/\/actions\/runs\/(\d+)/.exec(evidence.url ?? '')?.[1] ?? Number.NaN)
  const readings = ci.workflows.flatMap((workflow) => workflow.runs).filter((run) => run.id === id)
  for (const run of highestAttempts(readings)) {
    const outcome = outcomeOf(run)
    if (outcome === 'success') continue
    const said = run.status === 'completed' ? (run.conclusion ?? 'no conclusion') : (run.status ?? 'no status')
    return { freshness: outcome, reason: `The linked run ${run.runNumber} is ${said}.` }
  }
  return null
}

/**
 * `release_sha`: the full commit must equal the release's; `max_age`: younger than the limit, counted from when it was made;
 * `none`: any. `ci` (optional) lets a linked run that is known to be bad count as bad.
 */
export const judgeEvidence = (
  evidence: Evidence,
  requirement: Requirement,
  target: ReleaseTarget | null,
  now: string,
  ci: CiReadState | null = null,
): EvidenceJudgement => {
  if (evidence.withdrawnAt !== null) return { freshness: 'unknown', reason: `It was withdrawn at ${sayInstant(evidence.withdrawnAt)}.` }
  const linked = judgeLinkedRun(evidence, ci)
  if (linked !== null) return linked
  switch (requirement.freshness) {
    case 'release_sha':
      return judgeBySha(evidence, target)
    case 'max_age':
      return judgeByAge(evidence, requirement, now)
    case 'none':
      return { freshness: 'fresh', reason: 'Any age and any commit is accepted here.' }
  }
}

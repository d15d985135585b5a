/** Freshness of one piece of attached evidence under its requirement's rule. Source: DESIGN.md section 1, "freshness". */
import type { BoardEvidence } from '../board/board.ts'
import type { Evidence } from '../board/program-state.ts'
import { sayDuration, sayInstant, shortSha } from '../board/say.ts'
import type { Requirement } from '../plan/plan.ts'
import type { CiReadState, Freshness, ReleaseTarget } from './ci-run.ts'
import { judgeRun } from './judge-run.ts'
import { isSameSha } from './run-selection.ts'

export interface EvidenceJudgement {
  readonly freshness: Freshness
  readonly reason: string
}

const HOUR = 3_600_000

/** Instant at which the proof was made, else attached. */
export const evidenceBornAt = (evidence: Evidence): string => evidence.producedAt ?? evidence.attachedAt

/** Instant at which a `max_age` requirement stops believing it; null under the other rules. */
export const evidenceExpiresAt = (evidence: Evidence, requirement: Requirement): string | null => {
  if (requirement.freshness !== 'max_age' || requirement.maxAgeHours === null) return null
  const born = Date.parse(evidenceBornAt(evidence))
  return Number.isNaN(born) ? null : new Date(born + requirement.maxAgeHours * HOUR).toISOString()
}

/** Hours before the largest age at which proof is called expiring: as the requirement says, else a quarter of that age and a day at most. */
export const warnHoursOf = ({ warnHours, maxAgeHours }: Pick<Requirement, 'warnHours' | 'maxAgeHours'>): number =>
  warnHours ?? (maxAgeHours === null ? 0 : Math.min(24, maxAgeHours / 4))

/** Instant from which something that expires at `expiresAt` is called expiring. */
export const warnsAt = (expiresAt: string, requirement: Requirement): string =>
  new Date(Date.parse(expiresAt) - warnHoursOf(requirement) * HOUR).toISOString()

/** Whether `now` is in the warning before `expiresAt`. */
export const isExpiring = (expiresAt: string | null, requirement: Requirement, now: string): boolean => {
  const at = Date.parse(now)
  return expiresAt !== null && at < Date.parse(expiresAt) && at >= Date.parse(warnsAt(expiresAt, requirement))
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
  const limit = requirement.maxAgeHours * HOUR
  if (age < limit)
    return { freshness: 'fresh', reason: `It is ${sayDuration(age)} old; at most ${requirement.maxAgeHours} h are accepted.` }
  return { freshness: 'stale', reason: `It is ${sayDuration(age)} old; at most ${requirement.maxAgeHours} h are accepted.` }
}

/** A report that was uploaded speaks for the named test alone: a green run around it proves nothing. null: no report, or it passed. */
const judgeReport = ({ details }: Evidence): EvidenceJudgement | null => {
  if (details.type !== 'test' || details.outcome === null || details.outcome === 'passed') return null
  const test = `“${details.name}” of ${details.suite}`
  switch (details.outcome) {
    case 'failed':
      return { freshness: 'failed', reason: `The test ${test} failed in the report.` }
    case 'skipped':
      return { freshness: 'unknown', reason: `The test ${test} was skipped, which proves nothing.` }
    case 'missing':
      return { freshness: 'unknown', reason: `The test ${test} is not in the report, so it proves nothing.` }
  }
}

/** A document that says something else by now proves nothing of the release. */
const judgeDrift = ({ type, observation }: Evidence): EvidenceJudgement | null =>
  (type === 'doc' || type === 'contract') && (observation?.outcome === 'drifted' || observation?.outcome === 'gone')
    ? { freshness: 'stale', reason: observation.detail }
    : null

/**
 * What was seen of it comes first: a document that drifted, a test that its report does not show passed, a run that the host has not
 * called a success. Then the requirement's rule. `release_sha`: the full commit must equal the release's; `max_age`: younger than the
 * limit, counted from when it was made; `none`: any.
 */
export const judgeEvidence = (
  evidence: Evidence,
  requirement: Requirement,
  target: ReleaseTarget | null,
  now: string,
  ci: CiReadState | null = null,
): EvidenceJudgement => {
  if (evidence.withdrawnAt !== null) return { freshness: 'unknown', reason: `It was withdrawn at ${sayInstant(evidence.withdrawnAt)}.` }
  const seen =
    judgeReport(evidence) ?? judgeDrift(evidence) ?? (evidence.type === 'ci_run' ? judgeRun(evidence, requirement, target, ci) : null)
  if (seen !== null) return seen
  switch (requirement.freshness) {
    case 'release_sha':
      return judgeBySha(evidence, target)
    case 'max_age':
      return judgeByAge(evidence, requirement, now)
    case 'none':
      return { freshness: 'fresh', reason: `${evidence.type === 'ci_run' ? 'It succeeded. ' : ''}Any age and any commit is accepted here.` }
  }
}

/** A piece as the board shows it. */
export const showEvidence = (
  evidence: Evidence,
  requirement: Requirement,
  target: ReleaseTarget | null,
  now: string,
  ci: CiReadState | null,
): BoardEvidence => {
  const judged = judgeEvidence(evidence, requirement, target, now, ci)
  const expiresAt = evidenceExpiresAt(evidence, requirement)
  return { ...evidence, ...judged, expiresAt, expiring: judged.freshness === 'fresh' && isExpiring(expiresAt, requirement, now) }
}

/**
 * A run of CI as attached proof: it proves what the host said of it, and nothing before it was read. Source: DESIGN.md section 3; what is
 * claimed of a run (its commit, its attempt) never beats what was read.
 */
import type { Evidence } from '../board/program-state.ts'
import { shortSha } from '../board/say.ts'
import { isSameRepository, runOfEvidence } from '../evidence/run-of-url.ts'
import type { Requirement } from '../plan/plan.ts'
import type { CiReadState, CiRun, ReleaseTarget } from './ci-run.ts'
import type { EvidenceJudgement } from './judge-evidence.ts'
import { highestAttempts, isSameSha, isUntrustedEvent, outcomeOf, type RunOutcome } from './run-selection.ts'

interface SeenRun {
  readonly attempt: number
  readonly outcome: RunOutcome
  /** Ends a sentence that begins with the run. */
  readonly says: string
  readonly headSha: string
}

/** Why a run of the right commit is no proof of it, as the end of a sentence; null: it may be one. Source: THREATS.md rows 27 and 28. */
export const whyRunProvesNothing = (run: Pick<CiRun, 'event' | 'repositoryId' | 'headRepositoryId'>): string | null => {
  if (isUntrustedEvent(run.event)) return `ran on ${run.event}, which tests another tree than its commit`
  if (run.headRepositoryId !== run.repositoryId) return 'is of a fork'
  return null
}

export const sayRunStatus = (run: Pick<CiRun, 'status' | 'conclusion'>): string =>
  run.status === 'completed' ? (run.conclusion ?? 'without a conclusion') : (run.status ?? 'without a status')

const seenInReading = (run: CiRun): SeenRun => {
  const why = whyRunProvesNothing(run)
  return {
    attempt: run.attempt,
    outcome: why === null ? outcomeOf(run) : 'unknown',
    says: why ?? `is ${sayRunStatus(run)}`,
    headSha: run.headSha,
  }
}

const OBSERVED: Readonly<Record<string, RunOutcome>> = { success: 'success', pending: 'pending', failed: 'failed' }
const BADNESS: Readonly<Record<RunOutcome, number>> = { success: 0, pending: 1, unknown: 2, failed: 3 }

/** Every reading of the run: CI of the release, where its repository is the release's, and the run read by its id. */
const readingsOf = (evidence: Evidence, runId: number, isOfRelease: boolean, ci: CiReadState | null): readonly SeenRun[] => {
  const listed = isOfRelease ? (ci?.workflows ?? []).flatMap((workflow) => workflow.runs).filter((run) => run.id === runId) : []
  const { observation } = evidence
  const byId: readonly SeenRun[] =
    observation === null || observation.run === null
      ? []
      : [
          {
            attempt: observation.run.attempt,
            outcome: OBSERVED[observation.outcome] ?? 'unknown',
            says: `is ${sayRunStatus(observation.run)}`,
            headSha: observation.run.headSha,
          },
        ]
  return [...highestAttempts(listed).map(seenInReading), ...byId]
}

const newestOf = (seen: readonly SeenRun[]): SeenRun | null =>
  seen.reduce<SeenRun | null>((best, run) => {
    if (best === null || run.attempt > best.attempt) return run
    return run.attempt === best.attempt && BADNESS[run.outcome] > BADNESS[best.outcome] ? run : best
  }, null)

const judgeCommit = (evidence: Evidence, run: SeenRun, target: ReleaseTarget | null, repository: string | null): EvidenceJudgement => {
  const releaseSha = target?.sha ?? null
  if (target === null || releaseSha === null) return { freshness: 'unknown', reason: 'No release SHA is chosen to compare it with.' }
  if (!isSameRepository(repository, target.repository))
    return {
      freshness: 'unknown',
      reason: `It ran in ${repository ?? 'a repository that is not told'}; the release is of ${target.repository}.`,
    }
  if (evidence.sha !== null && !isSameSha(evidence.sha, run.headSha))
    return { freshness: 'unknown', reason: `It is said to be about ${shortSha(evidence.sha)}; the run is of ${shortSha(run.headSha)}.` }
  return isSameSha(run.headSha, releaseSha)
    ? { freshness: 'fresh', reason: `It succeeded on the release ${shortSha(releaseSha)}.` }
    : { freshness: 'stale', reason: `It ran on ${shortSha(run.headSha)}; the release is ${shortSha(releaseSha)}.` }
}

/** null: the run succeeded, and the requirement's rule asks for no commit: age decides the rest. */
export const judgeRun = (
  evidence: Evidence,
  requirement: Requirement,
  target: ReleaseTarget | null,
  ci: CiReadState | null,
): EvidenceJudgement | null => {
  const { repository, runId, attempt } = runOfEvidence(evidence)
  if (runId === null) return { freshness: 'unknown', reason: 'It names no run that could be read.' }
  const newest = newestOf(readingsOf(evidence, runId, isSameRepository(repository, target?.repository ?? null), ci))
  if (newest === null)
    return evidence.observation?.outcome === 'unreadable'
      ? { freshness: 'unknown', reason: evidence.observation.detail }
      : { freshness: 'pending', reason: `Run ${runId} has not been read from the host yet.` }
  if (attempt !== null && attempt > newest.attempt)
    return { freshness: 'pending', reason: `Attempt ${attempt} of run ${runId} has not been read yet.` }
  if (newest.outcome !== 'success')
    return { freshness: newest.outcome, reason: `Attempt ${newest.attempt} of run ${runId} ${newest.says}.` }
  if (attempt !== null && attempt < newest.attempt)
    return { freshness: 'stale', reason: `Attempt ${attempt} of run ${runId} was followed by attempt ${newest.attempt}.` }
  return requirement.freshness === 'release_sha' ? judgeCommit(evidence, newest, target, repository) : null
}

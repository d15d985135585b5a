/**
 * Is CI green on the release SHA? The whole rule of DESIGN.md section 3; the conditions are what a person reads to see why.
 *
 * `fresh` exactly when all eight conditions hold. Otherwise, in this order: nothing usable was read, or it is about another
 * repository, workflow or commit → `unknown` (or `stale` where there is proof on another commit); the deciding run is
 * unfinished → `pending`, bad → `failed`, anything else → `unknown`; it succeeded but the reading is partial, failed since,
 * or older than MAX_READING_AGE_MS → `unknown`. So an error, a partial page or the passing of time can take green away and
 * can never give it: bad states of the last reading stay.
 */
import { sayCount, sayDuration, sayInstant, shortSha } from '../board/say.ts'
import type {
  CiReadState,
  CiRun,
  Freshness,
  FreshnessCondition,
  PinnedWorkflow,
  ReleaseTarget,
  WorkflowReading,
  WorkflowVerdict,
} from './ci-run.ts'
import { allowedEvents, decidingRun, highestAttempts, isSameSha, outcomeOf, pathWithoutRef, whyNotCounted } from './run-selection.ts'

/** Beyond this age a reading is not the present any more. */
export const MAX_READING_AGE_MS = 30 * 60_000
/** A sign-off on a gate with CI requirements needs a reading at most this old. */
export const REREAD_WITHIN_MS = 5 * 60_000
/** How far a reading may lie in the future before the clock is not believed. */
const CLOCK_SKEW_MS = 5 * 60_000

interface Finding {
  readonly freshness: Freshness
  readonly reason: string
  readonly run: CiRun | null
  readonly provenSha: string | null
  readonly commitsApart: number | null
}

/** `launch-gate` for `.github/workflows/launch-gate.yml`: the run's own name is free text and not believed. */
export const workflowName = (path: string): string => (path.split('/').pop() ?? path).replace(/\.ya?ml$/, '')

const sayRun = (run: CiRun): string => `Run ${run.runNumber}${run.attempt > 1 ? `, attempt ${run.attempt},` : ''}`
const sayEnd = (run: CiRun): string => (run.status === 'completed' ? (run.conclusion ?? 'no conclusion') : (run.status ?? 'no status'))

const ageOf = (read: CiReadState, now: string): number => Date.parse(now) - Date.parse(read.readAt)
/** NaN (an unreadable time) is never young. */
const isYoung = (age: number): boolean => age <= MAX_READING_AGE_MS && age >= -CLOCK_SKEW_MS

/** Why a good answer in this reading may not be believed now; null: it may. */
const whyReadingFails = (read: CiReadState, now: string): string | null => {
  if (read.error !== null) return `the last try to read CI failed at ${sayInstant(read.error.at)} (${read.error.message})`
  if (!read.complete) return 'not all pages were read'
  const age = ageOf(read, now)
  if (isYoung(age)) return null
  return age > 0
    ? `CI was not read since ${sayInstant(read.readAt)}, ${sayDuration(age)} ago`
    : `the reading is dated in the future (${sayInstant(read.readAt)})`
}

const countedOn = (sha: string, target: ReleaseTarget, workflow: PinnedWorkflow, reading: WorkflowReading): readonly CiRun[] =>
  reading.runs.filter((run) => isSameSha(run.headSha, sha) && whyNotCounted(target, workflow, run) === null)

const staleFinding = (run: CiRun, releaseSha: string, apart: number | null): Finding => ({
  freshness: 'stale',
  reason: `${sayRun(run)} succeeded on ${shortSha(run.headSha)}${apart === null ? '' : `, ${sayCount(apart, 'commit')} behind`}; the release is ${shortSha(releaseSha)} and has no run that counts.`,
  run,
  provenSha: run.headSha.toLowerCase(),
  commitsApart: apart,
})

const unknown = (reason: string, run: CiRun | null = null): Finding => ({
  freshness: 'unknown',
  reason,
  run,
  provenSha: null,
  commitsApart: null,
})

/** Proof on another commit: the last green run there, or the reading's own commit when the release has moved since. */
const findElsewhere = (
  target: ReleaseTarget,
  sha: string,
  workflow: PinnedWorkflow,
  read: CiReadState,
  reading: WorkflowReading,
): Finding | null => {
  if (!isSameSha(read.sha, sha)) {
    const run = decidingRun(countedOn(read.sha, target, workflow, reading))
    if (run !== null && outcomeOf(run) === 'success') return staleFinding(run, sha, null)
  }
  const last = reading.lastGreenElsewhere
  if (last === null || isSameSha(last.run.headSha, sha)) return null
  if (whyNotCounted(target, workflow, last.run) !== null || outcomeOf(last.run) !== 'success') return null
  return staleFinding(last.run, sha, isSameSha(read.sha, sha) ? last.aheadBy : null)
}

const sayUncounted = (target: ReleaseTarget, sha: string, workflow: PinnedWorkflow, reading: WorkflowReading): string => {
  const reasons = reading.runs.filter((run) => isSameSha(run.headSha, sha)).map((run) => whyNotCounted(target, workflow, run))
  const kinds = [...new Set(reasons.filter((reason) => reason !== null))]
  return kinds.length === 0 ? '' : ` ${sayCount(reasons.length, 'run')} on it not counted: ${kinds.join('; ')}.`
}

const find = (
  target: ReleaseTarget,
  workflow: PinnedWorkflow,
  read: CiReadState | null,
  reading: WorkflowReading | null,
  now: string,
): Finding => {
  const { sha } = target
  if (sha === null) return unknown('No release SHA is chosen yet.')
  if (read === null) return unknown('CI was not read yet.')
  if (target.repositoryId === null) return unknown(`${target.repository} is not pinned by its id yet: it was never read.`)
  if (read.repositoryId !== target.repositoryId)
    return unknown(
      `Alarm: ${target.repository} answers with id ${read.repositoryId ?? 'none'}, pinned is ${target.repositoryId}. It was renamed or re-created.`,
    )
  if (reading === null) return unknown(`${workflow.path} is not part of the last reading.`)
  if (workflow.workflowId === null) return unknown(`${workflow.path} is not pinned by its id yet: it was never read.`)
  if (reading.workflowId !== workflow.workflowId)
    return unknown(`Alarm: ${workflow.path} answers with workflow id ${reading.workflowId ?? 'none'}, pinned is ${workflow.workflowId}.`)
  if (!isSameSha(read.sha, sha))
    return (
      findElsewhere(target, sha, workflow, read, reading) ??
      unknown(`CI was read for ${shortSha(read.sha)}; the release is ${shortSha(sha)} now and was not read yet.`)
    )
  const run = decidingRun(countedOn(sha, target, workflow, reading))
  if (run === null)
    return (
      findElsewhere(target, sha, workflow, read, reading) ??
      unknown(`No run on ${shortSha(sha)}.${sayUncounted(target, sha, workflow, reading)}`)
    )
  const on = shortSha(run.headSha)
  switch (outcomeOf(run)) {
    case 'pending':
      return { freshness: 'pending', reason: `${sayRun(run)} is ${sayEnd(run)} on ${on}.`, run, provenSha: null, commitsApart: null }
    case 'failed':
      return { freshness: 'failed', reason: `${sayRun(run)} ended with ${sayEnd(run)} on ${on}.`, run, provenSha: null, commitsApart: null }
    case 'unknown':
      return unknown(`${sayRun(run)} ended as ${sayEnd(run)} on ${on}: not a success.`, run)
    case 'success': {
      const doubt = whyReadingFails(read, now)
      if (doubt !== null) return unknown(`${sayRun(run)} had succeeded on ${on}, but ${doubt}.`, run)
      return {
        freshness: 'fresh',
        reason: `${sayRun(run)} succeeded on ${on}.`,
        run,
        provenSha: run.headSha.toLowerCase(),
        commitsApart: 0,
      }
    }
  }
}

const judgeConditions = (
  target: ReleaseTarget,
  workflow: PinnedWorkflow,
  read: CiReadState | null,
  reading: WorkflowReading | null,
  run: CiRun | null,
  now: string,
): readonly FreshnessCondition[] => {
  const { sha } = target
  const onCommit =
    run === null || reading === null
      ? []
      : [...reading.runs, ...(reading.lastGreenElsewhere === null ? [] : [reading.lastGreenElsewhere.run])].filter((other) =>
          isSameSha(other.headSha, run.headSha),
        )
  const rivals = onCommit.filter((other) => whyNotCounted(target, workflow, other) === null)
  const events = allowedEvents(workflow)
  const readProblem =
    read === null
      ? 'CI was not read yet'
      : sha === null || !isSameSha(read.sha, sha)
        ? 'the reading is about another commit'
        : whyReadingFails(read, now)
  const condition = (code: FreshnessCondition['code'], holds: boolean, yes: string, no: string): FreshnessCondition => ({
    code,
    holds,
    text: holds ? yes : no,
  })
  return [
    condition(
      'repository_pinned',
      run !== null &&
        target.repositoryId !== null &&
        read?.repositoryId === target.repositoryId &&
        run.repositoryId === target.repositoryId &&
        run.headRepositoryId === target.repositoryId,
      'Repository pinned by id and equal to the run’s head repository',
      run === null ? 'No run whose repository could be compared' : 'Repository id is not pinned, or the run is of another repository',
    ),
    condition(
      'workflow_pinned',
      run !== null &&
        workflow.workflowId !== null &&
        reading?.workflowId === workflow.workflowId &&
        run.workflowId === workflow.workflowId &&
        pathWithoutRef(run.path) === workflow.path,
      'Workflow pinned by id and path',
      run === null ? 'No run whose workflow could be compared' : 'Workflow id or path is not the pinned one',
    ),
    condition(
      'sha_is_release',
      run !== null && sha !== null && isSameSha(run.headSha, sha),
      'Run SHA is the release SHA',
      run === null ? 'No run on the release SHA' : 'Run SHA is not the release SHA',
    ),
    condition(
      'event_allowed',
      run !== null && events.includes(run.event),
      `Event ${run?.event ?? ''} is allowed`,
      run === null ? `No run by ${events.join(' or ')}` : `Event ${run.event} is not allowed`,
    ),
    condition(
      'newest_run',
      run !== null && decidingRun(rivals) === run,
      `Newest run for this workflow, run ${run?.runNumber ?? ''}`,
      run === null ? 'No run for this workflow' : 'A newer run exists',
    ),
    condition(
      'highest_attempt',
      run !== null && highestAttempts(rivals).includes(run),
      `Highest attempt, ${run?.attempt ?? ''}`,
      run === null ? 'No attempt to look at' : 'A later attempt exists',
    ),
    condition(
      'completed_successfully',
      run !== null && outcomeOf(run) === 'success',
      'Completed with conclusion success',
      run === null ? 'Nothing has completed' : `The host says ${sayEnd(run)}`,
    ),
    condition('all_pages_read', readProblem === null, 'All pages read', `Not counted: ${readProblem ?? ''}`),
  ]
}

/** Judges one pinned workflow against the release target, as last read, at `now` (ISO instant). Never throws. */
export const judgeWorkflow = (target: ReleaseTarget, workflow: PinnedWorkflow, read: CiReadState | null, now: string): WorkflowVerdict => {
  const reading = read?.workflows.find((entry) => entry.path === workflow.path) ?? null
  const finding = find(target, workflow, read, reading, now)
  const conditions = judgeConditions(target, workflow, read, reading, finding.run, now)
  const broken = conditions.find((condition) => !condition.holds)
  const doubted = finding.freshness === 'fresh' && broken !== undefined
  return {
    path: workflow.path,
    name: workflowName(workflow.path),
    required: workflow.required,
    freshness: doubted ? 'unknown' : finding.freshness,
    reason: doubted ? `${broken.text}.` : finding.reason,
    conditions,
    run: finding.run,
    provenSha: finding.provenSha,
    commitsApart: finding.commitsApart,
    readAt: read?.readAt ?? null,
  }
}

/** Why a sign-off may not rely on this reading of CI; null: it was read again within REREAD_WITHIN_MS, wholly and without error. */
export const whyNotReread = (target: ReleaseTarget | null, read: CiReadState | null, now: string): string | null => {
  if (target === null || target.sha === null) return 'No release SHA is chosen, so there is no CI to read.'
  if (read === null) return 'CI was never read.'
  if (!isSameSha(read.sha, target.sha)) return `CI was read for ${shortSha(read.sha)}, not for the release ${shortSha(target.sha)}.`
  if (read.error !== null) return `The last try to read CI failed: ${read.error.message}`
  if (!read.complete) return 'The last reading of CI is partial.'
  const age = ageOf(read, now)
  if (age >= -CLOCK_SKEW_MS && age <= REREAD_WITHIN_MS) return null
  return `CI was last read at ${sayInstant(read.readAt)}; a sign-off needs a reading of the last 5 minutes.`
}

/** Reads everything that the freshness rule needs to know of one release SHA. It reports; core judges. */
import type { CiReadState, CiRun, PinnedWorkflow, ReleaseTarget, WorkflowReading } from '@gatehouse/core'
import { type GithubClient, GithubFailure } from './github-client.ts'
import { readComparison, readRepository, readRunsPage, readWorkflow } from './wire.ts'

const PAGE_SIZE = 100
/** GitHub lists at most 1,000 runs of a filtered search; beyond that the reading is not complete. */
const MOST_RUNS = 1_000

/**
 * The newest state of CI on `target.sha`. Never throws for anything the host does: a failure keeps what was read before for this
 * SHA and adds the error, so it can make nothing better.
 */
export async function readReleaseCi(
  client: GithubClient,
  target: ReleaseTarget,
  previous: CiReadState | null,
  now: string,
): Promise<CiReadState> {
  const sha = target.sha ?? ''
  try {
    const repository = readRepository(await client.get(`/repos/${target.repository}`))
    const { runs, complete } = await readRuns(client, target.repository, sha)
    const workflows: WorkflowReading[] = []
    const known = previous?.sha === sha ? previous.workflows : []
    for (const workflow of target.workflows) {
      const reading = await readWorkflowOn(client, target, workflow, runs)
      workflows.push(
        complete
          ? keepGoneRuns(
              reading,
              known.find((each) => each.path === workflow.path),
            )
          : reading,
      )
    }
    return { sha, readAt: now, complete, error: null, repositoryId: repository.id, workflows }
  } catch (error) {
    if (!(error instanceof GithubFailure)) throw error
    const failure = { code: error.code, message: error.message, at: now }
    if (previous?.sha === sha) return { ...previous, error: failure }
    return { sha, readAt: now, complete: false, error: failure, repositoryId: null, workflows: [] }
  }
}

async function readRuns(client: GithubClient, repository: string, sha: string) {
  const byAttempt = new Map<string, CiRun>()
  let total = 0
  for (let page = 1; page <= MOST_RUNS / PAGE_SIZE; page++) {
    const answer = readRunsPage(await client.get(`/repos/${repository}/actions/runs`, { head_sha: sha, per_page: PAGE_SIZE, page }))
    total = answer.total
    for (const run of answer.runs) byAttempt.set(`${run.id}.${run.attempt}`, run)
    if (answer.runs.length < PAGE_SIZE) break
  }
  const runs = [...byAttempt.values()]
  return { runs, complete: total < MOST_RUNS && runs.length === total }
}

async function readWorkflowOn(
  client: GithubClient,
  target: ReleaseTarget,
  workflow: PinnedWorkflow,
  all: readonly CiRun[],
): Promise<WorkflowReading> {
  const id = await findWorkflow(client, target.repository, workflow.path)
  const runs = all.filter((run) => run.workflowId === id || barePath(run.path) === workflow.path)
  const lastGreenElsewhere = id === null || runs.length > 0 ? null : await readLastGreen(client, target, id)
  return { path: workflow.path, workflowId: id, runs, lastGreenElsewhere }
}

/** Hosts delete runs, and people do: a run that was read once on this SHA stays in the reading, marked. */
function keepGoneRuns(reading: WorkflowReading, before: WorkflowReading | undefined): WorkflowReading {
  const listed = new Set(reading.runs.map((run) => run.id))
  const gone = (before?.runs ?? []).filter((run) => !listed.has(run.id)).map((run) => ({ ...run, goneUpstream: true }))
  return gone.length === 0 ? reading : { ...reading, runs: [...reading.runs, ...gone] }
}

/** null: the repository has no workflow at this path (any more). */
async function findWorkflow(client: GithubClient, repository: string, path: string): Promise<number | null> {
  try {
    const found = readWorkflow(
      await client.get(`/repos/${repository}/actions/workflows/${encodeURIComponent(path.split('/').at(-1) ?? '')}`),
    )
    return barePath(found.path) === path ? found.id : null
  } catch (error) {
    if (error instanceof GithubFailure && error.code === 'not_found') return null
    throw error
  }
}

/** Only for the sentence that says how old the proof is; a commit that GitHub cannot compare just has no distance. */
async function readLastGreen(
  client: GithubClient,
  target: ReleaseTarget,
  workflowId: number,
): Promise<WorkflowReading['lastGreenElsewhere']> {
  const { runs } = readRunsPage(
    await client.get(`/repos/${target.repository}/actions/workflows/${workflowId}/runs`, { status: 'success', per_page: 20, page: 1 }),
  )
  const run = runs.find((each) => each.conclusion === 'success' && each.headSha !== target.sha)
  if (!run) return null
  try {
    const apart = readComparison(await client.get(`/repos/${target.repository}/compare/${run.headSha}...${target.sha}`))
    return { run, aheadBy: apart.ahead_by, status: apart.status }
  } catch (error) {
    if (error instanceof GithubFailure && error.code === 'not_found') return { run, aheadBy: null, status: null }
    throw error
  }
}

/** GitHub may write `path@ref`. */
const barePath = (path: string): string => path.split('@')[0] ?? path

/** One workflow run as the stub keeps it; `wireRun` writes it the way GitHub does. */
export interface StubRun {
  readonly id: number
  attempt: number
  readonly runNumber: number
  readonly workflowId: number
  /** May carry `@ref`, as GitHub's does. */
  readonly path: string
  readonly name: string
  readonly event: string
  readonly headSha: string
  readonly headBranch: string | null
  readonly headRepositoryId: number | null
  readonly repositoryId: number
  status: string | null
  conclusion: string | null
  readonly createdAt: string
}
export type StubRunInput = Partial<Omit<StubRun, 'headSha' | 'path' | 'workflowId'>> & {
  readonly workflow: string
  readonly headSha: string
  readonly workflowId?: number
  readonly path?: string
}

export function wireRun(run: StubRun, repository: string) {
  return {
    id: run.id,
    name: run.name,
    node_id: `WFR_${run.id}`,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.name,
    run_number: run.runNumber,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    check_suite_id: run.id + 500_000,
    url: `https://api.github.com/repos/${repository}/actions/runs/${run.id}`,
    html_url: `https://github.com/${repository}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.createdAt,
    run_started_at: run.createdAt,
    repository: { id: run.repositoryId, full_name: repository },
    head_repository: run.headRepositoryId === null ? null : { id: run.headRepositoryId, full_name: repository },
  }
}

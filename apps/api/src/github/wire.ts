/** What is read from GitHub's answers: only the fields that are judged, checked, everything else ignored. */
import type { CiRun } from '@gatehouse/core'
import { z } from 'zod'
import { GithubFailure } from './github-client.ts'

const repository = z.object({ id: z.number().int(), full_name: z.string() })
const workflow = z.object({ id: z.number().int(), path: z.string() })
const run = z.object({
  id: z.number().int(),
  name: z.string().nullish(),
  path: z.string(),
  run_number: z.number().int(),
  run_attempt: z.number().int().nullish(),
  event: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  workflow_id: z.number().int(),
  head_sha: z.string(),
  head_branch: z.string().nullable(),
  html_url: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  run_started_at: z.string().nullish(),
  repository: z.object({ id: z.number().int() }),
  head_repository: z.object({ id: z.number().int() }).nullish(),
})
const runsPage = z.object({ total_count: z.number().int(), workflow_runs: z.array(run) })
const comparison = z.object({ status: z.string(), ahead_by: z.number().int(), behind_by: z.number().int() })
const commit = z.object({ sha: z.string() })
const contents = z.object({ type: z.string(), encoding: z.string().optional(), content: z.string().optional() })
const dispatched = z.object({ workflow_run_id: z.number().int(), html_url: z.string() }).partial()

function read<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new GithubFailure('bad_answer', `GitHub’s answer about ${what} had another shape than its API documents.`)
  return parsed.data
}

export const readRepository = (value: unknown) => read(repository, value, 'the repository')
export const readWorkflow = (value: unknown) => read(workflow, value, 'a workflow')
export const readComparison = (value: unknown) => read(comparison, value, 'the distance of two commits')
export const readCommit = (value: unknown) => read(commit, value, 'a commit')
export const readDispatched = (value: unknown) => dispatched.safeParse(value).data ?? {}

/** Text of a file. What is no file, is larger than the API hands over (1 MB) or is not UTF-8 is a bad answer. */
export function readContents(value: unknown): string {
  const file = read(contents, value, 'a file')
  if (file.type !== 'file' || file.encoding !== 'base64' || file.content === undefined)
    throw new GithubFailure('bad_answer', 'GitHub hands over files of up to 1 MB only.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(file.content, 'base64'))
  } catch {
    throw new GithubFailure('bad_answer', 'The file is not UTF-8 text.')
  }
}

export const readRun = (value: unknown): CiRun => toCiRun(read(run, value, 'a workflow run'))

export function readRunsPage(value: unknown): { readonly total: number; readonly runs: readonly CiRun[] } {
  const page = read(runsPage, value, 'workflow runs')
  return { total: page.total_count, runs: page.workflow_runs.map(toCiRun) }
}

const toCiRun = (wire: z.output<typeof run>): CiRun => ({
  id: wire.id,
  // A server that leaves the attempt out has never re-run it.
  attempt: wire.run_attempt ?? 1,
  runNumber: wire.run_number,
  workflowId: wire.workflow_id,
  path: wire.path,
  name: wire.name ?? '',
  event: wire.event,
  headSha: wire.head_sha.toLowerCase(),
  headBranch: wire.head_branch,
  headRepositoryId: wire.head_repository?.id ?? null,
  repositoryId: wire.repository.id,
  status: wire.status,
  conclusion: wire.conclusion,
  createdAt: wire.created_at,
  startedAt: wire.run_started_at ?? null,
  updatedAt: wire.updated_at,
  url: /^https?:\/\//.test(wire.html_url) ? wire.html_url : '',
})

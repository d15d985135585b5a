import type { ReleaseTarget } from '@gatehouse/core'
import { ShellError } from '../app/problems.ts'
import { type GithubClient, GithubFailure } from './github-client.ts'
import { readCommit, readDispatched } from './wire.ts'

/**
 * Starts a workflow on a branch or tag that points at the release SHA: GitHub dispatches refs, never commits, so the ref is looked up
 * first. What the run then says is read like any other run. Throws ShellError: `bad_request` for a ref elsewhere, `github_unavailable`.
 */
export async function dispatchWorkflow(
  client: GithubClient,
  target: ReleaseTarget,
  path: string,
  ref: string,
): Promise<{ readonly runUrl: string | null }> {
  try {
    const { sha } = readCommit(await client.get(`/repos/${target.repository}/commits/${encodeURIComponent(ref)}`))
    if (sha !== target.sha) {
      throw new ShellError(
        'bad_request',
        `${ref} points at ${sha.slice(0, 7)}; the release is ${target.sha?.slice(0, 7)}. Name a branch or tag that points at the release commit.`,
      )
    }
    const file = encodeURIComponent(path.split('/').at(-1) ?? '')
    const { data } = await client.post(`/repos/${target.repository}/actions/workflows/${file}/dispatches`, {
      ref,
      return_run_details: true,
    })
    const url = readDispatched(data).html_url
    return { runUrl: url && /^https?:\/\//.test(url) ? url : null }
  } catch (error) {
    if (!(error instanceof GithubFailure)) throw error
    if (error.code === 'not_found' || error.code === 'bad_answer') {
      throw new ShellError(
        'bad_request',
        `GitHub would not start ${path} on ${ref}: the branch, tag or workflow does not exist, or it has no workflow_dispatch trigger.`,
      )
    }
    throw new ShellError('github_unavailable', error.message)
  }
}

/** Reads what attached evidence names on the configured host: runs by their id, documents of the release repository at the release SHA. */
import {
  type Evidence,
  type Look,
  lookAtRun,
  lookAtSection,
  lookInVain,
  type ReleaseTarget,
  runOfEvidence,
  isSameRepository,
} from '@gatehouse/core'
import { digestOf, sectionOfText } from '../evidence/section-of-text.ts'
import { type GithubClient, GithubFailure } from './github-client.ts'
import { readContents, readRepository, readRun } from './wire.ts'

/** Whether the host can be asked about a piece at all. Links are never followed: only runs and paths are read. */
export const canLookAt = (piece: Evidence, target: ReleaseTarget | null): boolean => {
  if (piece.withdrawnAt !== null) return false
  if (piece.type === 'ci_run') {
    const { repository, runId } = runOfEvidence(piece)
    return repository !== null && runId !== null
  }
  const { details } = piece
  if (details.type !== 'doc' && details.type !== 'contract') return false
  return details.path !== null && details.sectionDigest !== null && target?.sha != null
}

const lookAtNamedRun = async (client: GithubClient, piece: Evidence, target: ReleaseTarget | null): Promise<Look> => {
  const { repository, runId } = runOfEvidence(piece)
  const run = readRun(await client.get(`/repos/${repository ?? ''}/actions/runs/${runId ?? 0}`))
  if (run.id !== runId) return lookInVain(`GitHub answered with run ${run.id} when it was asked for run ${runId ?? 0}.`)
  const pinned = isSameRepository(repository, target?.repository ?? null) ? (target?.repositoryId ?? null) : null
  if (pinned !== null && run.repositoryId !== pinned)
    return lookInVain(`${repository ?? ''} is another repository than the one that was pinned.`)
  return lookAtRun(run)
}

const lookAtDocument = async (client: GithubClient, piece: Evidence, { repository, repositoryId, sha }: ReleaseTarget): Promise<Look> => {
  const { details } = piece
  const path = details.type === 'doc' || details.type === 'contract' ? (details.path ?? '') : ''
  // Asked first: a file that is not there is only believed of a repository that is.
  const { id } = readRepository(await client.get(`/repos/${repository}`))
  if (repositoryId !== null && id !== repositoryId) return lookInVain(`${repository} is another repository than the one that was pinned.`)
  const text = await readFileAt(client, repository, path, sha ?? '')
  if (text === null) return lookAtSection(piece, null, sha)
  const section = sectionOfText(details, text)
  if (section.text === null) return section.gone ? lookAtSection(piece, null, sha) : lookInVain(section.problem.message)
  return lookAtSection(piece, digestOf(section.text), sha)
}

/** null: there is no such file at the commit. */
const readFileAt = async (client: GithubClient, repository: string, path: string, sha: string): Promise<string | null> => {
  try {
    const address = path.split('/').map(encodeURIComponent).join('/')
    return readContents(await client.get(`/repos/${repository}/contents/${address}`, { ref: sha }))
  } catch (error) {
    if (error instanceof GithubFailure && error.code === 'not_found') return null
    throw error
  }
}

/** Throws `GithubFailure` when the host could not be asked; what it does not have is a look in vain. */
export const lookAtEvidence = async (client: GithubClient, piece: Evidence, target: ReleaseTarget | null): Promise<Look> => {
  try {
    if (piece.type === 'ci_run') return await lookAtNamedRun(client, piece, target)
    if (target === null) return lookInVain('No release target is set.')
    return await lookAtDocument(client, piece, target)
  } catch (error) {
    if (error instanceof GithubFailure && error.code === 'not_found') return lookInVain(error.message)
    throw error
  }
}

import type { Evidence } from '../board/program-state.ts'

/** A run of a repository on the CI host. */
export interface NamedRun {
  /** `owner/name`; null: not told. */
  readonly repository: string | null
  readonly runId: number | null
  /** null: whichever is the newest. */
  readonly attempt: number | null
}

const RUN_PATH = /^\/([^/]+\/[^/]+)\/actions\/runs\/(\d{1,15})(?:\/attempts\/(\d{1,6}))?(?:\/|$)/

/** The run that a link of GitHub, or of an Enterprise server, names. */
export const runOfUrl = (url: string | null): NamedRun | null => {
  if (url === null || !URL.canParse(url)) return null
  const match = RUN_PATH.exec(new URL(url).pathname)
  if (match === null) return null
  return { repository: match[1] ?? null, runId: Number(match[2]), attempt: match[3] === undefined ? null : Number(match[3]) }
}

/** The run that a piece of evidence names; what it says itself comes before its link. */
export const runOfEvidence = ({ details, url }: Pick<Evidence, 'details' | 'url'>): NamedRun => {
  const linked = runOfUrl(url)
  if (details.type !== 'ci_run' || details.runId === null) return linked ?? { repository: null, runId: null, attempt: null }
  return {
    repository: details.repository ?? (linked?.runId === details.runId ? linked.repository : null),
    runId: details.runId,
    attempt: details.attempt,
  }
}

export const isSameRepository = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.toLowerCase() === b.toLowerCase()

/**
 * What a pasted text proves: its type, link and commit. Hosts may be GitHub or any Enterprise server, so the path alone decides.
 * Links are http(s) only and carry no credentials, because they become links on a screen. Nothing is fetched.
 */
import type { EvidenceType } from '../plan/plan.ts'
import { type Issue, ok, type Result, refuse } from '../result.ts'

export interface RecognisedEvidence {
  readonly type: EvidenceType
  readonly title: string
  readonly url: string | null
  readonly reference: string
  /** 40 hex, lower case. */
  readonly sha: string | null
}

export const EVIDENCE_LIMITS = { url: 2_000, title: 300, reference: 1_000 } as const
export const FULL_SHA = /^[0-9a-f]{40}$/

const isFullSha = (text: string): boolean => /^[0-9a-f]{40}$/i.test(text)
/** A digit is asked for, because a branch may be called `facade`. */
const isShortSha = (text: string): boolean => /^[0-9a-f]{7,39}$/i.test(text) && /\d/.test(text)
const cut = (text: string): string => (text.length <= EVIDENCE_LIMITS.title ? text : `${text.slice(0, EVIDENCE_LIMITS.title - 1)}…`)

const refuseReference = (message: string, hint?: string): Result<never> => {
  const issue: Issue = { code: 'evidence_bad_reference', message, path: 'url', ...(hint === undefined ? {} : { hint }) }
  return refuse('evidence_bad_reference', message, [issue])
}

const SHORT_SHA_HINT = 'Paste the full 40 digits: `git rev-parse HEAD` prints them.'

/** An http(s) link without credentials and not too long, normalised; every other text is refused. */
export const parseEvidenceUrl = (text: string): Result<URL> => {
  if (text.length > EVIDENCE_LIMITS.url) return refuseReference(`A link has at most ${EVIDENCE_LIMITS.url} characters.`)
  if (!URL.canParse(text)) return refuseReference('This is not a link.', 'Paste a whole https:// link or a 40-digit commit.')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return refuseReference(`${url.protocol} links are not taken.`, 'Use an http:// or https:// link.')
  if (url.username !== '' || url.password !== '')
    return refuseReference('A link may not carry a user name or password.', 'Remove what stands before the @.')
  return ok(url)
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const isContract = (path: string): boolean => /(openapi|asyncapi|swagger)[^/]*\.(ya?ml|json)$/i.test(path)
const isMarkdown = (path: string): boolean => /\.(md|markdown|mdx)$/i.test(path)

const byFile = (url: URL, path: string, sha: string | null, otherwise: EvidenceType): RecognisedEvidence => {
  const heading = decode(url.hash)
  const type = isMarkdown(path) ? 'doc' : isContract(path) ? 'contract' : otherwise
  return {
    type,
    title: cut(`${path.split('/').pop() ?? path}${heading}`),
    url: url.href,
    reference: `${path}${heading}`.slice(0, EVIDENCE_LIMITS.reference),
    sha,
  }
}

const recogniseUrl = (url: URL): Result<RecognisedEvidence> => {
  const parts = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decode)
  const at = (name: string): number => parts.indexOf(name, 2)
  const repository = parts.slice(0, 2).join('/')

  const actions = at('actions')
  const runId = parts[actions + 2]
  if (actions === 2 && parts[3] === 'runs' && runId !== undefined && /^\d+$/.test(runId)) {
    const attempt = parts[5] === 'attempts' ? `, attempt ${parts[6] ?? ''}` : ''
    return ok({
      type: 'ci_run',
      title: `Run ${runId}${attempt} of ${repository}`,
      url: url.href,
      reference: `run ${runId}${attempt}`,
      sha: null,
    })
  }
  const commit =
    parts[2] === 'commit' || parts[2] === 'commits' ? parts[3] : parts[2] === 'pull' && parts[4] === 'commits' ? parts[5] : undefined
  if (commit !== undefined && isShortSha(commit)) return refuseReference(`${commit} is a shortened commit.`, SHORT_SHA_HINT)
  if (commit !== undefined && isFullSha(commit))
    return ok({
      type: 'code',
      title: `Commit ${commit.slice(0, 7).toLowerCase()} of ${repository}`,
      url: url.href,
      reference: commit.toLowerCase(),
      sha: commit.toLowerCase(),
    })
  if (parts[2] === 'blob' || parts[2] === 'raw') {
    const ref = parts[3] ?? ''
    const path = parts.slice(4).join('/')
    if (path !== '' && isShortSha(ref)) return refuseReference(`${ref} is a shortened commit.`, SHORT_SHA_HINT)
    if (path !== '') return ok(byFile(url, path, isFullSha(ref) ? ref.toLowerCase() : null, isFullSha(ref) ? 'code' : 'link'))
  }
  const path = parts.join('/')
  if (isMarkdown(path) || isContract(path)) return ok(byFile(url, path, null, 'link'))
  return ok({
    type: 'link',
    title: cut(`${url.host}${decode(url.pathname).replace(/\/$/, '')}`),
    url: url.href,
    reference: url.href.slice(0, EVIDENCE_LIMITS.reference),
    sha: null,
  })
}

/** Recognises a pasted link, commit or repository path. `evidence_bad_reference` says what to paste instead. */
export const recogniseEvidence = (text: string): Result<RecognisedEvidence> => {
  const pasted = text.trim()
  if (pasted === '') return refuseReference('Paste a link or a commit.')
  if (isFullSha(pasted)) {
    const sha = pasted.toLowerCase()
    return ok({ type: 'code', title: `Commit ${sha.slice(0, 7)}`, url: null, reference: sha, sha })
  }
  if (/^[0-9a-f]{7,39}$/i.test(pasted)) return refuseReference(`${pasted} is a shortened commit.`, SHORT_SHA_HINT)
  const path = /^([A-Za-z0-9._-]+\/)*[A-Za-z0-9._-]+\.[A-Za-z0-9]+(#[^\s]*)?$/.test(pasted) ? pasted : null
  const file = path?.split('#', 1)[0] ?? ''
  if (
    path !== null &&
    path.length <= EVIDENCE_LIMITS.reference &&
    !file.split('/').includes('..') &&
    (isMarkdown(file) || isContract(file))
  )
    return ok({
      type: isMarkdown(file) ? 'doc' : 'contract',
      title: cut(path.split('/').pop() ?? path),
      url: null,
      reference: path,
      sha: null,
    })
  const url = parseEvidenceUrl(pasted)
  return url.ok ? recogniseUrl(url.value) : url
}

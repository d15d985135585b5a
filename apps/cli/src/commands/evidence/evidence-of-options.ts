import { type AttachEvidenceInput, type EvidenceType, type RecognisedEvidence, recogniseEvidence } from '@gatehouse/core'
import { type CliError, usageError } from '../../app/cli-error.ts'

export interface EvidenceOptions {
  readonly program: string
  readonly gate: string
  readonly requirement: string
  readonly url?: string
  /** 40 hex: the proof itself, or with a link or path the commit that it is about. */
  readonly sha?: string
  readonly path?: string
  readonly type?: EvidenceType
  readonly title?: string
  /** ISO 8601 with a zone. */
  readonly producedAt?: string
}
/** As the server takes it, times in UTC. */
export type EvidenceDraft = AttachEvidenceInput

const bad = (option: string, message: string, mend?: string): CliError => usageError(`${option}: ${message}`, mend)

const recognise = (option: string, text: string): RecognisedEvidence => {
  const found = recogniseEvidence(text)
  if (found.ok) return found.value
  const [issue] = found.refusal.issues
  throw bad(option, issue?.message ?? found.refusal.detail, issue?.hint)
}

/** A path whose ending says nothing (`reports/junit.xml`) is taken with the type that the caller names. */
const recognisePath = (path: string, type: EvidenceType | undefined): RecognisedEvidence => {
  const found = recogniseEvidence(path)
  if (found.ok && found.value.url === null && found.value.sha === null) return found.value
  if (type === undefined || found.ok)
    throw bad(
      '--path',
      'what this file proves is not told by its name.',
      'Name a document or contract (.md, openapi.yaml), or say what it is with --type.',
    )
  return { type, title: path.split('/').pop() ?? path, url: null, reference: path, sha: null }
}

const commitOf = (sha: string): string => {
  const found = recognise('--sha', sha)
  if (found.sha !== null && found.url === null) return found.sha
  throw bad('--sha', 'this is no commit.', 'Give the full 40 digits: `git rev-parse HEAD` prints them.')
}

const instantOf = (text: string): string => {
  const at = Date.parse(text)
  if (Number.isNaN(at) || !/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text))
    throw bad(
      '--produced-at',
      'this is not an instant with its zone.',
      'Give it like 2026-02-25T09:30:00Z: `date -u +%Y-%m-%dT%H:%M:%SZ` prints it.',
    )
  return new Date(at).toISOString()
}

/** The proof that the options describe; its type is recognised from the link, commit or path as on the gate's screen, unless named. */
export const evidenceOf = (options: EvidenceOptions): EvidenceDraft => {
  const { url, sha, path, type } = options
  if (url !== undefined && path !== undefined) throw usageError('--url and --path name two proofs.', 'Attach them one after the other.')
  const commit = sha === undefined ? null : commitOf(sha)
  const found =
    url !== undefined
      ? recogniseLink(url)
      : path !== undefined
        ? recognisePath(path, type)
        : commit !== null
          ? recognise('--sha', commit)
          : null
  if (found === null) throw usageError('There is no proof to attach.', 'Give --url LINK, --sha COMMIT or --path FILE.')
  if (commit !== null && found.sha !== null && found.sha !== commit)
    throw usageError(`The link is about ${found.sha}, --sha says ${commit}.`, 'Leave --sha out, or give the link of that commit.')
  return {
    gateKey: options.gate,
    requirementKey: options.requirement,
    type: type ?? found.type,
    title: (options.title ?? found.title).trim(),
    url: found.url,
    reference: found.reference,
    sha: commit ?? found.sha,
    producedAt: options.producedAt === undefined ? null : instantOf(options.producedAt),
  }
}

const recogniseLink = (url: string): RecognisedEvidence => {
  const found = recognise('--url', url)
  if (found.url === null) throw bad('--url', 'this is no link.', 'Give an https:// link; a commit goes into --sha, a file into --path.')
  return found
}

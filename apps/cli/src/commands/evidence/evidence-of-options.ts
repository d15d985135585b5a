import type { Body, routes } from '@gatehouse/contracts'
import { type EvidenceType, type RecognisedEvidence, recogniseEvidence } from '@gatehouse/core'
import { type CliError, usageError } from '../../app/cli-error.ts'

export interface EvidenceOptions {
  readonly program: string
  readonly gate: string
  readonly requirement: string
  readonly url?: string
  /** 40 hex: the proof itself, or with a link or path the commit that it is about. */
  readonly sha?: string
  readonly path?: string
  readonly doc?: string
  readonly heading?: string
  readonly contract?: string
  readonly pointer?: string
  /** Local file with the text of the document or contract. */
  readonly text?: string
  readonly suite?: string
  readonly test?: string
  readonly report?: string
  readonly run?: string
  readonly file?: string
  readonly replaces?: string
  readonly type?: EvidenceType
  readonly title?: string
  /** ISO 8601 with a zone. */
  readonly producedAt?: string
}

type AttachBody = Body<(typeof routes)['evidence']['attach']>
/** As the server takes it, times in UTC; what is to be read from files is named beside it. */
export interface EvidenceDraft {
  readonly body: Required<Pick<AttachBody, 'gateKey' | 'requirementKey' | 'type' | 'title' | 'url' | 'reference' | 'sha' | 'producedAt'>> &
    Pick<AttachBody, 'details' | 'replaces'>
  /** Local file to upload: an artifact or a report. */
  readonly upload: string | null
  /** Local file whose text is sent. `isAsked`: it was named; else it is sent when it is there. */
  readonly text: { readonly file: string; readonly isAsked: boolean } | null
}

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

const recogniseLink = (url: string): RecognisedEvidence => {
  const found = recognise('--url', url)
  if (found.url === null) throw bad('--url', 'this is no link.', 'Give an https:// link; a commit goes into --sha, a file into --path.')
  return found
}

const lastPart = (path: string): string => path.split(/[/\\]/).pop() ?? path

interface Typed {
  readonly found: RecognisedEvidence
  readonly details: EvidenceDraft['body']['details']
  readonly upload: string | null
  readonly text: EvidenceDraft['text']
}
const typed = (type: EvidenceType, title: string, reference: string, more: Partial<Omit<Typed, 'found'>>): Typed => ({
  found: { type, title, url: null, reference, sha: null },
  ...{ details: null, upload: null, text: null },
  ...more,
})

/** The proof that an option of its own names: a section, a part of a contract, a test, a file. null: none does. */
const typedProof = (options: EvidenceOptions): Typed | null => {
  const { doc, heading, contract, pointer, suite, test, report, run, file } = options
  const text = (path: string) => ({ file: options.text ?? path, isAsked: options.text !== undefined })
  const named = [
    doc !== undefined,
    contract !== undefined,
    suite !== undefined || test !== undefined || report !== undefined,
    file !== undefined,
  ]
  if (named.filter(Boolean).length > 1)
    throw usageError('--doc, --contract, --test and --file name different proofs.', 'Attach them one after the other.')
  if (heading !== undefined && doc === undefined) throw bad('--heading', 'it belongs to --doc.', 'Name the document with --doc PATH.')
  if (pointer !== undefined && contract === undefined)
    throw bad('--pointer', 'it belongs to --contract.', 'Name the contract with --contract PATH.')
  if (options.text !== undefined && doc === undefined && contract === undefined) throw bad('--text', 'it belongs to --doc or --contract.')
  if (doc !== undefined)
    return typed('doc', `${lastPart(doc)}${heading === undefined ? '' : `#${heading}`}`, '', {
      details: { type: 'doc', path: doc, heading: heading ?? null },
      text: text(doc),
    })
  if (contract !== undefined)
    return typed('contract', `${lastPart(contract)}${pointer ?? ''}`, '', {
      details: { type: 'contract', path: contract, pointer: pointer ?? '' },
      text: text(contract),
    })
  if (suite !== undefined || test !== undefined || report !== undefined) {
    if (suite === undefined || test === undefined)
      throw usageError('A test is named with --suite and --test.', 'As the report has it; a green run proves no single test.')
    return typed('test', `${suite}: ${test}`, '', { details: { type: 'test', suite, name: test, run: run ?? '' }, upload: report ?? null })
  }
  if (run !== undefined) throw bad('--run', 'it belongs to --suite and --test.', 'A run itself is attached by its link: --url.')
  return file === undefined ? null : typed('artifact', lastPart(file), '', { upload: file })
}

/** The proof that the options describe; its type is recognised from the link, commit or path as on the gate's screen, unless named. */
export const evidenceOf = (options: EvidenceOptions): EvidenceDraft => {
  const { url, sha, path, type } = options
  if (url !== undefined && path !== undefined) throw usageError('--url and --path name two proofs.', 'Attach them one after the other.')
  const commit = sha === undefined ? null : commitOf(sha)
  const own = typedProof(options)
  if (own !== null && path !== undefined) throw usageError('--path names another proof.', 'Leave it out.')
  if (own !== null && type !== undefined && type !== own.found.type) throw bad('--type', `the other options describe ${own.found.type}.`)
  const link = url === undefined ? null : recogniseLink(url)
  const found = own?.found ?? link ?? (path !== undefined ? recognisePath(path, type) : commit !== null ? recognise('--sha', commit) : null)
  if (found === null)
    throw usageError(
      'There is no proof to attach.',
      'Give --url LINK, --sha COMMIT, --path FILE, --doc PATH, --contract PATH, --test NAME or --file FILE.',
    )
  if (own === null && commit !== null && found.sha !== null && found.sha !== commit)
    throw usageError(`The link is about ${found.sha}, --sha says ${commit}.`, 'Leave --sha out, or give the link of that commit.')
  return {
    body: {
      gateKey: options.gate,
      requirementKey: options.requirement,
      type: type ?? found.type,
      title: (options.title ?? found.title).trim().slice(0, 300),
      url: link?.url ?? found.url,
      reference: found.reference,
      sha: commit ?? found.sha,
      producedAt: options.producedAt === undefined ? null : instantOf(options.producedAt),
      details: own?.details ?? null,
      replaces: options.replaces ?? null,
    },
    upload: own?.upload ?? null,
    text: own?.text ?? null,
  }
}

/** What a piece of evidence says by its type: as given, else as its link and reference say it, and what is missing or malformed of it. */
import type { EvidenceType } from '../plan/plan.ts'
import type { Issue } from '../result.ts'
import { type DetailsOf, type EvidenceDetails, plainDetails, type StoredFile } from './evidence-details.ts'
import { isSameRepository, runOfUrl } from './run-of-url.ts'

export const DETAIL_LIMITS = { path: 500, heading: 300, pointer: 1_000, suite: 500, name: 1_000, run: 500 } as const

/** What a caller may say; digests and outcomes are the server's to find out. */
export type GivenDetails =
  | Omit<DetailsOf<'doc'>, 'sectionDigest'>
  | Omit<DetailsOf<'contract'>, 'sectionDigest'>
  | DetailsOf<'code'>
  | Omit<DetailsOf<'test'>, 'outcome'>
  | DetailsOf<'ci_run'>
  | DetailsOf<'artifact'>
  | DetailsOf<'link'>

interface Said {
  readonly type: EvidenceType
  readonly url: string | null
  readonly reference: string
  /** null: not given, and read from link and reference. */
  readonly details: GivenDetails | null
}

/** Path and fragment of a file in the release repository, by a repository path or a link to the file in it. */
const fileOf = (
  { url, reference }: Said,
  repository: string | null,
): { readonly path: string; readonly fragment: string | null } | null => {
  if (url !== null) {
    const parts = URL.canParse(url) ? new URL(url).pathname.split('/').filter((part) => part !== '') : []
    const isFile = parts[2] === 'blob' || parts[2] === 'raw'
    if (!isFile || !isSameRepository(parts.slice(0, 2).join('/'), repository)) return null
  }
  const [path = '', ...rest] = reference.split('#')
  if (pathProblem(path) !== null || !/^[^\s:]+\.[A-Za-z0-9]+$/.test(path)) return null
  return { path, fragment: rest.length === 0 || rest.join('#') === '' ? null : rest.join('#') }
}

/** `repository` is the release target's; null: there is none. */
export const completeDetails = (said: Said, repository: string | null): EvidenceDetails => {
  const { details, type } = said
  // Details of another type: the rule names the mistake.
  if (details !== null && details.type !== type) return plainDetails(details.type)
  switch (type) {
    case 'doc': {
      const given = details?.type === 'doc' ? details : null
      const file = given === null ? fileOf(said, repository) : null
      return { type, path: given?.path ?? file?.path ?? null, heading: given?.heading ?? file?.fragment ?? null, sectionDigest: null }
    }
    case 'contract': {
      const given = details?.type === 'contract' ? details : null
      const file = given === null ? fileOf(said, repository) : null
      const pointer = given?.pointer ?? (file?.fragment?.startsWith('/') === true ? file.fragment : '')
      return { type, path: given?.path ?? file?.path ?? null, pointer, sectionDigest: null }
    }
    case 'code':
      return { type, path: details?.type === 'code' ? details.path : (fileOf(said, repository)?.path ?? null) }
    case 'test':
      return details?.type === 'test' ? { ...details, outcome: null } : plainDetails(type)
    case 'ci_run': {
      const given = details?.type === 'ci_run' ? details : null
      const linked = runOfUrl(said.url)
      return {
        type,
        repository: given?.repository ?? linked?.repository ?? repository,
        runId: given?.runId ?? linked?.runId ?? null,
        attempt: given?.attempt ?? (given?.runId == null || given.runId === linked?.runId ? (linked?.attempt ?? null) : null),
      }
    }
    case 'artifact':
    case 'link':
      return { type }
  }
}

/** Why this is no path of a file in a repository; null: it is one. */
export const pathProblem = (path: string): string | null => {
  if (path === '' || path.length > DETAIL_LIMITS.path) return `A path has 1 to ${DETAIL_LIMITS.path} characters.`
  if (/\p{Cc}|\p{Cs}|\\/u.test(path)) return 'A path is plain text, with / between folders.'
  const parts = path.split('/')
  if (parts.includes('') || parts.includes('.') || parts.includes('..'))
    return 'A path begins at the root of the repository, without ./ and ../.'
  return null
}

const takesFile: ReadonlySet<EvidenceType> = new Set(['artifact', 'test', 'doc', 'contract'])

/** Everything that is wrong with the details of a piece, at once. */
export const detailIssues = (
  said: { readonly type: EvidenceType; readonly url: string | null; readonly sha: string | null; readonly file: StoredFile | null },
  details: EvidenceDetails,
): readonly Issue[] => {
  const issues: Issue[] = []
  const bad = (message: string, path: string, hint?: string): void => {
    issues.push({ code: 'evidence_bad_reference', message, path, ...(hint === undefined ? {} : { hint }) })
  }
  const path = 'path' in details ? details.path : null
  const problem = path === null ? null : pathProblem(path)
  if (problem !== null) bad(problem, 'details.path')
  if (said.file !== null && !takesFile.has(said.type)) bad(`Evidence of the type ${said.type} takes no file.`, 'file')
  switch (details.type) {
    case 'doc':
      if (path === null && said.url === null) bad('A document is named by its path in the repository or by a link.', 'details.path')
      if (details.heading !== null && (details.heading.trim() === '' || /\p{Cc}|\p{Cs}/u.test(details.heading)))
        bad('A heading is one line of text.', 'details.heading')
      break
    case 'contract':
      if (path === null && said.url === null) bad('A contract is named by its path in the repository or by a link.', 'details.path')
      if (!/^(\/([^~]|~[01])*)?$/su.test(details.pointer))
        bad('This is no JSON pointer.', 'details.pointer', 'It begins with /; a / in a name is written ~1 and a ~ is written ~0.')
      break
    case 'code':
      if (said.sha === null) bad('Code is proved by a commit.', 'sha')
      break
    case 'test':
      if (details.suite.trim() === '')
        bad('A test is named with its suite.', 'details.suite', 'As the report has it: the suite or the class.')
      if (details.name.trim() === '') bad('Name the one test that proves it.', 'details.name', 'As the report has it.')
      if (/\p{Cc}|\p{Cs}/u.test(details.suite + details.name + details.run)) bad('Names are plain text.', 'details')
      break
    case 'ci_run':
      if (details.runId === null)
        bad('A run is named by its id.', 'details.runId', 'Paste the run’s link, or give the number in it: …/actions/runs/123.')
      if (details.repository === null) bad('Say in which repository it ran.', 'details.repository', 'As owner/name.')
      break
    case 'artifact':
      if (said.file === null) bad('An artifact is an uploaded file.', 'file', 'Upload it first, then attach it by its digest.')
      break
    case 'link':
      if (said.url === null) bad('Give the link.', 'url')
      break
  }
  return issues
}

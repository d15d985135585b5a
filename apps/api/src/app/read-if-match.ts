import { ShellError } from './problems.ts'

/**
 * The revision that If-Match names: `"42"`, `W/"42"` or bare `42`. null when the header is missing. `*` and lists are refused: a
 * write says which revision it is based on.
 */
export const readIfMatch = (header: string | undefined): number | null => {
  if (header === undefined) return null
  const digits = /^(?:W\/)?"(\d{1,9})"$|^(\d{1,9})$/.exec(header.trim())
  if (digits === null)
    throw new ShellError('bad_request', 'If-Match must be one revision, such as "42", as an earlier answer gave it in ETag or `revision`.')
  return Number(digits[1] ?? digits[2])
}

/** Whether a GET's If-None-Match names this revision. */
export const matchesEtag = (header: string | undefined, revision: number): boolean =>
  header !== undefined &&
  (header === `"${revision}"` ||
    header.split(',').some((part) => part.trim().replace(/^W\//, '') === `"${revision}"` || part.trim() === '*'))

export const etagOf = (revision: number): string => `"${revision}"`

import type { StoredBoard } from './board-store.ts'

/** Whether Accept-Encoding takes gzip: named or `*`, and not with the weight 0. */
export const takesGzip = (header: string | string[] | undefined): boolean => {
  if (typeof header !== 'string') return false
  // What every browser sends; the rest is read word for word.
  if (header.startsWith('gzip,') || header === 'gzip') return true
  const weights = new Map(
    header.split(',').map((part) => {
      const [name = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      const weight = parameters.find((parameter) => parameter.startsWith('q='))
      return [name, weight === undefined ? 1 : Number(weight.slice(2))]
    }),
  )
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0
}

const SHARED = ['cache-control', 'private, no-cache', 'vary', 'Accept-Encoding'] as const

/**
 * Headers of a board as name, value, name, value …, which is what Node writes fastest. `encoding`: of the body; null: there is none
 * (304), and the headers are those that the 200 would have.
 */
export const boardHeaders = (stored: StoredBoard, encoding: 'gzip' | 'identity' | null): readonly string[] => {
  const tagged = [...SHARED, 'etag', stored.etag]
  if (encoding === null) return tagged
  const typed = [...tagged, 'content-type', 'application/json; charset=utf-8']
  return encoding === 'gzip' ? [...typed, 'content-encoding', 'gzip', 'content-length', String(stored.gzipped.length)] : typed
}

export const pairs = (list: readonly string[]): Record<string, string> =>
  Object.fromEntries(list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? '']] : [])))

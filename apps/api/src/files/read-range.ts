import type { ByteRange } from './file-store.ts'

/**
 * The part of a file that a Range header asks for. null: all of it, as for a header that is missing, of several parts or not understood
 * (RFC 9110 lets a server ignore those). `unsatisfiable`: it begins after the end.
 */
export const readRange = (header: string | undefined, size: number): ByteRange | null | 'unsatisfiable' => {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (match === null) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  return start >= size || end < start ? 'unsatisfiable' : { start, end }
}

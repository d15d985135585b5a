import { createHash } from 'node:crypto'
import { byLetters, FILES, placeOf } from '../bundle-layout.ts'
import type { FaultList } from './fault.ts'
import type { BundleReading } from './read-bundle.ts'

const LINE = /^([0-9a-f]{64}) {2}([\x21-\x7e]+)$/
const UNLISTED: ReadonlySet<string> = new Set([FILES.sums, FILES.envelope])

/** Compares every file with SHA256SUMS, both ways. */
export const checkSums = ({ files, sums }: BundleReading, faultList: FaultList): void => {
  const { report, isNamed, faults } = faultList
  // Nothing could be read: that was said, and there is nothing to miss.
  if (files.size === 0 && faults.length > 0) return
  for (const path of Object.values(FILES)) if (!files.has(path)) report('file_missing', path, 'It is not in the bundle.')
  for (const path of files.keys()) if (placeOf(path) === -1) report('file_extra', path, 'A bundle has no such file.')
  if (sums === null) return
  const listed = readSums(sums, faultList)
  for (const [path, digest] of listed) {
    const file = files.get(path)
    if (file === undefined && !isNamed('file_missing', path))
      report('file_missing', path, `${FILES.sums} lists it; it is not in the bundle.`)
    else if (file !== undefined && file.digest !== digest && !isNamed('file_changed', path))
      report('file_changed', path, `Its SHA-256 is ${file.digest}; ${FILES.sums} says ${digest}.`)
  }
  for (const path of files.keys())
    if (!listed.has(path) && !UNLISTED.has(path) && !isNamed('file_extra', path))
      report('file_extra', path, `${FILES.sums} does not list it.`)
}

const readSums = (text: string, { report }: FaultList): ReadonlyMap<string, string> => {
  const listed = new Map<string, string>()
  const malformed = (line: number, message: string): void => report('sums_malformed', `${FILES.sums} line ${line}`, message)
  const lines = text.split('\n')
  if (lines.pop() !== '') malformed(lines.length + 1, 'Its last line has no end.')
  let last = ''
  lines.forEach((line, index) => {
    const [, digest, path] = LINE.exec(line) ?? []
    if (digest === undefined || path === undefined) malformed(index + 1, 'This line is not a SHA-256, two spaces and a path.')
    else if (UNLISTED.has(path)) malformed(index + 1, `${path} cannot be listed.`)
    else if (byLetters(path, last) <= 0) malformed(index + 1, `${path} stands twice, or out of order.`)
    if (digest === undefined || path === undefined || UNLISTED.has(path)) return
    if (!listed.has(path)) listed.set(path, digest)
    last = path
  })
  return listed
}

export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

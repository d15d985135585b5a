import { byLetters, placeOf } from '../bundle-layout.ts'
import { openByteReader } from './byte-reader.ts'
import { BLOCK, MAX_ENTRY_SIZE, paddingAfter, readClaim, tarHeader, typeOf } from './tar.ts'

export interface ArchiveEntry {
  /** Below the bundle's folder. */
  readonly path: string
  readonly size: number
  /** Its bytes; what is not read is skipped. */
  bytes(): AsyncIterable<Uint8Array>
}
export type ReportArchiveFault = (item: string, message: string) => void
export interface ReadArchiveOptions {
  readonly report: ReportArchiveFault
  /** Called with each file, in the order in which they stand. */
  readonly take: (entry: ArchiveEntry) => Promise<void>
}

const WHOLE = 'archive'
const TYPES: Readonly<Record<string, string>> = {
  '1': 'a link',
  '2': 'a symbolic link',
  '5': 'a folder',
  x: 'an extended header',
  L: 'a long name',
}

/**
 * Reads a bundle's archive. Whatever is not written in the one way of `tar.ts` is reported; reading goes on as long as sizes can be believed,
 * so that everything wrong is named. Answers the folder, null when there is no entry.
 */
export const readArchive = async (source: AsyncIterable<Uint8Array>, { report, take }: ReadArchiveOptions): Promise<string | null> => {
  const reader = openByteReader(source)
  let folder: string | null = null
  const seen = new Set<string>()
  let last = ''
  for (;;) {
    const header = await reader.take(BLOCK)
    if (header === null) {
      report(WHOLE, folder === null ? 'It is empty, or shorter than any archive.' : 'It is cut off: the end of the archive is missing.')
      return folder
    }
    if (header.every((byte) => byte === 0)) {
      await checkEnd(reader, report)
      return folder
    }
    const { folder: its, name, size } = readClaim(header)
    if (folder === null && header[0] === 0x1f && header[1] === 0x8b) {
      report(WHOLE, 'It is compressed with gzip. Unpack it first.')
      return null
    }
    if (Buffer.from(header.buffer, header.byteOffset + 257, 5).toString('latin1') !== 'ustar' || !(size >= 0 && size <= MAX_ENTRY_SIZE)) {
      report(
        folder === null ? WHOLE : `after ${last}`,
        'What stands here is not the header of a file: this is not a tar archive, or it was damaged.',
      )
      return folder
    }
    folder ??= its
    checkHeader(header, { folder, its, name, size }, report)
    if (seen.has(name)) report(name, 'It stands in the archive twice.')
    else if (placeOf(name) !== -1 && isBefore(name, last)) report(name, `It stands after ${last}, which is not its place.`)
    if (placeOf(name) !== -1) last = name
    let left = size
    const entry: ArchiveEntry = {
      ...{ path: its === folder || its === '' ? name : `${its}/${name}`, size },
      bytes: async function* () {
        for await (const piece of reader.stream(left)) {
          left -= piece.length
          yield piece
        }
      },
    }
    if (!seen.has(name)) await take(entry)
    seen.add(name)
    for await (const piece of reader.stream(left)) left -= piece.length
    if (left > 0) {
      report(name, 'The archive is cut off within this file.')
      return folder
    }
    const padding = await reader.take(paddingAfter(size))
    if (padding === null || padding.some((byte) => byte !== 0)) report(name, 'The space after this file is not empty, or is cut off.')
  }
}

const isBefore = (path: string, last: string): boolean => {
  if (last === '') return false
  const [a, b] = [placeOf(path), placeOf(last)]
  return a < b || (a === b && byLetters(path, last) < 0)
}

const checkHeader = (
  header: Uint8Array,
  { folder, its, name, size }: { readonly folder: string; readonly its: string; readonly name: string; readonly size: number },
  report: ReportArchiveFault,
): void => {
  const type = typeOf(header)
  const parts = name.split('/')
  if (type !== '0') report(name, `It is ${TYPES[type] ?? 'another kind of entry'}; a bundle holds only plain files.`)
  else if (name.startsWith('/') || its.startsWith('/')) report(name, 'Its path begins at the root of the disk.')
  else if (parts.includes('..') || its.split('/').includes('..')) report(name, 'Its path leads out of the bundle’s folder.')
  else if (its !== folder || folder === '') report(name, `It is not in the bundle’s folder ${folder}.`)
  else if (parts.includes('') || parts.includes('.') || /[^\x20-\x7e]/.test(name)) report(name, 'Its path is not written plainly.')
  else if (!Buffer.from(tarHeader(folder, name, size)).equals(header))
    report(name, 'Its header says more than name and size: owner, time, rights or a wrong check sum.')
}

const checkEnd = async (reader: ReturnType<typeof openByteReader>, report: ReportArchiveFault): Promise<void> => {
  const second = await reader.take(BLOCK)
  if (second === null || second.some((byte) => byte !== 0)) {
    report(WHOLE, 'It does not end as an archive does.')
    return
  }
  for await (const piece of reader.stream(1)) if (piece.length > 0) report(WHOLE, 'Bytes follow after its end.')
}

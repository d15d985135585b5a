/**
 * The one way in which a bundle is written as a tar archive (POSIX ustar): regular files below one folder, mode 0644, time 0, no names of users,
 * ended by two empty blocks. A reader that knows a name and a size knows every byte of the header, so nothing can be hidden in one.
 */
export const BLOCK = 512
/** Eleven octal digits. */
export const MAX_ENTRY_SIZE = 0o77777777777
/** What ends an archive. */
export const END_OF_ARCHIVE: Uint8Array = new Uint8Array(2 * BLOCK)

const MAX_NAME = 100
const MAX_FOLDER = 155

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')

/** How many zeros follow the bytes of a file. */
export const paddingAfter = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK

/** Header of a file. `folder` and `name` are ASCII; throws `RangeError` when one is too long, or the file too large. */
export const tarHeader = (folder: string, name: string, size: number): Uint8Array => {
  if (name.length > MAX_NAME || folder.length > MAX_FOLDER) throw new RangeError(`${folder}/${name} is too long a path for the archive`)
  if (size > MAX_ENTRY_SIZE) throw new RangeError(`${name} is too large for the archive`)
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, 'latin1')
  header.write(`${octal(0o644, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(size, 11)}\0${octal(0, 11)}\0`, 100, 'latin1')
  header.fill(' ', 148, 156)
  header.write('0', 156, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  header.write(folder, 345, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${octal(sum, 6)}\0 `, 148, 'latin1')
  return header
}

/** What a header says of its file; not yet whether it says so in the one way. */
export interface TarClaim {
  readonly folder: string
  readonly name: string
  readonly size: number
}
const textAt = (header: Uint8Array, start: number, length: number): string => {
  const field = Buffer.from(header.buffer, header.byteOffset + start, length)
  const end = field.indexOf(0)
  return field.toString('latin1', 0, end === -1 ? length : end)
}
export const readClaim = (header: Uint8Array): TarClaim => ({
  folder: textAt(header, 345, MAX_FOLDER),
  name: textAt(header, 0, MAX_NAME),
  size: Number.parseInt(textAt(header, 124, 12), 8),
})
/** The kind of entry, as the format numbers it: `0` a file, `1` and `2` links, `5` a folder … */
export const typeOf = (header: Uint8Array): string => textAt(header, 156, 1)

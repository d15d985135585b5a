/** Bytes of a file's beginning that `sniffMediaType` wants, or all there are. */
export const SNIFFED_BYTES = 4_096

const ascii = (text: string): readonly number[] => [...text].map((each) => each.charCodeAt(0))
interface Signature {
  readonly type: string
  /** [offset, bytes], all of which must be there. */
  readonly parts: readonly (readonly [number, readonly number[]])[]
}
const at = (type: string, ...parts: Signature['parts']): Signature => ({ type, parts })

const SIGNATURES: readonly Signature[] = [
  at('image/png', [0, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]]),
  at('image/jpeg', [0, [0xff, 0xd8, 0xff]]),
  at('image/gif', [0, ascii('GIF8')]),
  at('image/webp', [0, ascii('RIFF')], [8, ascii('WEBP')]),
  at('application/pdf', [0, ascii('%PDF-')]),
  at('application/zip', [0, [...ascii('PK'), 3, 4]]),
  at('application/zip', [0, [...ascii('PK'), 5, 6]]),
  at('application/gzip', [0, [0x1f, 0x8b, 8]]),
  at('application/zstd', [0, [0x28, 0xb5, 0x2f, 0xfd]]),
  at('application/x-xz', [0, [0xfd, ...ascii('7zXZ'), 0]]),
  at('application/x-bzip2', [0, ascii('BZh')], [4, [0x31, 0x41, 0x59, 0x26]]),
  at('application/x-7z-compressed', [0, [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c]]),
  at('application/x-tar', [257, ascii('ustar')]),
  at('application/wasm', [0, [0, ...ascii('asm')]]),
  at('application/x-elf', [0, [0x7f, ...ascii('ELF')]]),
  at('video/mp4', [4, ascii('ftyp')]),
  at('video/webm', [0, [0x1a, 0x45, 0xdf, 0xa3]]),
]

const fits = (head: Uint8Array, { parts }: Signature): boolean =>
  parts.every(([offset, bytes]) => bytes.every((byte, index) => head[offset + index] === byte))

/** Control characters that texts have: tab, line feed, form feed, carriage return, escape. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13, 27])
const isText = (byte: number): boolean => (byte >= 32 && byte !== 127) || TEXT_CONTROLS.has(byte)

const textOf = (head: Uint8Array): string | null => {
  try {
    // As a stream: a character that the end of the head cuts in two is no fault.
    return head.every(isText) ? new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true }) : null
  } catch {
    return null
  }
}

/** What a browser could take for a page, by its beginning or by anything in it that runs. */
const HTML = /^\s*<!doctype html|<(?:html|head|body|script|iframe|object|embed|style|title)[\s/>]/i

const textType = (text: string): string => {
  if (/<svg[\s/>]/i.test(text)) return 'image/svg+xml'
  const start = text.trimStart()
  if (start.startsWith('<'))
    return HTML.test(start) ? 'text/html' : start.startsWith('<?xml') || /^<[A-Za-z]/.test(start) ? 'application/xml' : 'text/plain'
  return start.startsWith('{') || start.startsWith('[') ? 'application/json' : 'text/plain'
}

/**
 * The media type of a file by its first bytes: what its sender claims and how it is called do not count. Text is told apart only as far as
 * it matters for serving it; anything unknown is `application/octet-stream`.
 */
export const sniffMediaType = (head: Uint8Array): string => {
  const known = SIGNATURES.find((signature) => fits(head, signature))
  if (known !== undefined) return known.type
  const text = textOf(head)
  return text === null ? 'application/octet-stream' : textType(text)
}

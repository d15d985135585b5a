import { LIMITS } from '@gatehouse/contracts'

export type ReadFile = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string; readonly hint: string }

/**
 * A file as text. `onProgress` is told the share that is read, 0 to 1. UTF-8, UTF-16 with its mark, and otherwise Western European; what
 * holds zero bytes is no text.
 */
export const readTextFile = async (file: File, onProgress: (share: number) => void): Promise<ReadFile> => {
  if (file.size > LIMITS.planText)
    return {
      ok: false,
      reason: `${file.name} has ${(file.size / 1e6).toFixed(1)} MB; a document has ${LIMITS.planText / 1e6} MB at most.`,
      hint: 'Split it, or leave out what is no plan.',
    }
  const bytes = await readBytes(file, onProgress)
  const text = decode(bytes)
  if (text === null)
    return {
      ok: false,
      reason: `${file.name} is not a text file.`,
      hint: 'Save the plan as Markdown, plain text, YAML or JSON; from a word processor, copy and paste it.',
    }
  return { ok: true, text }
}

const readBytes = async (file: File, onProgress: (share: number) => void): Promise<Uint8Array> => {
  if (typeof file.stream !== 'function') return new Uint8Array(await file.arrayBuffer())
  const bytes = new Uint8Array(file.size)
  const reader = file.stream().getReader()
  let at = 0
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    bytes.set(chunk.value, at)
    at += chunk.value.length
    onProgress(at / Math.max(file.size, 1))
  }
  return bytes
}

const decode = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return looksBinary(bytes) ? null : new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Text has line ends and tabs, and hardly another control character. */
const looksBinary = (bytes: Uint8Array): boolean => {
  const head = bytes.subarray(0, 8_000)
  let control = 0
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32)) control += 1
  return control > head.length / 100
}

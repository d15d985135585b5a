import { canonicalJson, type JsonValue } from '@gatehouse/core'

/** Deeper than anything that is written here; what is deeper was made to exhaust the reader. */
const MAX_DEPTH = 200

export type JsonFaultCode = 'json_malformed' | 'json_duplicate_key' | 'json_not_canonical'
export type JsonReading =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly code: JsonFaultCode; readonly message: string }

const fault = (code: JsonFaultCode, message: string): JsonReading => ({ ok: false, code, message })

/**
 * Reads JSON that two readers cannot understand differently: a member stands once, and nesting has an end. Never throws.
 */
export const readStrictJson = (text: string): JsonReading => {
  let value: JsonValue
  try {
    value = JSON.parse(text) as JsonValue
  } catch {
    return fault('json_malformed', 'It is not JSON.')
  }
  const trouble = findTrouble(text)
  if (trouble === 'depth') return fault('json_malformed', `It nests more than ${MAX_DEPTH} values.`)
  if (trouble === null) return { ok: true, value }
  return fault('json_duplicate_key', `The member ${JSON.stringify(trouble.twice)} stands twice in one object.`)
}

/** The same for JSON that must be in canonical form (RFC 8785). */
export const readCanonicalJson = (text: string): JsonReading => {
  const reading = readStrictJson(text)
  if (!reading.ok || isCanonical(reading.value, text)) return reading
  return fault('json_not_canonical', 'It is not in canonical form: other spaces, order of members, or way of writing a value.')
}

const isCanonical = (value: JsonValue, text: string): boolean => {
  try {
    return canonicalJson(value) === text
  } catch {
    return false
  }
}

const [QUOTE, BACKSLASH, COLON, OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x22, 0x5c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d] as const

/**
 * Of text that is JSON: a member's name that one object has twice, however its letters are escaped; or that it nests too deep. Goes through
 * the text once, whatever is in it.
 */
const findTrouble = (text: string): { readonly twice: string } | 'depth' | null => {
  const open: (Set<string> | null)[] = []
  let start = 0
  let end = 0
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charCodeAt(at)
    if (mark === QUOTE) {
      start = at
      end = endOfString(text, at)
      at = end
    } else if (mark === OPEN_OBJECT || mark === OPEN_LIST) {
      open.push(mark === OPEN_OBJECT ? new Set() : null)
      if (open.length > MAX_DEPTH) return 'depth'
    } else if (mark === CLOSE_OBJECT || mark === CLOSE_LIST) open.pop()
    else if (mark === COLON) {
      const written = text.slice(start + 1, end)
      const name = written.includes('\\') ? (JSON.parse(`"${written}"`) as string) : written
      const names = open.at(-1)
      if (names?.has(name) === true) return { twice: name }
      names?.add(name)
    }
  }
  return null
}

/** Place of the quote that ends the string which begins at `start`. */
const endOfString = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at += 1) {
    const mark = text.charCodeAt(at)
    if (mark === BACKSLASH) at += 1
    else if (mark === QUOTE) return at
  }
  return text.length
}

/** An object of JSON, or null. */
export const objectOf = (value: JsonValue | undefined): { readonly [key: string]: JsonValue } | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: JsonValue }) : null

/** The members of an object that has exactly these, or null. */
export const exactly = <K extends string>(value: JsonValue | undefined, names: readonly K[]): { readonly [key in K]: JsonValue } | null => {
  const object = objectOf(value)
  if (object === null || Object.keys(object).length !== names.length || !names.every((name) => Object.hasOwn(object, name))) return null
  return object as { readonly [key in K]: JsonValue }
}

export const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : [])
export const textOf = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null)

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
  const deep = findDeepest(text)
  if (deep > MAX_DEPTH) return fault('json_malformed', `It nests more than ${MAX_DEPTH} values.`)
  let value: JsonValue
  try {
    value = JSON.parse(text) as JsonValue
  } catch {
    return fault('json_malformed', 'It is not JSON.')
  }
  const twice = findDuplicateKey(text)
  return twice === null
    ? { ok: true, value }
    : fault('json_duplicate_key', `The member ${JSON.stringify(twice)} stands twice in one object.`)
}

/** The same for JSON that must be in canonical form (RFC 8785). */
export const readCanonicalJson = (text: string): JsonReading => {
  const plain = readPlainly(text)
  if (plain !== undefined) return { ok: true, value: plain }
  const reading = readStrictJson(text)
  if (!reading.ok || isCanonical(reading.value, text)) return reading
  return fault('json_not_canonical', 'It is not in canonical form: other spaces, order of members, or way of writing a value.')
}

/** Canonical text has no member twice, so a short text that is canonical needs no further look: there are hundreds of thousands of them. */
const readPlainly = (text: string): JsonValue | undefined => {
  if ((text.match(/[{[]/g)?.length ?? 0) > MAX_DEPTH) return undefined
  try {
    const value = JSON.parse(text) as JsonValue
    return isCanonical(value, text) ? value : undefined
  } catch {
    return undefined
  }
}

const isCanonical = (value: JsonValue, text: string): boolean => {
  try {
    return canonicalJson(value) === text
  } catch {
    return false
  }
}

/** A string of JSON, or a mark that opens, closes or separates. Numbers and words between them do not matter here. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs

const findDeepest = (text: string): number => {
  let depth = 0
  let deepest = 0
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth)
    else if (token === '}' || token === ']') depth -= 1
  }
  return deepest
}

/** Of text that is JSON: a member's name that one object has twice, however its letters are escaped. */
const findDuplicateKey = (text: string): string | null => {
  const open: (Set<string> | null)[] = []
  let last: string | null = null
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(null)
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const name = JSON.parse(last ?? '""') as string
      const names = open.at(-1)
      if (names?.has(name) === true) return name
      names?.add(name)
    }
    last = token
  }
  return null
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

/** A value that JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * Canonical JSON as RFC 8785 asks: no spaces, members sorted by UTF-16 code units, numbers and strings as ECMAScript writes them.
 * Only for bytes that are hashed. Throws on what has no canonical form: NaN, infinities and lone surrogates.
 */
export const canonicalJson = (value: JsonValue): string => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number without a JSON form')
  if (typeof value === 'string' && !isWellFormed(value)) throw new RangeError('a string with a lone surrogate')
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonicalJson(item)).join(',')}]`
  const record = value as { readonly [key: string]: JsonValue }
  return `{${Object.keys(record)
    .sort()
    .map((key) => `${canonicalJson(key)}:${canonicalJson(record[key] ?? null)}`)
    .join(',')}}`
}

const isWellFormed = (text: string): boolean => !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)

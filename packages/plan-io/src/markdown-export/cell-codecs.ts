import { isSameValue } from './is-same-value.ts'
import { readJsonSpan, readText, splitAtBreaks, writeJsonSpan, writeText } from './inline-text.ts'

/** How one kind of value stands in a cell. Neither way ever throws. */
export interface Codec {
  /** null: this value cannot be said like that; it then becomes a code span with JSON. */
  readonly write: (value: unknown, prefix: string) => string | null
  /** Of a cell that is not blank. What is not understood comes back as text, so that the schema refuses it by its line. */
  readonly read: (cell: string, prefix: string) => unknown
}

/** A value as a cell, exactly: what the codec would not give back goes as JSON. */
export function writeCell(codec: Codec, value: unknown, prefix: string): string {
  const cell = codec.write(value, prefix)
  const isExact = cell !== null && cell !== '' && isSameValue(codec.read(cell, prefix), value)
  return isExact ? cell : writeJsonSpan(value)
}

export const readCell = (codec: Codec, cell: string, prefix: string): unknown => {
  const json = readJsonSpan(cell)
  return json === null ? codec.read(cell, prefix) : json.value
}

const codec = <T>(is: (value: unknown) => value is T, write: (value: T, prefix: string) => string, read: Codec['read']): Codec => ({
  write: (value, prefix) => (is(value) ? write(value, prefix) : null),
  read,
})
const isString = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'
const isList =
  <T>(is: (item: unknown) => item is T) =>
  (value: unknown): value is readonly T[] =>
    Array.isArray(value) && value.length > 0 && value.every(is)
const isStrings = isList(isString)

export const text: Codec = codec(
  isString,
  (value) => writeText(value),
  (cell) => readText(cell),
)

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const readNumber = (cell: string): unknown => (NUMBER.test(cell) ? Number(cell) : readText(cell))
export const number: Codec = codec(isNumber, (value) => JSON.stringify(value), readNumber)

/** A number, or a text that looks like none. */
export const figure: Codec = {
  write: (value, prefix) => (isNumber(value) ? number : text).write(value, prefix),
  read: readNumber,
}

export const boolean: Codec = codec(
  (value) => typeof value === 'boolean',
  (value) => (value ? 'yes' : 'no'),
  (cell) => (/^yes$/i.test(cell) ? true : /^no$/i.test(cell) ? false : readText(cell)),
)

/** `D5`; a bare number is read too. */
export const period: Codec = codec(
  isNumber,
  (value, prefix) => `${prefix}${value}`,
  (cell, prefix) => readPeriod(cell, prefix) ?? readText(cell),
)

export function readPeriod(label: string, prefix: string): number | null {
  const hasPrefix = label.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase()
  const digits = hasPrefix ? label.slice(prefix.length) : label
  return /^-?\d{1,6}$/.test(digits) ? Number(digits) || 0 : null
}

/** `D3–D6`, or `D3` where both ends are one. */
export const writeSpan = (from: number, to: number, prefix: string): string =>
  from === to ? `${prefix}${from}` : `${prefix}${from}–${prefix}${to}`

export function readSpan(cell: string, prefix: string): readonly [from: number, to: number] | null {
  const one = readPeriod(cell, prefix)
  if (one !== null) return [one, one]
  // Two labels are short; whatever is long is neither, and not worth trying every mark in it.
  if (cell.length > 60) return null
  for (const mark of cell.matchAll(/[–—→]|\bto\b|-/g)) {
    const from = readPeriod(cell.slice(0, mark.index).trim(), prefix)
    const to = readPeriod(cell.slice(mark.index + mark[0].length).trim(), prefix)
    if (from !== null && to !== null) return [from, to]
  }
  return null
}

const readItems = (cell: string): readonly string[] =>
  cell
    .split(',')
    .map((item) => readText(item.trim()))
    .filter((item) => item !== '')

/** Keys or handles: `@owner-qa, @owner-devops`. */
export const keys: Codec = codec(isStrings, (value) => value.map((item) => writeText(item)).join(', '), readItems)
export const periods: Codec = codec(
  isList(isNumber),
  (value, prefix) => value.map((item) => `${prefix}${item}`).join(', '),
  (cell, prefix) => readItems(cell).map((item) => readPeriod(item, prefix) ?? item),
)

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
/** ISO weekdays: `Mon, Tue`. */
export const weekdays: Codec = codec(
  isList(isNumber),
  (value) => value.map((day) => WEEKDAYS[day - 1] ?? String(day)).join(', '),
  (cell) =>
    readItems(cell).map((item) => {
      const day = WEEKDAYS.findIndex((name) => item.toLowerCase().startsWith(name.toLowerCase()))
      return day >= 0 ? day + 1 : readNumber(item)
    }),
)

/** A chain of keys: `G0 → L4-D3 → G2`. */
export const chain: Codec = codec(
  isStrings,
  (value) => value.join(' → '),
  (cell) => cell.split(/→|->/).map((step) => readText(step.trim())),
)

const humanise = (word: string): string => word.replaceAll('_', ' ').replaceAll(/\b(?:ci|sha)\b/g, (name) => name.toUpperCase())
const identify = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
/** A word of the format: `in progress` for `in_progress`. */
export const word: Codec = codec(isString, humanise, (cell) => identify(readText(cell)))
/** One that is written in capitals: `P0`. */
export const code: Codec = codec(
  isString,
  (value) => value,
  (cell) => readText(cell).toUpperCase(),
)

const EVERY_TYPE = ['doc', 'contract', 'code', 'test', 'ci_run', 'artifact', 'link']
/** Evidence types: `doc, CI run`; all of them are `anything`, none is `nothing`. */
export const evidenceTypes: Codec = codec(
  (value) => Array.isArray(value),
  (value) =>
    value.length === 0 ? 'nothing' : isSameValue(value, EVERY_TYPE) ? 'anything' : value.map((type) => humanise(String(type))).join(', '),
  (cell) => (/^nothing$/i.test(cell) ? [] : /^anything$/i.test(cell) ? EVERY_TYPE : readItems(cell).map(identify)),
)

const writeBulleted = (items: readonly string[]): string => items.map((item) => `• ${writeText(item, '&#10;')}`).join('<br>')
const readBulleted = (cell: string): string[] => splitAtBreaks(cell).map((part) => readText(part.replace(/^•\s*/, '')))

/** Sentences, one under the other; a bullet before each where there are several. */
export const texts: Codec = codec(
  isStrings,
  (value) => (value.length === 1 && value[0]?.startsWith('•') === false ? writeText(value[0], '&#10;') : writeBulleted(value)),
  readBulleted,
)
/** One sentence, or a list of them, which then always has bullets. */
export const textOrTexts: Codec = {
  write: (value, prefix) => (isStrings(value) ? writeBulleted(value) : text.write(value, prefix)),
  read: (cell) => (cell.startsWith('•') ? readBulleted(cell) : readText(cell)),
}

/** A web address, shown as a link. */
export const url: Codec = codec(
  isString,
  (value) => (/^https?:\/\/[^\s<>|\\`]+$/i.test(value) ? `<${value}>` : writeText(value)),
  (cell) => /^<(https?:\/\/[^\s<>]+)>$/i.exec(cell)?.[1] ?? readText(cell),
)

import { type Codec, readCell, readSpan, writeCell, writeSpan } from './cell-codecs.ts'
import { isSameValue } from './is-same-value.ts'

export type Fields = Readonly<Record<string, unknown>>

/** One column of a table, or one line of a list of facts. The header is what the reader knows it by, in any letter case. */
export interface Column {
  readonly header: string
  /** Fields of the entry that it says. */
  readonly fields: readonly string[]
  /** Stays when every one of its cells is blank. */
  readonly isKept: boolean
  /** '' where the entry has the value that a blank cell stands for. */
  readonly write: (entry: Fields, prefix: string) => string
  /** Of a cell that is not blank. */
  readonly read: (cell: string, prefix: string) => Fields
}

interface ColumnOptions {
  /** What a blank cell stands for, beside a field that is not there. */
  readonly blank?: unknown
  /** The same where it depends on the entry's other fields. */
  readonly isBlank?: (entry: Fields) => boolean
  readonly keep?: boolean
}

/** A column that says one field. */
export const column = (header: string, field: string, codec: Codec, options: ColumnOptions = {}): Column => ({
  header,
  fields: [field],
  isKept: options.keep ?? false,
  write: (entry, prefix) => {
    const value = entry[field]
    const isBlank = value === undefined || ('blank' in options && isSameValue(value, options.blank)) || options.isBlank?.(entry) === true
    return isBlank ? '' : writeCell(codec, value, prefix)
  },
  read: (cell, prefix) => ({ [field]: readCell(codec, cell, prefix) }),
})

/** A column that says the first and the last of a range of periods. */
export const spanColumn = (header: string, from: string, to: string): Column => ({
  header,
  fields: [from, to],
  isKept: true,
  write: (entry, prefix) => {
    const [first, last] = [entry[from], entry[to]]
    return Number.isInteger(first) && Number.isInteger(last) ? writeSpan(Number(first), Number(last), prefix) : ''
  },
  read: (cell, prefix) => {
    const span = readSpan(cell, prefix)
    return span === null ? { [from]: cell } : { [from]: span[0], [to]: span[1] }
  },
})

/** What of the entry the column does not give back. */
export const isExact = (each: Column, entry: Fields, prefix: string): boolean => {
  const cell = each.write(entry, prefix)
  const read = cell === '' ? {} : each.read(cell, prefix)
  return each.fields.every((field) => isSameValue(read[field], entry[field]))
}

/** How headers and labels are compared. */
export const normaliseHeader = (header: string): string =>
  header
    .replaceAll(/[*_`:.]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()

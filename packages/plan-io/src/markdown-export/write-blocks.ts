import { type Column, type Fields, isExact } from './columns.ts'
import { joinRow, writeJsonSpan, writeText } from './inline-text.ts'
import { isSameValue } from './is-same-value.ts'
import { unforeseenColumn } from './section-columns.ts'

/** A table with a row per entry; a column in which every cell is blank is left out. [] where there are no entries. */
export function writeTable(entries: readonly Fields[], columns: readonly Column[], prefix: string): string[] {
  if (entries.length === 0) return []
  const cells = columns.map((column) => entries.map((entry) => column.write(entry, prefix)))
  const shown = columns.map((_, index) => index).filter((index) => columns[index]?.isKept || cells[index]?.some((cell) => cell !== ''))
  return [
    joinRow(shown.map((index) => columns[index]?.header ?? '')),
    joinRow(shown.map(() => '---')),
    ...entries.map((_, row) => joinRow(shown.map((index) => cells[index]?.[row] ?? ''))),
  ]
}

/** The same for entries that may have any fields: what no column gives back exactly gets a column of its own. */
export function writeOpenTable(
  entries: readonly Fields[],
  columns: readonly Column[],
  prefix: string,
  isSaidElsewhere: (field: string) => boolean,
): string[] {
  const kept = columns.filter((column) => entries.every((entry) => isExact(column, entry, prefix)))
  const said = new Set(kept.flatMap((column) => column.fields))
  const others = [...new Set(entries.flatMap((entry) => Object.keys(entry).filter((field) => entry[field] !== undefined)))]
    .filter((field) => !said.has(field) && !isSaidElsewhere(field))
    .sort((a, b) => (a < b ? -1 : 1))
  const own = kept.filter((column) => entries.some((entry) => column.write(entry, prefix) !== ''))
  return writeTable(entries, [...own, ...others.map(unforeseenColumn)], prefix)
}

/** A line per fact; facts with a blank value are left out. */
export const writeFacts = (entry: Fields, facts: readonly Column[], prefix: string): string[] =>
  facts.flatMap((fact) => {
    const value = fact.write(entry, prefix)
    return value === '' ? [] : [`- **${fact.header}:** ${value}`]
  })

/** Checkboxes under the key and title of what they belong to. */
export const writeChecklist = (key: string, title: string, items: readonly Fields[]): string[] => [
  `- **${key}**${title === '' ? '' : ` ${writeText(title)}`}`,
  ...items.map((item) => `  - ${writeItem(item)}`),
]

/** `[x] text`, then what else the item says: `done: false` out of sight, other fields as JSON. */
function writeItem(item: Fields): string {
  const { text, ...others } = item
  const { done, ...further } = others
  const box = `[${done === true ? 'x' : ' '}] ${writeText(String(text))}`
  if (Object.keys(further).length > 0) return `${box} ${writeJsonSpan(done === true ? further : others)}`
  return done === false ? `${box} ${NOT_DONE}` : box
}
/** Says that the item has `done: false`; without it the item says nothing about being done. */
export const NOT_DONE = '<!-- done: false -->'

/** Can these items be written as checkboxes and read back exactly? */
export const areCheckable = (items: unknown): items is readonly Fields[] =>
  Array.isArray(items) &&
  items.every((item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return false
    const { text, done } = item as Fields
    return typeof text === 'string' && text !== '' && (done === undefined || typeof done === 'boolean') && isSameValue(item, { ...item })
  })

/**
 * Texts inside one line of Markdown, both ways. What is written looks on a page like the text that it was, runs nothing, and comes
 * back exactly: marks are escaped with `\`, a line break is `<br>`, what no eye or editor keeps is a numeric entity.
 */

/** Marks that begin markup wherever they stand, and the pipe that would end a table's cell. */
const MARKS = new Set(['\\', '`', '*', '[', ']', '<', '|', '~', '$'])
/** Signs that get lost, or change the layout, when people and editors handle a file. */
const FRAGILE = /[\p{Cc}\u00A0\u061C\u200E\u200F\u2028-\u202F\u2066-\u2069\uFEFF\p{Surrogate}]/u
const WORD = /[\p{L}\p{N}]/u

/** One line of Markdown that shows `text`. `lineBreak` is what a line feed becomes: `&#10;` inside lists whose items `<br>` parts. */
export function writeText(text: string, lineBreak: '<br>' | '&#10;' = '<br>'): string {
  const signs = [...text]
  const last = signs.length - 1
  return signs
    .map((sign, index) => {
      if (sign === '\n') return lineBreak
      if (FRAGILE.test(sign) || ((index === 0 || index === last) && /\s/u.test(sign))) return `&#${sign.codePointAt(0) ?? 0};`
      return needsEscape(signs, index) ? `\\${sign}` : sign
    })
    .join('')
}

function needsEscape(signs: readonly string[], index: number): boolean {
  const sign = signs[index] ?? ''
  if (MARKS.has(sign)) return true
  const before = signs[index - 1] ?? ''
  const after = signs[index + 1] ?? ''
  if (sign === '_') return !WORD.test(before) || !WORD.test(after)
  if (sign === '&') return /[#A-Za-z]/.test(after)
  // `<br>` as a text must not look like a break to whoever splits a cell at breaks.
  if (sign === '>') return signs.lastIndexOf('<', index) >= 0
  return sign === '#' && (before === '' || after === '')
}

const ESCAPED = /\\([!-/:-@[-`{-~])|<br\s*\/?>|&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|nbsp));/g
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0' }

/** The text that a line of Markdown shows: the inverse of `writeText`. Markup that a person has added stays as it is written. */
export function readText(markdown: string): string {
  return markdown.replaceAll(ESCAPED, (whole, sign?: string, decimal?: string, hex?: string, name?: string) => {
    if (sign !== undefined) return sign
    if (name !== undefined) return NAMED[name] ?? whole
    const code = decimal === undefined ? (hex === undefined ? null : Number.parseInt(hex, 16)) : Number(decimal)
    if (code === null) return '\n'
    return code > 0x10ffff ? whole : String.fromCodePoint(code)
  })
}

/** The parts of a cell that `<br>` divides, as written. */
export const splitAtBreaks = (markdown: string): readonly string[] => markdown.split(/<br\s*\/?>/).map((part) => part.trim())

/** Any JSON value as a code span, safe in a table's cell. */
export function writeJsonSpan(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null'
  return `\`${json.replaceAll(JSON_FRAGILE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}\``
}
const JSON_FRAGILE = /[|`\u007F-\u00A0\u061C\u200E\u200F\u2028-\u202F\u2066-\u2069\uFEFF]/g

/** The value of a cell that is one code span holding JSON; null: it is none. */
export function readJsonSpan(cell: string): { readonly value: unknown } | null {
  const json = /^`([^`]+)`$/.exec(cell)?.[1]
  if (json === undefined) return null
  try {
    return { value: JSON.parse(json) as unknown }
  } catch {
    return null
  }
}

/** Cells of a table's row, trimmed, escapes kept. */
export function splitRow(line: string): readonly string[] {
  const row = line.trim()
  const cells: string[] = []
  let cell = ''
  for (let at = row.startsWith('|') ? 1 : 0; at < row.length; at += 1) {
    const sign = row[at] ?? ''
    if (sign === '\\') {
      cell += sign + (row[at + 1] ?? '')
      at += 1
    } else if (sign === '|') {
      cells.push(cell.trim())
      cell = ''
    } else cell += sign
  }
  if (cell.trim() !== '') cells.push(cell.trim())
  return cells
}

export const joinRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

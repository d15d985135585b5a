import type { Block, CodeBlock, Row } from './document.ts'
import { toParagraph } from './paragraphs.ts'
import { readCell } from './prose.ts'
import { readInline } from './read-inline.ts'
import type { Scan, Taken } from './scan.ts'
import { isBlank, type SourceLine } from './split-lines.ts'

/** Language of a code block that stands for a comment, and for a line of tags without words. */
export const COMMENT = 'html-comment'
export const TAGS = 'html-tags'

/** Lines of HTML up to a blank one: tables become tables, comments and bare tags code blocks of those languages, words paragraphs. */
export function readHtml(lines: readonly SourceLine[], index: number, scan: Scan): Taken {
  const { text } = lines[index] as SourceLine
  if (text.trimStart().startsWith('<!--')) return takeComment(lines, index, scan)
  let next = index
  while (next < lines.length && !isBlank((lines[next] as SourceLine).text)) next += 1
  const inside = lines.slice(index, next)
  const table = /<table[\s>]/i.test(text) ? readHtmlTable(inside) : null
  return { blocks: table ?? inside.map(readTagLine), next }
}

/** Up to `-->`; what stands behind it on its line belongs to it. A comment that is never closed is this line only. */
function takeComment(lines: readonly SourceLine[], index: number, scan: Scan): Taken {
  let end = index
  if (scan.unclosed.has(COMMENT)) return { blocks: [codeOf(lines.slice(index, index + 1), COMMENT)], next: index + 1 }
  while (end < lines.length && !(lines[end] as SourceLine).text.includes('-->')) end += 1
  if (end >= lines.length) {
    scan.unclosed.set(COMMENT, 1)
    end = index
  }
  return { blocks: [codeOf(lines.slice(index, end + 1), COMMENT)], next: end + 1 }
}

function readTagLine(at: SourceLine): Block {
  return readInline(at.text).text.trim() === '' || /^\s*<(?:!|\?|script|style)/i.test(at.text) ? codeOf([at], TAGS) : toParagraph([at])
}

const codeOf = (lines: readonly SourceLine[], language: string): CodeBlock => ({
  kind: 'code',
  span: { from: (lines[0] as SourceLine).line, to: (lines.at(-1) as SourceLine).line },
  language,
  lines: lines.map(({ line, text }) => ({ line, text })),
})

const TABLE_TAG = /<\/?t(?:body|head|foot|able|[dhr])(?:\s[^<>]{0,500})?>/gi
const CELL = /<t([hd])(?:\s[^<>]{0,500})?>/gi

/** Rows by `<tr>`, cells by `<th>` and `<td>`; lines that belong to none are bare tags. null: there are no rows. */
function readHtmlTable(lines: readonly SourceLine[]): readonly Block[] | null {
  const rows: { from: number; to: number; cells: string[] }[] = []
  for (const { line, text } of lines)
    for (const [position, piece] of text.split(/<tr(?:\s[^<>]{0,500})?>/i).entries()) {
      if (position > 0) rows.push({ from: line, to: line, cells: [] })
      const row = rows.at(-1)
      if (row === undefined) continue
      const [before = '', ...own] = piece.split(CELL).filter((_, index) => index % 2 === 0)
      const goesOn = row.cells.length > 0 && readInline(before).text.trim() !== ''
      if (goesOn) row.cells.push(`${row.cells.pop() ?? ''}\n${before}`)
      row.cells.push(...own)
      if (goesOn || own.length > 0) row.to = line
    }
  const [head, ...body] = rows
    .filter((row) => row.cells.length > 0)
    .map(
      (row): Row => ({
        span: { from: row.from, to: row.to },
        cells: row.cells.map((cell) => readCell(cell.replace(TABLE_TAG, '').trim())),
      }),
    )
  if (head === undefined) return null
  const covered = new Set([head, ...body].flatMap(({ span: { from, to } }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)))
  const loose = lines.filter(({ line }) => !covered.has(line)).map((at) => codeOf([at], TAGS))
  return [{ kind: 'table', span: { from: head.span.from, to: body.at(-1)?.span.to ?? head.span.to }, head, rows: body }, ...loose]
}

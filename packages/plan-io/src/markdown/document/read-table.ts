import { isDelimiterRow, isHtmlStart, readAtxHeading, readFence, readListMark, splitRow } from './block-marks.ts'
import type { Block, Heading, Row, Table } from './document.ts'
import { readCell } from './prose.ts'
import type { Scan, Taken } from './scan.ts'
import { isBlank, type SourceLine } from './split-lines.ts'

export const hasPipe = (text: string): boolean => text.includes('|')

/**
 * A table that begins here: a head over a row of dashes, with or without pipes at the ends; rows without a head that go on with the table
 * above (text stood between); or rows with pipes at both ends and no row of dashes. null: no table.
 */
export function readTable(lines: readonly SourceLine[], index: number, scan: Scan, before: readonly (Block | Heading)[]): Taken | null {
  const head = lines[index] as SourceLine
  const below = (lines[index + 1] as SourceLine | undefined)?.text ?? ''
  if (isDelimiterRow(below) && !isDelimiterRow(head.text)) {
    scan.decoration.add((lines[index + 1] as SourceLine).line)
    return rowsFrom(lines, index + 2, toRow(head), head.line)
  }
  if (isDelimiterRow(head.text)) {
    scan.decoration.add(head.line)
    return { blocks: [], next: index + 1 }
  }
  if (!isFramed(head.text)) return null
  const above = lastTable(before)
  if (above !== null && above.head.cells.length === splitRow(head.text).length) return rowsFrom(lines, index, above.head, head.line)
  return isFramed(below) ? rowsFrom(lines, index + 1, toRow(head), head.line) : null
}

const isFramed = (text: string): boolean => /^\s{0,8}\|.*\|\s*$/.test(text)

/** The last table of the section, when little stands between. */
function lastTable(before: readonly (Block | Heading)[]): Table | null {
  for (let index = before.length - 1; index >= Math.max(0, before.length - 8); index -= 1) {
    const block = before[index] as Block | Heading
    if (!('kind' in block)) return null
    if (block.kind === 'table') return block
  }
  return null
}

function rowsFrom(lines: readonly SourceLine[], start: number, head: Row, from: number): Taken {
  const rows: Row[] = []
  let next = start
  for (; next < lines.length; next += 1) {
    const at = lines[next] as SourceLine
    if (isBlank(at.text) || !hasPipe(at.text) || isDelimiterRow(at.text) || opensOther(at.text)) break
    rows.push(toRow(at))
  }
  const to = rows.at(-1)?.span.to ?? Math.max(from, head.span.to)
  return { blocks: [{ kind: 'table', span: { from, to }, head, rows }], next }
}

const opensOther = (text: string): boolean =>
  readAtxHeading(text) !== null || readFence(text) !== null || readListMark(text) !== null || isHtmlStart(text)

const toRow = ({ line, text }: SourceLine): Row => ({ span: { from: line, to: line }, cells: splitRow(text).map(readCell) })

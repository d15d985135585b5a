import { isDelimiterRow, readAtxHeading, readFence, readListMark, splitRow } from './block-marks.ts'
import type { Block, Heading, List, Row } from './document.ts'
import { toParagraph } from './paragraphs.ts'
import { readCell, readProse } from './prose.ts'
import { isDiagramHead, readDiagram } from './read-diagram.ts'
import type { Scan } from './scan.ts'
import { scanBlocks } from './scan-blocks.ts'
import { isBlank, type SourceLine } from './split-lines.ts'

/** Signs that a page shows behind its headings to link to them. */
const PERMALINK = /\s?[¶🔗\u200B]\s*$/u
const MAX_HEADING = 160
/** Lines that a broken cell may go on over. */
const MAX_CELL_LINES = 6

/** Is the text what a browser copies from a rendered page? Its headings end in a link sign, or its diagrams have lost their fences. */
export function isCopiedPage(source: readonly SourceLine[]): boolean {
  let permalinks = 0
  let diagrams = 0
  let fence = false
  for (const { text } of source) {
    if (readFence(text) !== null) fence = !fence
    else if (fence) continue
    else if (readAtxHeading(text) !== null && !PERMALINK.test(text)) return false
    else if (isPermalinked(text)) permalinks += 1
    else if (isDiagramHead(text)) diagrams += 1
  }
  return permalinks >= 2 || (permalinks === 1 && diagrams > 0) || diagrams >= 2
}

const isPermalinked = (text: string): boolean => text.length <= MAX_HEADING && PERMALINK.test(text) && text.trim().length > 1

/** The blocks of a copied page: headings by their link sign, tables from rows that are broken over lines, diagrams without fences. */
export function recoverCopiedPage(source: readonly SourceLine[], scan: Scan): readonly (Block | Heading)[] {
  const flow: (Block | Heading)[] = []
  let loose: SourceLine[] = []
  let hasTitle = false
  const flush = (): void => {
    flow.push(...readLoose(loose, scan))
    loose = []
  }
  let index = 0
  while (index < source.length) {
    const at = source[index] as SourceLine
    const diagramEnd = isDiagramHead(at.text) ? endOfDiagram(source, index) : index
    const below = (source[index + 1] as SourceLine | undefined)?.text ?? ''
    if (isPermalinked(at.text)) {
      flush()
      flow.push(toHeading(at, hasTitle ? 2 : 1))
      hasTitle = true
      index += 1
    } else if (diagramEnd > index) {
      flush()
      const lines = source.slice(index, diagramEnd)
      flow.push(readDiagram(lines, { from: at.line, to: (lines.at(-1) as SourceLine).line }))
      index = diagramEnd
    } else if (isDelimiterRow(below) && at.text.includes('|')) {
      flush()
      index = takeBrokenTable(source, index, flow, scan)
    } else {
      loose.push(at)
      index += 1
    }
  }
  flush()
  return flow
}

const toHeading = ({ line, text }: SourceLine, level: number): Heading => ({
  ...readProse(text.replace(/^\s*#{1,6}\s+/, '').replace(PERMALINK, '')),
  line,
  span: { from: line, to: line },
  level: level,
})

/** Index behind the last line that is a statement of the diagram. */
function endOfDiagram(source: readonly SourceLine[], start: number): number {
  const head = source[start] as SourceLine
  let end = start + 1
  for (; end < source.length; end += 1) {
    const at = source[end] as SourceLine
    if (isBlank(at.text) || isPermalinked(at.text) || isDiagramHead(at.text)) break
    const [, statement] = readDiagram([head, at], { from: head.line, to: at.line }).statements
    const isWord = statement?.kind === 'node' && /^[\p{L}\p{N}_.-]+$/u.test(at.text.trim())
    if (statement === undefined || statement.kind === 'other' || isWord) break
  }
  return end > start + 1 ? end : start
}

/** A table whose rows may be broken over lines: a row is whole when as many cells are closed as its head has. */
function takeBrokenTable(source: readonly SourceLine[], start: number, flow: (Block | Heading)[], scan: Scan): number {
  const head = source[start] as SourceLine
  scan.decoration.add((source[start + 1] as SourceLine).line)
  const columns = splitRow(head.text).length
  const rows: Row[] = []
  let index = start + 2
  while (index < source.length) {
    const taken = takeBrokenRow(source, index, columns)
    if (taken === null) break
    rows.push(taken.row)
    index = taken.next
  }
  const to = rows.at(-1)?.span.to ?? head.line
  flow.push({ kind: 'table', span: { from: head.line, to }, head: toRow([head]), rows })
  return index
}

function takeBrokenRow(source: readonly SourceLine[], start: number, columns: number): { readonly row: Row; readonly next: number } | null {
  const lines: SourceLine[] = []
  let closed = 0
  for (let index = start; index < source.length; index += 1) {
    const at = source[index] as SourceLine
    if (isBlank(at.text) || isPermalinked(at.text) || isDiagramHead(at.text)) break
    const isWhole = /^\s*\|.*\|\s*$/.test(at.text)
    if (isWhole && lines.length > 0) break
    if (!at.text.includes('|') && (closed === 0 || lines.length >= MAX_CELL_LINES) && !goesOn(source, index)) break
    lines.push(at)
    closed += isWhole ? columns : at.text.split('|').length - 1
    if (closed >= columns) return { row: toRow(lines), next: index + 1 }
  }
  return lines.some(({ text }) => text.includes('|')) ? { row: toRow(lines), next: start + lines.length } : null
}

/** A first cell that is broken itself: the line after it closes a cell and opens none. */
function goesOn(source: readonly SourceLine[], index: number): boolean {
  const below = source[index + 1]?.text ?? ''
  return /^[^|]+\|\s*$/.test(below) && (source[index] as SourceLine).text.length <= 80
}

const toRow = (lines: readonly SourceLine[]): Row => ({
  span: { from: (lines[0] as SourceLine).line, to: (lines.at(-1) as SourceLine).line },
  cells: splitRow(lines.map(({ text }) => text.trim()).join(' ')).map(readCell),
})

/** Lines of text: each a paragraph, since a page's own line breaks are gone; short lines behind a colon are a list that lost its marks. */
function readLoose(lines: readonly SourceLine[], scan: Scan): readonly (Block | Heading)[] {
  const flow: (Block | Heading)[] = []
  let index = 0
  while (index < lines.length) {
    const at = lines[index] as SourceLine
    const items = /:\s*$/.test(at.text) ? shortLinesAfter(lines, index) : []
    if (isBlank(at.text)) index += 1
    else if (items.length > 1) {
      flow.push(toParagraph([at]), toList(items))
      index += 1 + items.length
    } else if (readListMark(at.text) || readFence(at.text)) {
      const end = lines.findIndex(({ text }, ahead) => ahead > index && isBlank(text))
      const rest = lines.slice(index, end < 0 ? lines.length : end)
      flow.push(...scanBlocks(rest, scan))
      index += rest.length
    } else {
      const end = items.length === 1 ? index + 2 : index + 1
      flow.push(...scanBlocks(lines.slice(index, end), scan))
      index = end
    }
  }
  return flow
}

function shortLinesAfter(lines: readonly SourceLine[], index: number): readonly SourceLine[] {
  const items: SourceLine[] = []
  for (let ahead = index + 1; ahead < lines.length; ahead += 1) {
    const at = lines[ahead] as SourceLine
    if (isBlank(at.text) || at.text.length > MAX_HEADING || /[.:]\s*$/.test(at.text) || readListMark(at.text) || at.text.includes('|'))
      break
    items.push(at)
  }
  return items
}

const toList = (items: readonly SourceLine[]): List => ({
  kind: 'list',
  span: { from: (items[0] as SourceLine).line, to: (items.at(-1) as SourceLine).line },
  ordered: false,
  items: items.map(({ line, text }) => ({ ...readProse(text), span: { from: line, to: line }, ordinal: null, checked: null, blocks: [] })),
})

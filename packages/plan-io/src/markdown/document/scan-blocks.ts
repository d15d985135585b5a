import {
  closesFence,
  type Fence,
  isHtmlStart,
  isQuote,
  isRule,
  isSetextLine,
  readAtxHeading,
  readFence,
  readListMark,
} from './block-marks.ts'
import type { Block, Heading } from './document.ts'
import { asParagraph, toParagraph } from './paragraphs.ts'
import { readProse } from './prose.ts'
import { readCode } from './read-code.ts'
import { readHtml } from './read-html.ts'
import { readList } from './read-list.ts'
import { hasPipe, readTable } from './read-table.ts'
import type { Scan, Taken } from './scan.ts'
import { dedent, indentOf, isBlank, type SourceLine } from './split-lines.ts'
import { isPlain, startsBlock } from './starts-block.ts'

/** Deeper lists and quotes are read as text; a person nests four or five. */
const MAX_DEPTH = 16

/** The blocks of these lines in order; headings stand between them. Every line that is not blank is in one block, or is decoration. */
export function scanBlocks(lines: readonly SourceLine[], scan: Scan): readonly (Block | Heading)[] {
  const blocks: (Block | Heading)[] = []
  let index = 0
  while (index < lines.length) {
    const taken = takeBlock(lines, index, scan, blocks)
    for (const block of taken.blocks) blocks.push(block)
    index = Math.max(taken.next, index + 1)
  }
  return blocks
}

function takeBlock(lines: readonly SourceLine[], index: number, scan: Scan, before: readonly (Block | Heading)[]): Taken {
  const { line, text } = lines[index] as SourceLine
  if (isBlank(text)) return decorate(line, index, scan)
  if (isPlain(text)) return takeParagraph(lines, index, scan)
  const fence = readFence(text)
  if (fence) {
    const end = endOfFence(lines, index, fence, scan)
    if (end === null) return decorate(line, index, scan)
    return { blocks: [readCode(lines.slice(index, end + 1), fence, scan.decoration)], next: end + 1 }
  }
  const heading = readAtxHeading(text)
  if (heading) return { blocks: [toHeading(heading, line, line)], next: index + 1 }
  if (isHtmlStart(text)) return readHtml(lines, index, scan)
  const table = hasPipe(text) ? readTable(lines, index, scan, before) : null
  if (table) return table
  if (scan.depth < MAX_DEPTH) {
    if (isQuote(text)) return takeQuote(lines, index, scan)
    if (isNumberedTitle(lines, index)) {
      const level = (lines[index + 1] as SourceLine).text.startsWith('=') ? 1 : 2
      return { blocks: [toHeading({ level, text: text.trim() }, line, line + 1)], next: index + 2 }
    }
    if (readListMark(text)) return readList(lines, index, scan)
  }
  if (isRule(text)) return decorate(line, index, scan)
  if (indentOf(text) >= 4 && (index === 0 || isBlank((lines[index - 1] as SourceLine).text))) return takeIndentedCode(lines, index, scan)
  return takeParagraph(lines, index, scan)
}

/** `1. SCHEDULE` over `====`: an item by the standard, a chapter to everybody. The line below must be as long as the title. */
function isNumberedTitle(lines: readonly SourceLine[], index: number): boolean {
  const { text } = lines[index] as SourceLine
  const below = lines[index + 1]?.text ?? ''
  if (!isSetextLine(below) || below.startsWith(' ') || (readListMark(text)?.ordinal ?? null) === null) return false
  return index === 0 || isBlank((lines[index - 1] as SourceLine).text) ? Math.abs(below.trim().length - text.trim().length) <= 3 : false
}

function decorate(line: number, index: number, scan: Scan): Taken {
  scan.decoration.add(line)
  return { blocks: [], next: index + 1 }
}

const toHeading = ({ level, text }: { level: number; text: string }, from: number, to: number): Heading => ({
  ...readProse(text),
  line: from,
  span: { from, to },
  level,
})

/** Index of the closing fence; null: there is none, and the opening one is a slip that must not swallow the rest of the plan. */
function endOfFence(lines: readonly SourceLine[], index: number, fence: Fence, scan: Scan): number | null {
  const length = scan.unclosed.get(fence.sign)
  if (length !== undefined && fence.length >= length) return null
  for (let end = index + 1; end < lines.length; end += 1) if (closesFence((lines[end] as SourceLine).text, fence)) return end
  scan.unclosed.set(fence.sign, fence.length)
  return null
}

function takeQuote(lines: readonly SourceLine[], index: number, scan: Scan): Taken {
  const inside: SourceLine[] = []
  let next = index
  for (; next < lines.length; next += 1) {
    const { line, text } = lines[next] as SourceLine
    if (isQuote(text)) inside.push({ line, text: text.replace(/^ {0,3}> ?/, '') })
    else if (isBlank(text) || isBlank(inside.at(-1)?.text ?? '') || startsBlock(lines, next)) break
    else inside.push({ line, text: text.trimStart() })
  }
  for (const { line, text } of inside) if (isBlank(text)) scan.decoration.add(line)
  const blocks = scan.blocksOf(inside, { ...scan, unclosed: new Map(), depth: scan.depth + 1 })
  return { blocks: blocks.map((block) => ('kind' in block ? quoted(block) : asParagraph(block))), next }
}
const quoted = (block: Block): Block => (block.kind === 'paragraph' ? { ...block, quoted: true } : block)
function takeIndentedCode(lines: readonly SourceLine[], index: number, scan: Scan): Taken {
  let next = index
  let last = index
  for (; next < lines.length; next += 1) {
    const { text } = lines[next] as SourceLine
    if (isBlank(text)) continue
    if (indentOf(text) < 4) break
    last = next
  }
  const inside = lines.slice(index, last + 1).map((each) => dedent(each, 4))
  for (const { line, text } of inside) if (isBlank(text)) scan.decoration.add(line)
  return { blocks: [readCode(inside, null, scan.decoration)], next: last + 1 }
}

function takeParagraph(lines: readonly SourceLine[], index: number, scan: Scan): Taken {
  const inside: SourceLine[] = []
  let next = index
  for (; next < lines.length; next += 1) {
    const at = lines[next] as SourceLine
    if (isBlank(at.text)) break
    const [only] = inside
    if (only !== undefined && inside.length === 1 && isSetextLine(at.text) && isTitle(only.text)) {
      const level = at.text.trim().startsWith('=') ? 1 : 2
      return { blocks: [toHeading({ level, text: only.text.trim() }, only.line, at.line)], next: next + 1 }
    }
    if (inside.length > 0 && startsBlock(lines, next)) break
    inside.push(at)
  }
  if (inside.length === 0) return decorate((lines[index] as SourceLine).line, index, scan)
  return { blocks: [toParagraph(inside)], next }
}

/** A line over `---` is a heading by the standard; a key with its value or a sentence over a rule is none. */
const isTitle = (text: string): boolean => text.length <= 120 && !/[.;,:]\s*$/.test(text) && readProse(text).label === null

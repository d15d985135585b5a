import { buildSections } from './build-sections.ts'
import type { Block, Document, Heading, Paragraph } from './document.ts'
import { toParagraph } from './paragraphs.ts'
import { isCopiedPage, recoverCopiedPage } from './recover-copied-page.ts'
import { markPlainHeadings } from './recover-plain-headings.ts'
import { openScan } from './scan.ts'
import { scanBlocks } from './scan-blocks.ts'
import { isBlank, type SourceLine, splitLines, toSourceLines } from './split-lines.ts'

/** How many lines of `key: value` may stand between the two `---` at the top. */
const MAX_FRONT_MATTER = 200

/**
 * Markdown (CommonMark with GitHub's tables, checkboxes and strikethrough), a copied page or plain text as sections and blocks. Never
 * throws; linear in the text's length.
 */
export function readDocument(text: string): Document {
  const lines = splitLines(text)
  const decoration = new Set<number>()
  const source = toSourceLines(lines)
  for (const { line, text: each } of source) if (isBlank(each)) decoration.add(line)
  const front = takeFrontMatter(source, decoration)
  const scan = openScan(decoration, scanBlocks)
  const body = source.slice(front.end)
  const isPage = isCopiedPage(body)
  const plain = isPage ? null : markPlainHeadings(body)
  const blocks = isPage ? recoverCopiedPage(body, scan) : scanBlocks(plain ?? body, scan)
  const flow: (Block | Heading)[] = [...front.blocks, ...blocks]
  return { format: isPage || plain !== null ? 'text' : 'markdown', root: buildSections(flow), lines, decoration }
}

/** Key–value lines between two `---` at the very top, as one paragraph. */
function takeFrontMatter(
  source: readonly SourceLine[],
  decoration: Set<number>,
): { readonly blocks: readonly Paragraph[]; readonly end: number } {
  const none = { blocks: [], end: 0 }
  if (source[0]?.text.trim() !== '---') return none
  const end = source.findIndex(({ text }, index) => index > 0 && index <= MAX_FRONT_MATTER && /^(?:---|\.\.\.)$/.test(text.trim()))
  if (end < 2) return none
  const inside = source.slice(1, end)
  if (!inside.every(({ text }) => isBlank(text) || /^\s*(?:[\w -]{1,60}:(?:\s|$)|-\s|#)/.test(text))) return none
  for (const { line } of [source[0], source[end] as SourceLine]) decoration.add(line)
  const content = inside.filter(({ text }) => !isBlank(text))
  return { blocks: content.length === 0 ? [] : [toParagraph(content)], end: end + 1 }
}

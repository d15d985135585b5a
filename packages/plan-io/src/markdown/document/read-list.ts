import { type ListMark, readFence, readListMark } from './block-marks.ts'
import type { Block, Item, List } from './document.ts'
import { asParagraph } from './paragraphs.ts'
import { readProse } from './prose.ts'
import type { Scan, Taken } from './scan.ts'
import { dedent, indentOf, isBlank, type SourceLine } from './split-lines.ts'
import { startsBlock } from './starts-block.ts'

const CHECKBOX = /^(?:\[( |x|X|✓|✔|✅)?\]|(☐|☑|☒))(?:\s+|$)/u

/** A list from its first item on. Items indented by two columns or more are nested, whatever the width of the mark above. */
export function readList(lines: readonly SourceLine[], index: number, scan: Scan): Taken {
  const first = readListMark((lines[index] as SourceLine).text) as ListMark
  const items: Item[] = []
  let next = index
  for (let mark: ListMark | null = first; mark !== null; ) {
    const { inside, end } = collectItem(lines, next, mark)
    items.push(toItem(inside, mark, scan))
    next = end
    let ahead = next
    while (ahead < lines.length && isBlank((lines[ahead] as SourceLine).text)) ahead += 1
    const found: ListMark | null = ahead < lines.length ? readListMark((lines[ahead] as SourceLine).text) : null
    mark = found !== null && found.ordered === first.ordered && found.sign === first.sign && found.indent < first.indent + 4 ? found : null
    if (mark === null) break
    for (let blank = next; blank < ahead; blank += 1) scan.decoration.add((lines[blank] as SourceLine).line)
    next = ahead
  }
  const to = lastLine(items.at(-1) as Item)
  const list: List = { kind: 'list', span: { from: (lines[index] as SourceLine).line, to }, ordered: first.ordered, items }
  return { blocks: [list], next }
}

const lastLine = (item: Item): number => Math.max(item.span.to, item.blocks.at(-1)?.span.to ?? 0)

/** The item's lines, without its mark and indent. */
function collectItem(
  lines: readonly SourceLine[],
  index: number,
  mark: ListMark,
): { readonly inside: readonly SourceLine[]; readonly end: number } {
  const inside: SourceLine[] = [{ line: (lines[index] as SourceLine).line, text: mark.text }]
  const needed = Math.min(mark.content, mark.indent + 2)
  let isFenced = readFence(mark.text) !== null
  let next = index + 1
  while (next < lines.length) {
    const at = lines[next] as SourceLine
    if (isBlank(at.text)) {
      let ahead = next
      while (ahead < lines.length && isBlank((lines[ahead] as SourceLine).text)) ahead += 1
      if (ahead >= lines.length || indentOf((lines[ahead] as SourceLine).text) < needed) break
      for (; next < ahead; next += 1) inside.push({ line: (lines[next] as SourceLine).line, text: '' })
      continue
    }
    if (indentOf(at.text) >= needed) {
      const stripped = dedent(at, mark.content)
      if (readFence(stripped.text)) isFenced = !isFenced
      inside.push(stripped)
    } else if (isFenced || isBlank((inside.at(-1) as SourceLine).text) || readListMark(at.text) || startsBlock(lines, next)) break
    else inside.push({ line: at.line, text: at.text.trimStart() })
    next += 1
  }
  return { inside, end: next }
}

function toItem(inside: readonly SourceLine[], mark: ListMark, scan: Scan): Item {
  const [first, ...more] = inside as [SourceLine, ...SourceLine[]]
  const box = CHECKBOX.exec(first.text)
  const text = box ? first.text.slice(box[0].length) : first.text
  const blocks = scan
    .blocksOf([{ line: first.line, text }, ...more], {
      ...scan,
      decoration: scan.decoration,
      unclosed: new Map(),
      depth: scan.depth + 1,
    })
    .map((block) => ('kind' in block ? block : asParagraph(block)))
  // The mark alone is a line too, whatever its text turns out to be.
  scan.decoration.delete(first.line)
  const [own, ...nested] = blocks
  const isOwn = own?.kind === 'paragraph' && own.span.from === first.line
  const { text: said, label, rest, strong, codes, links, struck } = isOwn ? own.whole : readProse('')
  return {
    text: said,
    label,
    rest,
    strong,
    codes,
    links,
    struck,
    span: isOwn ? own.span : { from: first.line, to: first.line },
    ordinal: mark.ordinal,
    checked: box ? (box[1] ?? box[2] ?? ' ') !== ' ' && box[2] !== '☐' : null,
    blocks: isOwn ? nested : (blocks as readonly Block[]),
  }
}

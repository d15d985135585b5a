import type { Fence } from './block-marks.ts'
import type { CodeBlock, Diagram } from './document.ts'
import { isDiagramHead, readDiagram } from './read-diagram.ts'
import type { SourceLine } from './split-lines.ts'

/** A code block, or the diagram that it draws. Fences become decoration. */
export function readCode(lines: readonly SourceLine[], fence: Fence | null, decoration: Set<number>): CodeBlock | Diagram {
  const span = { from: (lines[0] as SourceLine).line, to: (lines.at(-1) as SourceLine).line }
  const inside = fence === null ? lines : lines.slice(1, -1)
  if (fence !== null) for (const line of [span.from, span.to]) decoration.add(line)
  for (const { line, text } of inside) if (text.trim() === '') decoration.add(line)
  const language = /^[^\s{]*/.exec(fence?.info ?? '')?.[0].toLowerCase() ?? ''
  const first = inside.find(({ text }) => text.trim() !== '' && !text.trim().startsWith('%%'))
  const isDiagram = language === 'mermaid' || (language === '' && first !== undefined && isDiagramHead(first.text))
  if (isDiagram) return readDiagram(inside, span)
  return { kind: 'code', span, language, lines: inside.map(({ line, text }) => ({ line, text })) }
}

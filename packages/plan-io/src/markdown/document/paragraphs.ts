import type { Heading, Paragraph } from './document.ts'
import { readProse } from './prose.ts'
import type { SourceLine } from './split-lines.ts'

/** A heading inside a list or quote opens no section. */
export function asParagraph(heading: Heading): Paragraph {
  const { line, span, text, label, rest, strong, codes, links, struck } = heading
  const whole = { text, label, rest, strong, codes, links, struck }
  return { kind: 'paragraph', span, whole, lines: [{ ...whole, line }], quoted: true }
}

/** A paragraph of at least one line; a line that begins with a colon belongs to the term above it. */
export function toParagraph(inside: readonly SourceLine[]): Paragraph {
  const first = inside[0] as SourceLine
  if (inside.length === 1) {
    const whole = readProse(first.text.replace(/\\$/, ''))
    return { kind: 'paragraph', span: { from: first.line, to: first.line }, whole, lines: [{ ...whole, line: first.line }], quoted: false }
  }
  return {
    kind: 'paragraph',
    span: { from: first.line, to: (inside.at(-1) as SourceLine).line },
    whole: readProse(inside.map(({ text }) => text.trim()).join('\n')),
    lines: inside.map(({ line, text }, position) => {
      const prose = readProse(text.replace(/\\$/, ''))
      const term = position > 0 && /^\s*:\s/.test(text) ? readProse((inside[position - 1] as SourceLine).text).text : null
      const rest = prose.text.replace(/^:\s*/, '')
      return term === null ? { ...prose, line } : { ...prose, text: `${term}: ${rest}`, label: term, rest, line }
    }),
    quoted: false,
  }
}

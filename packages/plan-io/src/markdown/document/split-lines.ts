/** A line of the text, or what is left of it inside lists and quotes. */
export interface SourceLine {
  /** 1-based. */
  readonly line: number
  /** Tabs in front are written out as spaces, NBSP reads as a space; nothing at its end. */
  readonly text: string
}

/** Lines as written, without line ends and byte order mark; the empty one after the last line end is none. */
export function splitLines(text: string): readonly string[] {
  const lines = (text.startsWith('\uFEFF') ? text.slice(1) : text).split('\n').map((line) => line.replace(/\r$/, ''))
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines
}

export const toSourceLines = (lines: readonly string[]): SourceLine[] =>
  lines.map((text, index) => ({ line: index + 1, text: expandIndent(text.replaceAll('\u00A0', ' ').trimEnd()) }))

function expandIndent(text: string): string {
  if (!/^ *\t/.test(text)) return text
  let column = 0
  let at = 0
  for (; at < text.length && (text[at] === ' ' || text[at] === '\t'); at += 1) column += text[at] === '\t' ? 4 - (column % 4) : 1
  return ' '.repeat(Math.min(column, 200)) + text.slice(at)
}

/** Spaces in front. */
export function indentOf(text: string): number {
  let indent = 0
  while (text.charCodeAt(indent) === 32) indent += 1
  return indent
}

export const isBlank = (text: string): boolean => text.trim() === ''

/** Without at most so many spaces in front. */
export const dedent = ({ line, text }: SourceLine, columns: number): SourceLine => ({
  line,
  text: text.slice(Math.min(columns, indentOf(text))),
})

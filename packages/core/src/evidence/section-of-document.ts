/**
 * The part of a document that is meant as proof, so that edits elsewhere do not disturb it. Digests are made by the caller.
 *
 * A section of Markdown begins with its heading and ends before the next heading of its level or a higher one. Headings are those of
 * CommonMark (`## Title`, and text underlined with `=` or `-`) at the top of the document: what looks like one in a fence, a comment,
 * front matter, a quotation or a list is text. A heading is named by its text, in any case and with or without its marks, or by its
 * anchor (`open-points`); of several of one name `Title#2` names the second.
 */
import type { JsonValue } from './canonical-json.ts'

interface Heading {
  readonly level: number
  readonly text: string
  /** Index of its first line. */
  readonly line: number
}

/** Lines without what editors change by themselves: line ends, a byte order mark, blanks at the end. */
const linesOf = (text: string): readonly string[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())

const joined = (lines: readonly string[]): string => {
  let end = lines.length
  while (end > 0 && lines[end - 1] === '') end -= 1
  return end === 0 ? '' : `${lines.slice(0, end).join('\n')}\n`
}

const frontMatterEnd = (lines: readonly string[]): number => {
  if (lines[0] !== '---') return 0
  const end = lines.findIndex((line, at) => at > 0 && (line === '---' || line === '...'))
  return end === -1 ? 0 : end + 1
}

/** Longer headings are text that nobody can name. */
const LONGEST_HEADING = 1_000

/** `## Title ##`, by hand: an expression would look at long runs of blanks again and again. */
const atxOf = (line: string): { readonly level: number; readonly text: string } | null => {
  const level = /^ {0,3}(#{1,6})(?=[ \t]|$)/.exec(line)?.[1]?.length ?? 0
  if (level === 0) return null
  const text = line.slice(line.indexOf('#') + level).trim()
  let end = text.length
  while (end > 0 && text[end - 1] === '#') end -= 1
  const isClosed = end === 0 || text[end - 1] === ' ' || text[end - 1] === '\t'
  return { level, text: isClosed ? text.slice(0, end).trimEnd() : text }
}
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/
/** A line that ends a paragraph or is none, so that a row of dashes below it is a rule. */
const NO_PARAGRAPH = /^(?: {4}| {0,3}(?:[>|]|[-+*](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)|#{1,6}(?:[ \t]|$)|<))/

const headingsOf = (lines: readonly string[]): readonly Heading[] => {
  const headings: Heading[] = []
  let fence: string | null = null
  let inComment = false
  /** First line of the paragraph that is open; -1: none is. */
  let paragraph = -1
  for (let at = frontMatterEnd(lines); at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (inComment) {
      inComment = !line.includes('-->')
      continue
    }
    const mark = FENCE.exec(line)
    if (fence !== null) {
      if (mark?.[1]?.startsWith(fence) === true && mark[2]?.trim() === '') fence = null
      continue
    }
    if (mark !== null && !(mark[1]?.startsWith('`') === true && mark[2]?.includes('`') === true)) {
      fence = mark[1] ?? null
      paragraph = -1
      continue
    }
    if (/^ {0,3}<!--/.test(line)) {
      inComment = !line.includes('-->', line.indexOf('<!--') + 4)
      paragraph = -1
      continue
    }
    const atx = atxOf(line)
    if (atx !== null) {
      headings.push({ ...atx, line: at })
      paragraph = -1
      continue
    }
    const underline = paragraph === -1 ? null : /^ {0,3}(=+|-+)$/.exec(line)
    if (underline !== null) {
      const text = lines
        .slice(paragraph, at)
        .map((each) => each.trim())
        .join(' ')
      headings.push({ level: underline[1]?.startsWith('=') === true ? 1 : 2, text, line: paragraph })
      paragraph = -1
      continue
    }
    if (line === '') paragraph = -1
    else if (paragraph === -1 && !NO_PARAGRAPH.test(line)) paragraph = at
    else if (paragraph !== -1 && NO_PARAGRAPH.test(line) && !line.startsWith('    ')) paragraph = -1
  }
  return headings
}

/** Text of a heading as it is compared: without marks, links, punctuation and case, as hosts make anchors of it. */
const anchorOf = (text: string): string =>
  text
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s+/g, '-')

const findHeading = (all: readonly Heading[], wanted: string): Heading | undefined => {
  const headings = all.filter((heading) => heading.text.length <= LONGEST_HEADING)
  const named = (name: string): readonly Heading[] => {
    const exact = headings.filter((heading) => heading.text.trim() === name.trim())
    if (exact.length > 0) return exact
    const anchor = anchorOf(name)
    return anchor === '' ? [] : headings.filter((heading) => anchorOf(heading.text) === anchor)
  }
  const numbered = /^(.+)#([1-9]\d{0,3})$/s.exec(wanted)
  const [whole] = named(wanted)
  return numbered === null || whole !== undefined ? whole : named(numbered[1] ?? '')[Number(numbered[2]) - 1]
}

/** Texts of all headings, in order. */
export const headingsOfMarkdown = (text: string): readonly string[] => headingsOf(linesOf(text)).map((heading) => heading.text)

/** The section under a heading, or the whole document where `heading` is null, with normalised line ends; null: there is no such heading. */
export const sectionOfMarkdown = (text: string, heading: string | null): string | null => {
  const lines = linesOf(text)
  if (heading === null) return joined(lines)
  const headings = headingsOf(lines)
  const found = findHeading(headings, heading)
  if (found === undefined) return null
  const next = headings.find((other) => other.line > found.line && other.level <= found.level)
  return joined(lines.slice(found.line, next?.line ?? lines.length))
}

/** What a JSON pointer (RFC 6901) names; undefined: nothing. */
export const valueAtPointer = (document: JsonValue, pointer: string): JsonValue | undefined => {
  if (pointer === '') return document
  if (!pointer.startsWith('/')) return undefined
  let value: JsonValue | undefined = document
  for (const token of pointer.slice(1).split('/')) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(value)) value = /^(0|[1-9]\d{0,8})$/.test(name) ? (value as readonly JsonValue[])[Number(name)] : undefined
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, name))
      value = (value as { readonly [key: string]: JsonValue })[name]
    else return undefined
    if (value === undefined) return undefined
  }
  return value
}

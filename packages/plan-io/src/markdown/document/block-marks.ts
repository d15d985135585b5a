import { indentOf } from './split-lines.ts'

/** What the beginning of a line says about the block that it opens. */
export interface ListMark {
  readonly indent: number
  /** Column at which the item's text begins. */
  readonly content: number
  readonly ordered: boolean
  readonly ordinal: number | null
  /** Items of one list share it: the bullet, or the sign after the number. */
  readonly sign: string
  readonly text: string
}

const LIST_MARK = /^( *)(?:([-*+•◦▪‣●–])|(\d{1,9}|[a-zA-Z])([.)]))(?: +|$)(.*)$/
const HEADING = /^ {0,3}(#{1,6})(?=\s|$)/
/** `##Title` is no heading by the standard, yet nothing else is meant by it. */
const TIGHT_HEADING = /^(#{2,6})(\p{Lu}.{0,300})$/u
const RULE = /^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,}|[─—]{3,})$/
const FENCE = /^ {0,8}(`{3,}|~{3,})\s*([^`]{0,200})$/
const DELIMITER_CELL = /^\s*:?-+:?\s*$/

export function readListMark(text: string): ListMark | null {
  const mark = LIST_MARK.exec(text)
  if (!mark || isRule(text)) return null
  const indent = (mark[1] as string).length
  const body = mark[5] as string
  const letter = mark[3] !== undefined && !/^\d/.test(mark[3])
  // `A. Name` is rather an initial or a chapter; `a)` and `A)` are letters of a list.
  if (letter && mark[4] !== ')') return null
  const ordinal = mark[3] === undefined ? null : letter ? mark[3].toLowerCase().charCodeAt(0) - 96 : Number(mark[3])
  const marked = text.length - body.length
  return {
    indent,
    content: body === '' || marked - indent > 6 ? indent + 2 : marked,
    ordered: ordinal !== null,
    ordinal,
    sign: mark[2] ?? (mark[4] as string),
    text: body,
  }
}

export function readAtxHeading(text: string): { readonly level: number; readonly text: string } | null {
  if (!text.includes('#')) return null
  const heading = HEADING.exec(text)
  if (heading) return { level: (heading[1] as string).length, text: withoutClosingMarks(text.slice(heading[0].length).trim()) }
  const tight = TIGHT_HEADING.exec(text)
  return tight ? { level: (tight[1] as string).length, text: tight[2] as string } : null
}

function withoutClosingMarks(text: string): string {
  let end = text.length
  while (text[end - 1] === '#') end -= 1
  return end === text.length || (end > 0 && text[end - 1] !== ' ') ? text : text.slice(0, end).trim()
}

export const isRule = (text: string): boolean => /[-*_=─—]$/.test(text) && text.length < 1000 && RULE.test(text)
export const isSetextLine = (text: string): boolean => /^ {0,3}(?:={2,}|-{2,})\s*$/.test(text)
export const isQuote = (text: string): boolean => /^ {0,3}>/.test(text)
/** A comment, a tag of its own or a block of HTML begins. */
export const isHtmlStart = (text: string): boolean =>
  /^ {0,3}<(?:!--|!doctype|\?|\/?(?:address|article|aside|blockquote|center|details|dialog|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?:[\s>/]|$))/i.test(
    text,
  )

export interface Fence {
  readonly sign: '`' | '~'
  readonly length: number
  readonly info: string
  readonly indent: number
}
export function readFence(text: string): Fence | null {
  if (text.length > 400 || (!text.includes('```') && !text.includes('~~~'))) return null
  const fence = FENCE.exec(text)
  if (!fence) return null
  const run = fence[1] as string
  return { sign: run[0] as '`' | '~', length: run.length, info: (fence[2] as string).trim(), indent: indentOf(text) }
}
export function closesFence(text: string, fence: Fence): boolean {
  const other = readFence(text)
  return other !== null && other.info === '' && other.sign === fence.sign && other.length >= fence.length
}

/** `|---|:--:|`: every cell of dashes, at least one pipe. */
export function isDelimiterRow(text: string): boolean {
  if (!text.includes('-') || !text.includes('|') || /[^\s|:-]/.test(text)) return false
  return splitRow(text).every((cell) => DELIMITER_CELL.test(cell))
}

/** Cells of a pipe row as written; `\|` is a pipe inside a cell. */
export function splitRow(text: string): string[] {
  const cells: string[] = []
  let cell = ''
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\' && text[at + 1] === '|') {
      cell += '|'
      at += 1
    } else if (text[at] === '|') {
      cells.push(cell)
      cell = ''
    } else cell += text[at]
  }
  cells.push(cell)
  if (cells.length > 1 && isEmpty(cells[0])) cells.shift()
  if (cells.length > 1 && isEmpty(cells.at(-1))) cells.pop()
  return cells.map((each) => each.trim())
}
const isEmpty = (cell: string | undefined): boolean => (cell ?? '').trim() === ''

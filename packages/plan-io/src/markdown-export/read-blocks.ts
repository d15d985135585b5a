import { isDecoration } from '../report/decoration.ts'
import { splitRow } from './inline-text.ts'

export interface RowBlock {
  readonly line: number
  /** As written, trimmed. */
  readonly cells: readonly string[]
}
export interface TableBlock {
  readonly kind: 'table'
  readonly head: RowBlock
  readonly rows: readonly RowBlock[]
}
export interface ItemBlock {
  readonly kind: 'item'
  readonly line: number
  readonly isNested: boolean
  /** null: no checkbox. */
  readonly checked: boolean | null
  readonly text: string
}
export type Block =
  | TableBlock
  | ItemBlock
  | { readonly kind: 'heading'; readonly line: number; readonly level: number; readonly text: string }
  | { readonly kind: 'code'; readonly lines: readonly { readonly line: number; readonly text: string }[] }
  | { readonly kind: 'paragraph'; readonly line: number; readonly text: string }

const HEADING = /^ {0,3}(#{1,6})[ \t](.*)$/
const ITEM = /^(\s*)[-*+]\s+(?:\[([ xX])\]\s+)?(.*)$/
const FENCE = /^\s*(?:(`)`{2,}|(~)~{2,})[\w-]*\s*$/

/** Lines to headings, tables, list items, code and paragraphs of one line each. What is in none of them is decoration. */
export function readBlocks(texts: readonly string[]): readonly Block[] {
  const blocks: Block[] = []
  let at = 0
  const textAt = (index: number): string => texts[index] ?? ''
  const isRow = (index: number): boolean => index < texts.length && textAt(index).trimStart().startsWith('|')

  const takeTable = (): void => {
    const head = { line: at + 1, cells: splitRow(textAt(at)) }
    at += 1
    if (isRow(at) && isDecoration(textAt(at), false)) at += 1
    const rows: RowBlock[] = []
    for (; isRow(at); at += 1) rows.push({ line: at + 1, cells: splitRow(textAt(at)) })
    blocks.push({ kind: 'table', head, rows })
  }
  const nextFence = {
    '`': nextWhere(texts, (text) => /^\s*`{3,}\s*$/.test(text)),
    '~': nextWhere(texts, (text) => /^\s*~{3,}\s*$/.test(text)),
  }
  const nextHeading = nextWhere(texts, (text) => HEADING.test(text))
  const takeCode = (mark: '`' | '~'): void => {
    const end = nextFence[mark][at + 1] ?? texts.length
    // A block that nobody closes ends where the next heading begins, so that it swallows no section.
    const isClosed = end < texts.length
    const last = isClosed ? end : (nextHeading[at + 1] ?? texts.length)
    const lines = texts.slice(at + 1, last).map((text, index) => ({ line: at + 2 + index, text }))
    blocks.push({ kind: 'code', lines: lines.filter(({ text }) => text.trim() !== '') })
    at = isClosed ? last + 1 : last
  }
  const takeLine = (): void => {
    const text = textAt(at)
    const line = at + 1
    at += 1
    const heading = HEADING.exec(text)
    if (heading !== null)
      return void blocks.push({
        kind: 'heading',
        line,
        level: heading[1]?.length ?? 1,
        text: (heading[2] ?? '').trim().replace(/\s#+$/, '').trim(),
      })
    if (isDecoration(text, false)) return
    const item = ITEM.exec(text)
    if (item === null) return void blocks.push({ kind: 'paragraph', line, text: text.trim() })
    const checked = item[2] === undefined ? null : item[2] !== ' '
    blocks.push({ kind: 'item', line, isNested: (item[1] ?? '').length >= 2, checked, text: (item[3] ?? '').trim() })
  }

  while (at < texts.length) {
    const fence = FENCE.exec(textAt(at))
    if (fence !== null) takeCode(fence[1] === undefined ? '~' : '`')
    else if (isRow(at)) takeTable()
    else takeLine()
  }
  return blocks
}

/** For each line the first at or after it that fits, or the number of lines; one pass, however often it is asked. */
function nextWhere(texts: readonly string[], fits: (text: string) => boolean): readonly number[] {
  const next: number[] = Array.from({ length: texts.length + 1 }, () => texts.length)
  for (let index = texts.length - 1; index >= 0; index -= 1)
    next[index] = fits(texts[index] ?? '') ? index : (next[index + 1] ?? texts.length)
  return next
}

import type { Cell, Prose } from '../document/document.ts'
import { findWords } from './find-words.ts'

export interface Activity {
  /** Numbers in front: `8` and `9` of `8/9. Harden the services`; empty: none. */
  readonly numbers: readonly string[]
  readonly text: string
  /** `[x]` in front is true, `[ ]` is false, struck text counts as nothing here; null: no checkbox. */
  readonly checked: boolean | null
  readonly struck: boolean
}

const NUMBERED = /(?<![\p{L}\p{N}.])(\d{1,3}(?:\s?[/&+]\s?\d{1,3}){0,5})[.)]\s+(?=[^\s\d])/gu
const BOX = /^\s*(?:[-*•]\s+)?(?:\[([ xX✓✔])\]|([☐☑☒]))\s*/u
const BULLET = /\s*(?:^|\s)[•▪◦‣·]\s+/u

/**
 * The activities of a cell: its lines, numbered ones (`1. … 2. …`), and those between semicolons or bullets. Commas part nothing: most
 * cells with commas hold one activity.
 */
export function splitActivities(cell: Cell): readonly Activity[] {
  const pieces = cell.parts.length > 1 ? cell.parts : [cell]
  return pieces.flatMap((part) => splitText(part))
}

function splitText(part: Pick<Prose, 'text' | 'struck'>): readonly Activity[] {
  const numbered = splitNumbered(part.text)
  const pieces =
    numbered ??
    splitOutside(part.text, ';')
      .flatMap((piece) => piece.split(BULLET))
      .map((text) => ({ numbers: [], text }))
  return pieces.flatMap(({ numbers, text }) => {
    const box = BOX.exec(text)
    const plain = text
      .slice(box?.[0].length ?? 0)
      .trim()
      .replace(/^[-*]\s+/, '')
    if (plain === '') return []
    const mark = box === null ? null : (box[1] ?? box[2] ?? ' ')
    return [{ numbers, text: plain, checked: mark === null ? null : mark !== ' ' && mark !== '☐', struck: part.struck }]
  })
}

/** Numbers count when the cell begins with one; a later one must end a sentence before it, or be the next in order. */
function splitNumbered(text: string): readonly { readonly numbers: readonly string[]; readonly text: string }[] | null {
  const marks: { numbers: readonly string[]; from: number; to: number }[] = []
  for (const match of text.matchAll(NUMBERED)) {
    const numbers = (match[1] ?? '').split(/\s?[/&+]\s?/).map((each) => String(Number(each)))
    const before = marks.at(-1)
    const isNext = before !== undefined && Number(numbers[0]) === Number(before.numbers.at(-1)) + 1
    const endsSentence = /[.;!?)\]:,]\s*$/.test(text.slice(Math.max(0, match.index - 4), match.index))
    if (before === undefined ? match.index === 0 : isNext || endsSentence)
      marks.push({ numbers, from: match.index, to: match.index + match[0].length })
    else if (before === undefined) return null
  }
  if (marks.length === 0) return null
  return marks.map((mark, index) => ({
    numbers: mark.numbers,
    text: text
      .slice(mark.to, marks[index + 1]?.from ?? text.length)
      .trim()
      .replace(/[.;,]$/, ''),
  }))
}

/** The entries of a cell that is a list by its column (deliverables, criteria): lines, semicolons, commas outside brackets and numbers. */
export function splitList(cell: Cell): readonly string[] {
  const pieces = cell.parts.length > 1 ? cell.parts : [cell]
  return pieces.flatMap((part) => splitListText(part.text))
}

/** The same for a text. A plus sign parts too, unless a preposition before it spans both: `PRs for x + y` is one. */
export function splitListText(text: string): readonly string[] {
  const numbered = splitNumbered(text)
  const pieces = numbered?.map((each) => each.text) ?? splitOutside(text, ';').flatMap((piece) => splitOutside(piece, ','))
  return pieces
    .flatMap((piece) => splitPlus(piece))
    .map((piece) =>
      capitalise(
        piece
          .trim()
          .replace(/^(?:[-*•]\s+|(?:and|und)\s+)/iu, '')
          .replace(/[.;]$/, ''),
      ),
    )
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))
}

function splitPlus(piece: string): readonly string[] {
  const sides = piece.split(/\s\+\s/)
  return sides.length === 1 || findWords('link', sides[0] ?? '').some(({ concept }) => concept === 'spanning') ? [piece] : sides
}

/** Splits at a sign that stands outside brackets and quotes, and between no two digits. */
export function splitOutside(text: string, sign: string): readonly string[] {
  const pieces: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if ('([{'.includes(letter)) depth += 1
    else if (')]}'.includes(letter)) depth = Math.max(0, depth - 1)
    else if (letter === sign && depth === 0 && !(/\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? ''))) {
      pieces.push(text.slice(from, at))
      from = at + 1
    }
  }
  pieces.push(text.slice(from))
  return pieces.filter((piece) => piece.trim() !== '')
}

/** The first letter large, unless the first word is code or a name with capitals inside. */
export const capitalise = (text: string): string =>
  /^\p{Ll}[\p{Ll}-]*(?:\s|$)/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text

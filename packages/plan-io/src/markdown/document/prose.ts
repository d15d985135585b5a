import type { Cell, Prose } from './document.ts'
import { readInline } from './read-inline.ts'

/** Signs in front of a label that say nothing about its words: emoji, arrows, bullets, check marks. */
const SIGNS = /^[^\p{L}\p{N}(["'@#<[\]`$€§/.~+-]{0,8}/u
const MAX_LABEL = 80

/** Running text with its markup taken off. */
export function readProse(raw: string): Prose {
  const inline = readInline(raw)
  const text = collapse(inline.text)
  const strong = inline.strong.map(({ from, to }) => collapse(inline.text.slice(from, to))).filter((each) => each !== '')
  const { label, rest } = splitLabel(text, strong[0] ?? null)
  const [struck] = inline.struck
  return {
    text,
    label,
    rest,
    strong,
    codes: inline.codes,
    links: inline.links,
    struck: struck !== undefined && text !== '' && collapse(inline.text.slice(struck.from, struck.to)) === text,
  }
}

const MAY_HAVE_PIECES = /<br|[\n•◦▪‣●]|^\s*[-*+]\s|[-*]\s\[/i

/** A table's cell, with the pieces that it holds. */
export function readCell(raw: string): Cell {
  const whole = readProse(raw)
  // Field by field: spreading costs several times as much, and there are as many cells as anything.
  const { text, label, rest, strong, codes, links, struck } = whole
  if (!MAY_HAVE_PIECES.test(raw)) return { text, label, rest, strong, codes, links, struck, raw, parts: [whole] }
  const pieces = raw
    .split(/<br\s{0,5}\/?>|\n/i)
    .flatMap(splitMarked)
    .map(readProse)
    .filter((piece) => piece.text !== '')
  return { text, label, rest, strong, codes, links, struck, raw, parts: pieces.length > 0 ? pieces : [whole] }
}

/** At bullets inside a cell (`• a • b`) and at checkboxes; a hyphen is too often part of the text. */
function splitMarked(text: string): readonly string[] {
  const pieces = text.split(/(?:^|\s)(?:[•◦▪‣●]\s|[-*]\s(?=\[[ xX]\]\s))/)
  return pieces.length > 1 ? pieces : [text.replace(/^\s{0,20}[-*+]\s+(?=\S)/, '')]
}

/** White space as single spaces, none at the ends. */
export const collapse = (text: string): string => (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text).trim()

/** `**Goal:** x`, `**Goal**: x`, `**Goal** — x` and `Goal: x`; signs in front of the label are left out of it. */
function splitLabel(text: string, bold: string | null): Pick<Prose, 'label' | 'rest'> {
  if (bold === null && !text.includes(':')) return { label: null, rest: text }
  const body = text.slice((SIGNS.exec(text) ?? [''])[0].length)
  if (bold !== null && body.startsWith(bold)) {
    const after = body.slice(bold.length)
    const closing = /^\s?(?::|[—–-]\s)\s*/.exec(after)
    if (bold.endsWith(':')) return labelled(bold.slice(0, -1), after)
    if (closing) return labelled(bold, after.slice(closing[0].length))
    if (after !== '') return plainLabel(body, text, bold.length)
  }
  return plainLabel(body, text, 0)
}

function plainLabel(body: string, text: string, from: number): Pick<Prose, 'label' | 'rest'> {
  const colon = /:(?=\s|$)/.exec(body.slice(from, MAX_LABEL + 1))
  if (colon === null) return { label: null, rest: text }
  const label = body.slice(0, from + colon.index)
  if (label.length > MAX_LABEL || !isLabel(label)) return { label: null, rest: text }
  return labelled(label, body.slice(from + colon.index + 1))
}

const labelled = (label: string, rest: string): Pick<Prose, 'label' | 'rest'> =>
  label.trim() === '' ? { label: null, rest: rest.trim() } : { label: label.trim(), rest: rest.trim() }

/** A few words, no sentence and no half of a bracket. */
function isLabel(label: string): boolean {
  if (label.trim() === '' || /[.!?;]\s|[→⇒|]|->|=>|:\/\//.test(label)) return false
  if (label.split(/\s+/).length > 9) return false
  return [...'([{'].every((sign, index) => label.split(sign).length === label.split(')]}'[index] as string).length)
}

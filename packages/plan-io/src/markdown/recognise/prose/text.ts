import { foldLetters } from '../../words/fold.ts'
import { PLAN_LIMITS } from '@gatehouse/core'

const ARROW = /\s*(?:-{1,3}>|={1,3}>|→|⇒|⟶|➜|➔|⟹)\s*/u
const EMOJI_IN_FRONT = /^(?:\p{Extended_Pictographic}|\uFE0F|\u200D|\u20E3|[▪•◦–—-]\s)+\s*/u
const CHAPTER = /^(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|[IVX]{1,5}[.)]|[A-Z]\))\s+(?=\S)/u

const BRACKET = /\([^()]{0,300}\)/gu

/** The pieces of `a → b → c`; one piece where there is no arrow. Arrows in brackets part nothing, and comparisons such as `>=` are no arrows. */
export function splitArrows(text: string): readonly string[] {
  const hidden: string[] = []
  const masked = text.replace(BRACKET, (bracket) => `\uE000${hidden.push(bracket) - 1}\uE001`)
  return masked.split(ARROW).map((piece) => piece.replace(/\uE000(\d+)\uE001/g, (_, at: string) => hidden[Number(at)] ?? '').trim())
}

export const hasArrow = (text: string): boolean => splitArrows(text).length > 1

/** Without the emoji in front. */
export const withoutEmoji = (text: string): string => text.replace(EMOJI_IN_FRONT, '').trim()

/** The emoji in front of a text, without its variant; '' where there is none. */
export const signIn = (text: string): string => /^\p{Extended_Pictographic}/u.exec(text.trimStart())?.[0] ?? ''

/** A heading's words: without emoji, chapter number (`4.2`, `4)`) and closing colon. */
export function headingWords(text: string): string {
  const bare = withoutEmoji(text)
  return withoutEnd(bare.replace(CHAPTER, '')) || bare
}

/** Without a full stop, colon, semicolon or dash at its end. */
export function withoutEnd(text: string): string {
  let end = text.length
  while (end > 0 && ENDS.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end).trim()
}
/** Walked by hand: a pattern at the end of a text takes quadratic time on long runs of dashes. */
const ENDS = '.:;,–—- \t'

/** Fits a title of the plan. */
export const asTitle = (text: string): string => cut(withoutEnd(text) || text.trim() || '—', PLAN_LIMITS.title)

/** Fits a criterion, mission or checklist item. */
export const asText = (text: string): string => cut(text.trim(), PLAN_LIMITS.text)

/** At most so many characters; the cut shows. */
export const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`)

/** `Wet boxes & co.` → `wet-boxes-co`, for keys. Never empty. */
export function slugOf(text: string): string {
  const slug = foldLetters(text.slice(0, 200))
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 36)
    .replace(/^-+|-+$/g, '')
  return slug || 'x'
}

export interface Bracketed {
  /** Text without the bracket, its white space mended. */
  readonly outside: string
  readonly inside: string
}

/** The last round or square bracket at the end of a text: `Review (D3, @qa)` → `Review` and `D3, @qa`. */
export function bracketAtEnd(text: string): Bracketed | null {
  const found = /^(.*?)\s*[([{]([^()[\]{}]{1,400})[)\]}][\s.:;]*$/su.exec(text.slice(-2_000))
  if (!found?.[2]) return null
  const kept = text.length > 2_000 ? text.slice(0, -2_000) : ''
  return { outside: (kept + (found[1] ?? '')).trim(), inside: found[2].trim() }
}

/** The first bracket anywhere. */
export function firstBracket(text: string): Bracketed | null {
  const found = /[([]([^()[\]]{1,400})[)\]]/u.exec(text)
  if (!found?.[1]) return null
  const outside = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.replace(/\s+/g, ' ').trim()
  return { outside, inside: found[1].trim() }
}

/** Sentences, divided at full stops and semicolons before white space. Never empty ones. */
export const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?;])\s+(?=\S)/u)
    .map((each) => each.trim())
    .filter((each) => each !== '')

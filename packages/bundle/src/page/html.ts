/** Text that is HTML already. Only `html` makes it, so that everything else is escaped. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
export type Piece = Html | string | number | null | false | readonly Piece[]

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' }
/** Escaped for text and for quoted attributes. Letters that cannot be seen or that turn the direction are shown by their number. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/[&<>"'`]/g, (letter) => ESCAPES[letter] ?? '')
    .replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (letter) =>
      letter === '\n' || letter === '\t' ? letter : `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )

const textOf = (piece: Piece): string => {
  if (piece === null || piece === false) return ''
  if (piece instanceof Html) return piece.text
  if (typeof piece === 'string') return escapeHtml(piece)
  if (typeof piece === 'number') return String(piece)
  return piece.map(textOf).join('')
}

/** A template whose values are escaped unless they are HTML themselves; null and false are nothing. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  new Html(strings.map((part, at) => part + textOf(pieces[at] ?? null)).join(''))

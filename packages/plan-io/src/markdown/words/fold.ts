/** One word of a text, ready for comparison. */
export interface FoldedWord {
  /** Lower case, no accents. */
  readonly word: string
  /** Without its plural or case ending. */
  readonly stem: string
  /** Where it stands in the text. */
  readonly from: number
  readonly to: number
}

/** Texts are hostile; nobody writes a heading or a cell of more words that name a concept. */
const MAX_WORDS = 400
const WORD = /[\p{L}\p{N}]+/gu
/** The same in text without accents, which is most of it; several times as quick. */
const PLAIN_WORD = /[A-Za-z0-9]+/g

/** Lower case, without accents: `Maßnahme` and `MASSNAHME` are `massnahme`. */
export const foldLetters = (text: string): string =>
  PLAIN.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
        .replaceAll('ß', 'ss')

const PLAIN = /^[ -~]*$/

/** Most words of a document come many times. Forgotten when full. */
const folded = new Map<string, { readonly word: string; readonly stem: string }>()
const MOST_FOLDED = 20_000

function foldWord(written: string): { readonly word: string; readonly stem: string } {
  const known = folded.get(written)
  if (known) return known
  const word = foldLetters(written)
  const made = { word, stem: stemOf(word) }
  if (folded.size >= MOST_FOLDED) folded.clear()
  if (written.length < 60) folded.set(written, made)
  return made
}

/** One recogniser after the other looks at the same text. Forgotten when full. */
const read = new Map<string, readonly FoldedWord[]>()
const MOST_READ = 500
/** Longer texts are hostile or rare, and would be held in memory. */
const LONGEST_READ = 2_000

/** The words of a text, folded, at most 400. An apostrophe ends no word: `won't` is `wont`. */
export function foldWords(text: string): readonly FoldedWord[] {
  const known = read.get(text)
  if (known) return known
  const words = readWords(text)
  if (text.length > LONGEST_READ) return words
  if (read.size >= MOST_READ) read.clear()
  read.set(text, words)
  return words
}

function readWords(text: string): readonly FoldedWord[] {
  const words: FoldedWord[] = []
  const plain = text.length > 20_000 ? text.slice(0, 20_000) : text
  for (const match of plain.matchAll(PLAIN.test(plain) ? PLAIN_WORD : WORD)) {
    if (words.length === MAX_WORDS) break
    const { word, stem } = foldWord(match[0])
    const to = match.index + match[0].length
    const before = words.at(-1)
    const isJoined = before !== undefined && before.to === match.index - 1 && (plain[before.to] === "'" || plain[before.to] === '’')
    if (isJoined && before) words[words.length - 1] = { word: before.word + word, stem: stemOf(before.word + word), from: before.from, to }
    else words.push({ word, stem, from: match.index, to })
  }
  return words
}

const ENDINGS = ['en', 'es', 'er', 'e', 'n', 's'] as const

/** Takes the usual English and German endings off, down to four letters; both sides of a comparison are treated alike. */
export function stemOf(word: string): string {
  const single = word.endsWith('ies') && word.length > 5 ? `${word.slice(0, -3)}y` : word
  const bare = single.length > 4 && single.endsWith('s') && !single.endsWith('ss') ? single.slice(0, -1) : single
  for (const ending of ENDINGS) if (bare.endsWith(ending) && bare.length - ending.length >= 4) return bare.slice(0, -ending.length)
  return bare
}

/** Words as one line with single spaces: to compare two short texts. */
export const foldText = (text: string): string =>
  foldWords(text)
    .map(({ word }) => word)
    .join(' ')

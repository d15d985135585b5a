import { type FoldedWord, foldLetters, foldWords, stemOf } from './fold.ts'
import { type ConceptOf, SYNONYMS, type WordGroupName } from './synonyms.ts'

export interface WordFound<C extends string> {
  readonly concept: C
  /** Index of its first word, and how many words the phrase has. */
  readonly at: number
  readonly words: number
  /** Place in the text. */
  readonly from: number
  readonly to: number
}

interface Phrase {
  readonly concept: string
  readonly stems: readonly string[]
}
interface Index {
  readonly byFirst: ReadonlyMap<string, readonly Phrase[]>
  /** By their first two letters. */
  readonly prefixes: ReadonlyMap<string, readonly { readonly concept: string; readonly prefix: string }[]>
  /** What was found in the last texts. */
  readonly lately: Map<string, readonly WordFound<string>[]>
  readonly wholes: Map<string, readonly string[]>
}

const indexes = new Map<WordGroupName, Index>()

/**
 * Every concept of a group that the text names, in the order of the text. At each word the longest phrase wins; a phrase that belongs to
 * several concepts yields all of them.
 */
export function findWords<G extends WordGroupName>(group: G, text: string): readonly WordFound<ConceptOf<G>>[] {
  const { lately } = indexOf(group)
  const known = lately.get(text) as readonly WordFound<ConceptOf<G>>[] | undefined
  if (known) return known
  const found = lookUp(group, text)
  if (lately.size >= MOST_REMEMBERED) lately.clear()
  if (text.length <= LONGEST_REMEMBERED) lately.set(text, found)
  return found
}

/** One recogniser after the other asks the same of the same text. */
const MOST_REMEMBERED = 300
const LONGEST_REMEMBERED = 2_000

function lookUp<G extends WordGroupName>(group: G, text: string): readonly WordFound<ConceptOf<G>>[] {
  const words = foldWords(text)
  const index = indexOf(group)
  const found: WordFound<ConceptOf<G>>[] = []
  for (let at = 0; at < words.length; ) {
    const { concepts, length } = longestAt(index, words, at)
    for (const concept of concepts)
      found.push({
        concept: concept as ConceptOf<G>,
        at,
        words: length,
        from: words[at]?.from ?? 0,
        to: words[at + length - 1]?.to ?? 0,
      })
    at += Math.max(1, length)
  }
  return found
}

/** The concept that the text as a whole stands for: `In Progress`, `dito.`; null when it says more than that, or nothing known. */
export function wholeWord<G extends WordGroupName>(group: G, text: string): ConceptOf<G> | null {
  return wholeWords(group, text)[0] ?? null
}

/** Every concept that the text as a whole stands for. */
export function wholeWords<G extends WordGroupName>(group: G, text: string): readonly ConceptOf<G>[] {
  if (text.length > 80) return []
  const index = indexOf(group)
  const known = index.wholes.get(text)
  if (known) return known as readonly ConceptOf<G>[]
  const words = foldWords(text)
  const { concepts, length } = longestAt(index, words, 0)
  const found = words.length > 0 && length === words.length ? concepts : NONE
  if (index.wholes.size >= MOST_REMEMBERED) index.wholes.clear()
  index.wholes.set(text, found)
  return found as readonly ConceptOf<G>[]
}

const NONE: readonly string[] = []
const NOTHING = { concepts: [], length: 0 } as const

function longestAt(
  index: Index,
  words: readonly FoldedWord[],
  at: number,
): { readonly concepts: readonly string[]; readonly length: number } {
  const first = words[at]
  if (first === undefined) return NOTHING
  let length = 0
  let concepts: string[] = []
  for (const phrase of index.byFirst.get(first.stem) ?? []) {
    if (phrase.stems.length < length || !phrase.stems.every((stem, offset) => words[at + offset]?.stem === stem)) continue
    if (phrase.stems.length > length) concepts = []
    length = phrase.stems.length
    if (!concepts.includes(phrase.concept)) concepts.push(phrase.concept)
  }
  if (length > 0) return { concepts, length }
  const compound = index.prefixes.get(first.word.slice(0, 2))?.filter(({ prefix }) => first.word.startsWith(prefix)) ?? []
  return compound.length === 0 ? NOTHING : { concepts: compound.map(({ concept }) => concept), length: 1 }
}

function indexOf(group: WordGroupName): Index {
  const known = indexes.get(group)
  if (known) return known
  const byFirst = new Map<string, Phrase[]>()
  const prefixes = new Map<string, { concept: string; prefix: string }[]>()
  for (const [concept, words] of Object.entries(SYNONYMS[group]) as [string, { readonly en: string; readonly de: string }][])
    for (const written of `${words.en},${words.de}`.split(','))
      for (const spelling of spellingsOf(written.trim())) {
        if (spelling.endsWith('*')) {
          const prefix = foldLetters(spelling.slice(0, -1))
          prefixes.set(prefix.slice(0, 2), [...(prefixes.get(prefix.slice(0, 2)) ?? []), { concept, prefix }])
          continue
        }
        const stems = foldWords(spelling).map(({ word }) => stemOf(word))
        const [first] = stems
        if (first === undefined) continue
        const phrases = byFirst.get(first)
        if (phrases) phrases.push({ concept, stems })
        else byFirst.set(first, [{ concept, stems }])
      }
  const index = { byFirst, prefixes, lately: new Map(), wholes: new Map() }
  indexes.set(group, index)
  return index
}

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' }

/** Umlauts are also written with an e behind: `Abhaengigkeit`. */
const spellingsOf = (word: string): readonly string[] =>
  /[äöü]/.test(word) ? [word, word.replace(/[äöü]/g, (letter) => UMLAUTS[letter] ?? letter)] : [word]

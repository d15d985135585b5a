import type { Document } from '../../document/document.ts'
import { SYNONYMS, type WordGroupName } from '../../words/synonyms.ts'
import { wholeWord } from '../../words/find-words.ts'
import type { Reading } from '../recogniser.ts'
import { slugOf } from './text.ts'

const NAME = /^\p{Lu}[\p{L}.'’-]{1,20}(?:\s\p{Lu}[\p{L}.'’-]{0,20}){0,2}$/u
/** `T. Lindgren`: nobody else is written so. */
const WITH_INITIAL = /^\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}\p{Ll}[\p{L}'’-]{1,20}$/u
const IN_BRACKET = /^\s*(?:[-*+•]|\d{1,3}[.)]|[a-z]\))\s.{2,300}?\((\p{Lu}[^(),;:]{1,40})(?:[,;][^()]{0,80})?\)[^()]{0,40}$/u

/** One to three words with capitals. */
export const isName = (text: string): boolean => NAME.test(text) || WITH_INITIAL.test(text)

/** A person, by what the document says elsewhere: an owner, or part of an owner's name, or whoever stands in brackets behind several items. */
export function isKnownName(text: string, { document, draft }: Reading): boolean {
  if (WITH_INITIAL.test(text) || draft.owners.has(`@${slugOf(text)}`)) return true
  for (const { name } of [...draft.owners.values()].slice(0, 200)) if (name === text || name.startsWith(`${text} `)) return true
  return (bracketNamesOf(document).get(text) ?? 0) > 1
}

const counted = new WeakMap<Document, ReadonlyMap<string, number>>()

/** How many items have this name in the bracket at their end. Abbreviations and words of the table are no names. */
function bracketNamesOf(document: Document): ReadonlyMap<string, number> {
  const known = counted.get(document)
  if (known) return known
  const counts = new Map<string, number>()
  for (const line of document.lines) {
    const name = line.length > 600 ? undefined : IN_BRACKET.exec(line)?.[1]?.trim()
    if (name !== undefined && isName(name) && /\p{Ll}/u.test(name) && !isWord(name)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  counted.set(document, counts)
  return counts
}

const isWord = (text: string): boolean => (Object.keys(SYNONYMS) as WordGroupName[]).some((group) => wholeWord(group, text) !== null)

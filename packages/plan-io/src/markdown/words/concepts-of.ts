import { findWords, wholeWord } from './find-words.ts'
import type { Concept, Topic } from './synonyms.ts'

/** Every column or label concept that a text names, in its order, each once: `Owner / Team` is `['owner', 'lane']`. */
export const conceptsOf = (text: string): readonly Concept[] => [...new Set(findWords('label', text).map(({ concept }) => concept))]

/** The concept that a label as a whole stands for; null when it says more than that. */
export const labelOf = (text: string): Concept | null => wholeWord('label', text)

/** What a heading is about: the topic with the longest phrase, then the one that stands first in the table; null: nothing known. */
export function topicOf(heading: string): Topic | null {
  const found = topicsOf(heading)
  return found[0] ?? null
}

/** Every topic that a heading names, the likeliest first. */
export function topicsOf(heading: string): readonly Topic[] {
  const found = findWords('topic', heading)
  const longestFirst = found.toSorted((a, b) => b.words - a.words)
  return [...new Set(longestFirst.map(({ concept }) => concept))]
}

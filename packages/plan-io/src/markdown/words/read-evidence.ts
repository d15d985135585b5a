import type { EvidenceType } from '@gatehouse/core'
import { findWords } from './find-words.ts'

/** The types of evidence that the wording of a requirement implies, each once, in the order of the text. Empty: its words imply none. */
export const readEvidenceTypes = (text: string): readonly EvidenceType[] => [
  ...new Set(findWords('evidence', text).map(({ concept }) => concept)),
]

import { CALENDAR_WORDS, FILLER_WORDS, FRESHNESS_WORDS } from './synonyms/freshness-words.ts'
import { HEAD_WORDS } from './synonyms/head-words.ts'
import { LABEL_WORDS } from './synonyms/label-words.ts'
import { PROSE_WORDS } from './synonyms/prose-words.ts'
import { TOPIC_WORDS } from './synonyms/topic-words.ts'
import { FINAL_WORDS, GRADE_WORDS, RULE_WORDS } from './synonyms/rule-words.ts'
import { EVIDENCE_WORDS, LEVEL_WORDS, LINK_WORDS, MARK_WORDS, PRIORITY_WORDS, STATUS_WORDS } from './synonyms/value-words.ts'
import { MONTH_WORDS, UNIT_WORDS, WEEKDAY_WORDS } from './synonyms/time-words.ts'

/**
 * The one table of words. Each group says where its words are looked for; each entry is a concept with its words in English and German,
 * divided by commas. Add a word there and it is understood everywhere. Letter case, accents, punctuation and the usual plurals make no
 * difference; phrases of several words are fine; `risk*` stands for every word that begins so, which German compounds need.
 */
export const SYNONYMS = {
  /** Head words of tables, and labels in front of a colon. */
  label: LABEL_WORDS,
  /** What a heading says that its section is about. */
  topic: TOPIC_WORDS,
  /** Labels that say something about the program as a whole. */
  head: HEAD_WORDS,
  status: STATUS_WORDS,
  priority: PRIORITY_WORDS,
  level: LEVEL_WORDS,
  /** Cells that stand for another one, or for nothing. */
  mark: MARK_WORDS,
  /** Wording of a requirement → the types of evidence that can prove it. */
  evidence: EVIDENCE_WORDS,
  /** How fresh a proof must be, by its wording. */
  freshness: FRESHNESS_WORDS,
  /** Wording of a requirement that the board can tell by itself. */
  rule: RULE_WORDS,
  /** Titles of the gate that decides whether to go. */
  final: FINAL_WORDS,
  /** How ready the release is, as the document grades it. */
  grade: GRADE_WORDS,
  /** Weeks that are numbered by the year. */
  calendar: CALENDAR_WORDS,
  filler: FILLER_WORDS,
  /** Words between the two ends of a dependency, and its kinds. */
  link: LINK_WORDS,
  /** What a sentence or label in running text states. */
  prose: PROSE_WORDS,
  unit: UNIT_WORDS,
  weekday: WEEKDAY_WORDS,
  month: MONTH_WORDS,
} as const

export type WordGroupName = keyof typeof SYNONYMS
export type ConceptOf<G extends WordGroupName> = keyof (typeof SYNONYMS)[G] & string
/** A column or label. */
export type Concept = ConceptOf<'label'>
/** The subject of a section. */
export type Topic = ConceptOf<'topic'>

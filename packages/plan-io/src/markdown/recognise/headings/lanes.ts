import { topicOf } from '../../words/concepts-of.ts'
import { findWords, wholeWord } from '../../words/find-words.ts'
import { nounOfKey } from '../../words/key-prefixes.ts'
import { addLane, withoutOwnerLabel } from '../prose/lists/lanes.ts'
import { keyedName } from '../prose/keyed-name.ts'
import { bracketAtEnd, headingWords } from '../prose/text.ts'
import type { HeadingRecogniser } from '../recogniser.ts'
import { contextOfHeading } from './heading-context.ts'

/** `WS1 — Security (Owner: X)`, `Squad B: Data`, `Track 3 · Apps`, and headings in a section of lanes. */
export const readLaneHeading: HeadingRecogniser = (section, place, reading) => {
  const { heading } = section
  if (heading === null) return null
  const words = headingWords(heading.text)
  const bracket = bracketAtEnd(words)
  const name = bracket?.outside || words
  if (wholeWord('topic', name) !== null) return null
  const { key } = keyedName(name, 'lane')
  const isNoun = key !== null && findWords('label', name).some(({ concept, at }) => concept === 'lane' && at === 0)
  const isCode = key !== null && nounOfKey(key) === 'lane'
  const hasOwner = bracket !== null && withoutOwnerLabel(bracket.inside) !== bracket.inside && topicOf(name) === null
  const isAmong = place.topic === 'lanes' && place.path.length > 1 && topicOf(name) === null && place.lane === null
  if (!isNoun && !isCode && !hasOwner && !isAmong) return null
  const lane = addLane(words, heading.line, contextOfHeading(heading, place, reading))
  reading.account.map(heading.span, { kind: 'lane', key: lane.key })
  return { topic: null, lane: lane.key, owner: null }
}

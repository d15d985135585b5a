import { topicOf } from '../../words/concepts-of.ts'
import { wholeWord } from '../../words/find-words.ts'
import { sectionEntity } from '../prose/context.ts'
import { findLane } from '../prose/find-lane.ts'
import { addPeak } from '../prose/paragraphs/staffing.ts'
import { addRecord } from '../prose/records.ts'
import { asText, headingWords } from '../prose/text.ts'
import type { HeadingRecogniser } from '../recogniser.ts'

/** `Peak Team Size: Week 17 (9 FTEs)` is a statement, not a section. */
export const readPeakHeading: HeadingRecogniser = ({ heading }, _place, reading) => {
  if (heading?.label == null || !addPeak(heading.label, heading.rest, heading.line, { reading })) return null
  return { topic: null }
}

/** What the section is about. A heading with unknown words goes on with what the one above it is about. */
export const readTopicHeading: HeadingRecogniser = ({ heading }, _place, reading) => {
  if (heading === null) return null
  const words = headingWords(heading.text)
  const topic = topicOf(words)
  if (heading.label !== null && heading.rest !== '' && wholeWord('topic', headingWords(heading.label)) === 'objectives') {
    addRecord({ reading }, 'notes', 'objective', 'N#', { kind: 'objective', text: asText(heading.rest) }, heading.span)
    return {}
  }
  const lane = topic === null ? findLane(words, reading) : null
  if (lane !== null) {
    reading.account.map(heading.span, { kind: 'lane', key: lane })
    return { lane }
  }
  reading.account.map(heading.span, sectionEntity(topic, words))
  return topic === null ? {} : { topic }
}

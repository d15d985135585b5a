import type { Heading } from '../../document/document.ts'
import type { Context } from '../prose/context.ts'
import { headingWords } from '../prose/text.ts'
import type { Place, Reading } from '../recogniser.ts'

/** Readers of lists and paragraphs serve headings too; a heading has nothing nested. */
export const contextOfHeading = (heading: Heading, place: Place, reading: Reading): Context => ({
  reading,
  place,
  topic: place.topic,
  title: headingWords(heading.text),
  readInside: () => {},
})
